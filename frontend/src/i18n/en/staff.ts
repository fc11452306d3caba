import problems from './problems.json';
import staff from './staff.json';
import staffAccess from './staff-access.json';
import staffAllergens from './staff-allergens.json';
import staffAudit from './staff-audit.json';
import staffBackups from './staff-backups.json';
import staffBoard from './staff-board.json';
import staffCheckout from './staff-checkout.json';
import staffDevices from './staff-devices.json';
import staffFigures from './staff-figures.json';
import staffHistory from './staff-history.json';
import staffMenu from './staff-menu.json';
import staffMenuImport from './staff-menu-import.json';
import staffOrdering from './staff-ordering.json';
import staffPeople from './staff-people.json';
import staffPrinters from './staff-printers.json';
import staffRecord from './staff-record.json';
import staffSettings from './staff-settings.json';
import staffStations from './staff-stations.json';
import staffTables from './staff-tables.json';
import ui from './ui.json';

/** One file for the line, not one for each part of the app. */
export const words = {
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
