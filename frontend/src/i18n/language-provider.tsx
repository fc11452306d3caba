import type { Locale } from '@tableorder/contract/locale';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { languageTag, type OpenLanguage, remember, type Translate, translator, type Words } from './language.ts';

export interface Speech<K extends string> {
  readonly t: Translate<K>;
  readonly locale: Locale;
  readonly locales: readonly Locale[];
  /** Rejects when the words do not arrive; the screen then keeps its language. */
  readonly setLocale: (locale: Locale) => Promise<void>;
}

const SpeechContext = createContext<Speech<string> | null>(null);

/** Gives the words to everything inside, and tells the browser which language the page is in. */
export function LanguageProvider<K extends string>({ start, children }: { readonly start: OpenLanguage<K>; readonly children: ReactNode }) {
  const [{ language, locale, words }, setOpen] = useState(start);
  const latest = useRef(locale);

  useEffect(() => {
    document.documentElement.lang = languageTag(locale);
  }, [locale]);

  const setLocale = useCallback(
    async (next: Locale) => {
      latest.current = next;
      const arrived = await language.load(next);
      if (latest.current !== next) return;
      remember(next);
      setOpen({ language, locale: next, words: arrived });
    },
    [language],
  );

  const speech = useMemo<Speech<string>>(
    () => ({ t: translator<string>(words, locale), locale, locales: language.locales, setLocale }),
    [words, locale, language, setLocale],
  );
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

interface SpokenProps<K extends string> {
  readonly words: Words<K>;
  readonly locale: Locale;
  readonly languages: readonly Locale[];
  readonly children: ReactNode;
}

/** Other words for a part of the page, such as a sight of the guests' app in the staff's: the page itself stays in its language. */
export function Spoken<K extends string>({ words, locale, languages, children }: SpokenProps<K>) {
  const speech = useMemo<Speech<string>>(
    () => ({ t: translator<string>(words, locale), locale, locales: languages, setLocale: async () => {} }),
    [words, locale, languages],
  );
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

/** The apps type it with their own keys: `useT` of guest.ts and staff.ts. */
export function useSpeech<K extends string>(): Speech<K> {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('the words stand outside LanguageProvider');
  return speech;
}
