import type { StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { Translations } from '@tableorder/contract/menu';
import type { Builder } from '../../infra/db/statement.ts';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };

export interface TextRow {
  readonly subject_id: string;
  readonly locale: Locale;
  readonly name: string | null;
  readonly description: string | null;
  readonly origin: string | null;
}

const COLUMNS = ['subject_id', 'locale', 'name', 'description', 'origin'] as const;

export const findTexts = statement((db, { storeId }: OfStore) =>
  db.selectFrom('menu_texts').select(COLUMNS).where('store_id', '=', storeId),
);

/** Texts of some items, categories, groups or options, in every language. */
export const textsOf = (storeId: StoreId, subjectIds: readonly string[]) => (db: Builder) =>
  db.selectFrom('menu_texts').select(COLUMNS).where('store_id', '=', storeId).where('subject_id', 'in', subjectIds);

export const deleteTexts = statement((db, { storeId, subjectId }: OfStore & { subjectId: string }) =>
  db.deleteFrom('menu_texts').where('store_id', '=', storeId).where('subject_id', '=', subjectId),
);

interface TextColumns extends OfStore {
  readonly subjectId: string;
  readonly locale: Locale;
  readonly name: string | null;
  readonly description: string | null;
  readonly origin: string | null;
}

export const insertText = statement((db, text: TextColumns) =>
  db.insertInto('menu_texts').values({
    store_id: text.storeId,
    subject_id: text.subjectId,
    locale: text.locale,
    name: text.name,
    description: text.description,
    origin: text.origin,
  }),
);

/** The translations of each subject. */
export function toTranslations(rows: readonly TextRow[]): Map<string, Translations> {
  const bySubject = new Map<string, Translations>();
  for (const { subject_id, locale, name, description, origin } of rows) {
    const translations = bySubject.get(subject_id) ?? {};
    bySubject.set(subject_id, translations);
    translations[locale] = {
      ...(name === null ? {} : { name }),
      ...(description === null ? {} : { description }),
      ...(origin === null ? {} : { origin }),
    };
  }
  return bySubject;
}
