import type { Dispatch, SetStateAction } from 'react';
import type { Translate } from '../../i18n/language.ts';
import type { Key } from '../../i18n/staff.ts';
import type { GroupDraft } from './staff-group-draft.ts';
import type { ItemDraft } from './staff-menu-draft.ts';
import { putText, type TranslationRow } from './staff-translations-field.tsx';

const ITEM_TEXTS = [
  { field: 'name', label: 'staff.menu.name', max: 100 },
  { field: 'description', label: 'staff.menu.description', max: 500 },
  { field: 'origin', label: 'staff.menu.origin', max: 500 },
] as const;

type Say = Translate<Key>;

/** A group's name and its options', each a row. */
export function groupRows(group: GroupDraft, onChange: (change: (now: GroupDraft) => GroupDraft) => void, t: Say): TranslationRow[] {
  return [
    {
      key: group.key,
      label: t('staff.menu.group.name'),
      text: group.name,
      max: 60,
      read: (locale) => group.translations[locale]?.name ?? '',
      write: (locale, text) => onChange((now) => ({ ...now, translations: putText(now.translations, locale, 'name', text) })),
    },
    ...group.options.map(
      (option): TranslationRow => ({
        key: option.key,
        label: group.name,
        text: option.name,
        max: 60,
        read: (locale) => option.translations[locale]?.name ?? '',
        write: (locale, text) =>
          onChange((now) => ({
            ...now,
            options: now.options.map((other) =>
              other.key === option.key ? { ...other, translations: putText(other.translations, locale, 'name', text) } : other,
            ),
          })),
      }),
    ),
  ];
}

/** Every text of the item that has words in other languages: its own and its own groups'. */
export function translationRows(draft: ItemDraft, onChange: Dispatch<SetStateAction<ItemDraft>>, t: Say): TranslationRow[] {
  return [
    ...ITEM_TEXTS.map(
      ({ field, label, max }): TranslationRow => ({
        key: field,
        label: t(label),
        text: draft[field],
        max,
        long: field !== 'name',
        read: (locale) => draft.translations[locale]?.[field] ?? '',
        write: (locale, text) => onChange((now) => ({ ...now, translations: putText(now.translations, locale, field, text) })),
      }),
    ),
    ...draft.groups.flatMap((group) =>
      'own' in group
        ? groupRows(
            group.own,
            (change) =>
              onChange((now) => ({
                ...now,
                groups: now.groups.map((other) => ('own' in other && other.own.key === group.own.key ? { own: change(other.own) } : other)),
              })),
            t,
          )
        : [],
    ),
  ];
}
