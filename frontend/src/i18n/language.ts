import { isLocale, LOCALES, type Locale } from '@tableorder/contract/locale';
import { format, type Params } from './format.ts';

export type Words<K extends string> = Readonly<Record<K, string>>;
export type Translate<K extends string> = (key: K, params?: Params) => string;

/** The words of one app: Korean comes with it, the other languages when they are chosen. */
export interface Language<K extends string> {
  readonly locales: readonly Locale[];
  readonly load: (locale: Locale) => Promise<Words<K>>;
  /** The words to start with: of the language given, else the one chosen on this device before, else the device's own, else Korean. */
  readonly open: (locale?: Locale) => Promise<OpenLanguage<K>>;
}

export interface OpenLanguage<K extends string> {
  readonly language: Language<K>;
  readonly locale: Locale;
  readonly words: Words<K>;
}

const CHOSEN = 'tableorder.locale';
export const LANGUAGE_COOKIE = 'locale';

/** Storage that a browser forbids only means that the choice is not remembered. */
function remembered(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** For `lang`: fonts and readers tell simplified from traditional Chinese by it. */
export const languageTag = (locale: Locale): string => (locale === 'zh' ? 'zh-Hans' : locale);

/** For the server too, which writes the first page in it. */
export function remember(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the store for cookies is missing over plain HTTP and in two of three browsers.
  document.cookie = `${LANGUAGE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
  try {
    localStorage.setItem(CHOSEN, locale);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export function preferredLocale(among: readonly Locale[], chosen = remembered(), device: readonly string[] = navigator.languages): Locale {
  const wanted = [chosen ?? '', ...device].map((name) => name.split('-')[0] ?? '').filter(isLocale);
  return wanted.find((locale) => among.includes(locale)) ?? 'ko';
}

type Others<K extends string> = Readonly<Record<Exclude<Locale, 'ko'>, () => Promise<Words<K>>>>;

/** Each language beside Korean is one line: `en: () => import(...)`; one that the contract has and the app lacks does not compile. */
export function defineLanguage<K extends string>(ko: Words<K>, others: Others<K>): Language<K> {
  const locales: readonly Locale[] = LOCALES;
  const load = (locale: Locale) => (locale === 'ko' ? Promise.resolve(ko) : others[locale]());
  const language: Language<K> = {
    locales,
    load,
    async open(locale = preferredLocale(locales)) {
      try {
        return { language, locale, words: await load(locale) };
      } catch (error) {
        // A flaky line must not leave the screen empty: Korean is here already.
        console.warn(`words of ${locale} did not arrive`, error);
        return { language, locale: 'ko', words: ko };
      }
    },
  };
  return language;
}

export const translator =
  <K extends string>(words: Words<K>, locale: Locale): Translate<K> =>
  (key, params = {}) =>
    format(words[key] ?? key, params, locale);
