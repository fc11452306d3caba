import problems from './ko/problems.json';
import staff from './ko/staff.json';
import staffAccess from './ko/staff-access.json';
import staffAllergens from './ko/staff-allergens.json';
import staffAudit from './ko/staff-audit.json';
import staffBackups from './ko/staff-backups.json';
import staffBoard from './ko/staff-board.json';
import staffCheckout from './ko/staff-checkout.json';
import staffDevices from './ko/staff-devices.json';
import staffFigures from './ko/staff-figures.json';
import staffHistory from './ko/staff-history.json';
import staffMenu from './ko/staff-menu.json';
import staffMenuImport from './ko/staff-menu-import.json';
import staffOrdering from './ko/staff-ordering.json';
import staffPeople from './ko/staff-people.json';
import staffPrinters from './ko/staff-printers.json';
import staffRecord from './ko/staff-record.json';
import staffSettings from './ko/staff-settings.json';
import staffStations from './ko/staff-stations.json';
import staffTables from './ko/staff-tables.json';
import ui from './ko/ui.json';
import { defineLanguage } from './language.ts';
import { type Speech, useSpeech } from './language-provider.tsx';

const ko = {
  ...ui,
  ...problems,
  ...staff,
  ...staffAccess,
  ...staffAllergens,
  ...staffAudit,
  ...staffBackups,
  ...staffBoard,
  ...staffCheckout,
  ...staffDevices,
  ...staffFigures,
  ...staffHistory,
  ...staffMenu,
  ...staffMenuImport,
  ...staffOrdering,
  ...staffPeople,
  ...staffPrinters,
  ...staffRecord,
  ...staffSettings,
  ...staffStations,
  ...staffTables,
};

/** What the staff app can say. */
export type Key = keyof typeof ko;

export const staffLanguage = defineLanguage<Key>(ko, {
  en: async () => (await import('./en/staff.ts')).words,
  ja: async () => (await import('./ja/staff.ts')).words,
  zh: async () => (await import('./zh/staff.ts')).words,
});

export const useT = (): Speech<Key> => useSpeech<Key>();
