import { LOCALES, type Locale } from '@tableorder/contract/locale';
import type { InLanguage, MenuOptionGroup, Translations } from '@tableorder/contract/menu';

/** The texts of a menu for one page: the language asked for, the store's own, and every translation by its subject. */
export interface Wording {
  readonly lang: Locale;
  readonly own: Locale;
  readonly texts: ReadonlyMap<string, Translations>;
}

type Field = 'name' | 'description' | 'origin';
interface Told {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly origin?: string | null;
}

/**
 * The subject's texts as a reader of the language gets them; where one has no translation, `inLanguage` says what it is in.
 * An empty text is a missing one: an editor's cleared field must not leave a dish without a name.
 */
export function inWords<T extends Told>({ lang, own, texts }: Wording, subject: T): T & { inLanguage?: InLanguage } {
  if (lang === own) return subject;
  const translated = texts.get(subject.id)?.[lang];
  const said: { -readonly [F in Field]?: string } = {};
  const inLanguage: NonNullable<InLanguage> = {};
  for (const field of ['name', 'description', 'origin'] as const) {
    if (translated?.[field]) said[field] = translated[field];
    else if (subject[field]) inLanguage[field] = own;
  }
  return { ...subject, ...said, ...(Object.keys(inLanguage).length > 0 ? { inLanguage } : {}) };
}

export const groupsInWords = (wording: Wording, groups: readonly MenuOptionGroup[]): MenuOptionGroup[] =>
  groups.map((group) => ({ ...inWords(wording, group), options: group.options.map((option) => inWords(wording, option)) }));

/** What it is called in the other languages, once each. */
export function otherNames({ lang, own, texts }: Wording, subject: Told): string[] {
  const all = texts.get(subject.id) ?? {};
  const shown = (lang === own ? null : all[lang]?.name) || subject.name;
  const names = [subject.name, ...LOCALES.map((locale) => (locale === own ? '' : (all[locale]?.name ?? '')))];
  return [...new Set(names)].filter((name) => name !== '' && name !== shown);
}
