import problems from './ko/problems.json';
import staff from './ko/staff.json';
import ui from './ko/ui.json';
import { defineLanguage } from './language.ts';
import { type Speech, useSpeech } from './language-provider.tsx';

const ko = { ...ui, ...problems, ...staff };

/** What the staff app can say. */
export type Key = keyof typeof ko;

export const staffLanguage = defineLanguage<Key>(ko, {
  en: async () => (await import('./en/staff.ts')).words,
  ja: async () => (await import('./ja/staff.ts')).words,
  zh: async () => (await import('./zh/staff.ts')).words,
});

export const useT = (): Speech<Key> => useSpeech<Key>();
