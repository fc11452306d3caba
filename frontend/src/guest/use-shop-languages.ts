import type { Locale } from '@tableorder/contract/locale';
import { useEffect } from 'react';
import { useT } from '../i18n/guest.ts';

/** A shop that does not speak the language that is shown speaks its own, or else its first. */
export function useShopLanguages(spoken: readonly Locale[], own: Locale): void {
  const { locale, setLocale } = useT();
  useEffect(() => {
    const next = spoken.includes(own) ? own : spoken[0];
    if (spoken.includes(locale) || next === undefined) return;
    setLocale(next).catch((error: unknown) => console.warn('the words did not arrive', error));
  }, [spoken, own, locale, setLocale]);
}
