import { oneOf } from './schema.ts';

/** The languages of screens and menus, the product's own first. */
export const LOCALES = ['ko', 'en', 'ja', 'zh'] as const;
export type Locale = (typeof LOCALES)[number];

export const isLocale = (word: string): word is Locale => (LOCALES as readonly string[]).includes(word);
export const aLocale = () => oneOf(...LOCALES);
