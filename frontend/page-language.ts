import type { Locale } from '@tableorder/contract/locale';

const LOCALES: readonly Locale[] = ['ko', 'en', 'ja', 'zh'];
export const isLocale = (word: string): word is Locale => LOCALES.some((locale) => locale === word);

/** Of the languages a shop speaks to its guests: the one wanted most, else the shop's own. */
export function chooseLanguage(wanted: readonly Locale[], offered: readonly Locale[], own: Locale): Locale {
  return wanted.find((locale) => offered.includes(locale)) ?? (offered.includes(own) ? own : (offered[0] ?? own));
}

/** What a browser asks for, most wanted first: a choice made in the app (its cookie), then `Accept-Language`. */
export function wantedLanguages(cookie: string | undefined, accept: string | undefined): Locale[] {
  const chosen = /(?:^|;\s*)locale=([a-z]{2})(?:;|$)/.exec(cookie ?? '')?.[1];
  const asked = (accept ?? '')
    .split(',')
    .map((part, at) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const weight = Number(
        params
          .find((param) => param.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { locale: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight, at };
    })
    .filter(({ locale, weight }) => locale !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ locale }) => locale);
  return [chosen ?? '', ...asked].filter(isLocale);
}
