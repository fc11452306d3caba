import guest from './ko/guest.json';
import guestDevice from './ko/guest-device.json';
import guestMenu from './ko/guest-menu.json';
import guestOrders from './ko/guest-orders.json';
import guestParty from './ko/guest-party.json';
import problems from './ko/problems.json';
import ui from './ko/ui.json';
import { defineLanguage } from './language.ts';
import { type Speech, useSpeech } from './language-provider.tsx';

const ko = {
  ...ui,
  ...problems,
  ...guest,
  ...guestDevice,
  ...guestMenu,
  ...guestOrders,
  ...guestParty,
};

/** What the guest app can say. */
export type Key = keyof typeof ko;

export const guestLanguage = defineLanguage<Key>(ko, {
  en: async () => (await import('./en/guest.ts')).words,
  ja: async () => (await import('./ja/guest.ts')).words,
  zh: async () => (await import('./zh/guest.ts')).words,
});

export const useT = (): Speech<Key> => useSpeech<Key>();
