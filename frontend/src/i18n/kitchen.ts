import kitchen from './ko/kitchen.json';
import problems from './ko/problems.json';
import staffAccess from './ko/staff-access.json';
import staffAllergens from './ko/staff-allergens.json';
import ui from './ko/ui.json';
import { defineLanguage } from './language.ts';
import { type Speech, useSpeech } from './language-provider.tsx';

const ko = { ...ui, ...problems, ...staffAccess, ...staffAllergens, ...kitchen };

/** What the kitchen's display can say. */
export type Key = keyof typeof ko;

export const kitchenLanguage = defineLanguage<Key>(ko, {
  en: async () => (await import('./en/kitchen.ts')).words,
  ja: async () => (await import('./ja/kitchen.ts')).words,
  zh: async () => (await import('./zh/kitchen.ts')).words,
});

export const useT = (): Speech<Key> => useSpeech<Key>();
