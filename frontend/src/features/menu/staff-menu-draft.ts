import type { CategoryId, MenuId, OptionGroupId, OptionId, StationId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { BADGES, MenuOptionGroup, Translations } from '@tableorder/contract/menu';
import type { AdminMenuItem, NewMenuItem } from '@tableorder/contract/menu.admin';
import { isNegative, type Money } from '@tableorder/contract/money';
import { amountText, readAmount } from '@tableorder/contract/money.text';
import type { FieldError } from '@tableorder/contract/problem';
import type { Key } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { type GroupDraft, groupDraft, groupFaults, wireGroup } from './staff-group-draft.ts';
import { type HoursDraft, hoursDraft, hoursFaults, wireHours } from './staff-hours-draft.ts';
import { wireTexts } from './staff-texts.ts';

/** A group on the item: its own, to be edited here, or one of the library's by its id. */
export type ItemGroupDraft = { readonly own: GroupDraft } | { readonly libraryId: OptionGroupId };
export const groupKey = (group: ItemGroupDraft): string => ('own' in group ? group.own.key : group.libraryId);

export interface ItemDraft {
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly origin: string;
  readonly translations: Translations;
  readonly badges: readonly (typeof BADGES)[number][];
  readonly allergens: AdminMenuItem['allergens'];
  readonly spiceLevel: number;
  readonly alcohol: boolean;
  readonly hours: readonly HoursDraft[];
  /** Empty is without a limit. */
  readonly dailyStock: string;
  readonly groups: readonly ItemGroupDraft[];
  readonly recommendedIds: readonly MenuId[];
  /** Where it is made; none leaves it to the station that takes the rest. */
  readonly stationIds: readonly StationId[];
}
/** What is wrong, by JSON Pointer into the request: the server's answers and the screen's own checks speak of the same fields. */
export type Faults = Readonly<Record<string, Key>>;

export const emptyItem = (categoryId: CategoryId): ItemDraft => ({
  categoryId,
  name: '',
  description: '',
  price: '',
  origin: '',
  translations: {},
  badges: [],
  allergens: [],
  spiceLevel: 0,
  alcohol: false,
  hours: [],
  dailyStock: '',
  groups: [],
  recommendedIds: [],
  stationIds: [],
});

export const itemDraft = (item: AdminMenuItem, digits: number): ItemDraft => ({
  categoryId: item.categoryId,
  name: item.name,
  description: item.description,
  price: amountText(item.price, digits),
  origin: item.origin ?? '',
  translations: item.translations,
  badges: item.badges,
  allergens: item.allergens,
  spiceLevel: item.spiceLevel,
  alcohol: item.alcohol,
  hours: hoursDraft(item.servingHours),
  dailyStock: item.dailyStock === null ? '' : String(item.dailyStock),
  groups: item.optionGroups.map((group) =>
    item.libraryGroupIds.includes(group.id) ? { libraryId: group.id } : { own: groupDraft(group, item.optionTranslations, digits) },
  ),
  recommendedIds: item.recommendedIds,
  stationIds: item.stationIds,
});

/** The draft's own groups with the places they have in the request. */
export const ownGroups = (draft: ItemDraft): GroupDraft[] => draft.groups.flatMap((group) => ('own' in group ? [group.own] : []));

export function draftFaults(draft: ItemDraft, digits: number): Faults {
  const price = readAmount(draft.price, digits);
  return Object.fromEntries<Key>([
    ...(draft.name.trim() === '' ? [['/name', 'ui.field.required'] as const] : []),
    ...(price === null || isNegative(price) ? [['/price', 'staff.menu.price.wrong'] as const] : []),
    ...(/^\d{0,4}$/.test(draft.dailyStock.trim()) ? [] : [['/dailyStock', 'staff.menu.stock.wrong'] as const]),
    ...hoursFaults(draft.hours),
    ...ownGroups(draft).flatMap((group, index) => groupFaults(group, `/optionGroups/${index}`, digits)),
  ]);
}

/** What the server refused, at the fields it named. */
export function refusedFaults(failure: unknown, draft: ItemDraft): Faults {
  if (isProblem(failure, 'menu/negative-price')) return { '/price': 'problem.menu/negative-price' };
  if (isProblem(failure, 'menu/option-bounds')) {
    const at = ownGroups(draft).findIndex((group) => group.name.trim() === failure.params.group);
    return { [`/optionGroups/${at}/max`]: 'staff.menu.count.wrong' };
  }
  const errors: readonly FieldError[] = isProblem(failure, 'invalid') ? failure.errors : [];
  return Object.fromEntries(errors.map(({ pointer }) => [pointer, 'ui.field.wrong' as const]));
}

/** The draft as it is sent; only for a draft without faults. */
export function wireItem(draft: ItemDraft, digits: number): NewMenuItem {
  const price = readAmount(draft.price, digits);
  if (price === null) throw new Error(`not an amount: ${draft.price}`);
  return {
    categoryId: draft.categoryId,
    name: draft.name.trim(),
    description: draft.description.trim(),
    price,
    origin: draft.origin.trim() || null,
    translations: wireTexts(draft.translations),
    badges: [...draft.badges],
    allergens: [...draft.allergens],
    spiceLevel: draft.spiceLevel,
    alcohol: draft.alcohol,
    servingHours: wireHours(draft.hours),
    dailyStock: draft.dailyStock.trim() === '' ? null : Number(draft.dailyStock.trim()),
    optionGroups: ownGroups(draft).map((group) => wireGroup(group, digits)),
    libraryGroups: draft.groups.flatMap((group, place) => ('own' in group ? [] : [{ id: group.libraryId, place }])),
    recommendedIds: [...draft.recommendedIds],
    stationIds: [...draft.stationIds],
  };
}

const nameIn = (translations: Translations, locale: Locale, name: string): string => translations[locale]?.name?.trim() || name;

/** The item as guests would see it if it were saved now. What is half typed shows as it is. */
export function previewItem(
  draft: ItemDraft,
  present: AdminMenuItem | null,
  library: readonly MenuOptionGroup[],
  locale: Locale,
  digits: number,
) {
  const texts = draft.translations[locale] ?? {};
  const amount = (text: string): Money => readAmount(text, digits) ?? (0 as Money);
  const own = (group: GroupDraft): MenuOptionGroup => ({
    id: (group.id ?? group.key) as OptionGroupId,
    name: nameIn(group.translations, locale, group.name),
    min: Number(group.min) || 0,
    max: Number(group.max) || 1,
    maxPerOption: group.maxPerOption,
    options: group.options.map((option) => ({
      id: (option.id ?? option.key) as OptionId,
      name: nameIn(option.translations, locale, option.name),
      priceDelta: amount(option.price),
      available: option.available,
    })),
  });
  return {
    id: present?.id ?? ('' as MenuId),
    name: texts.name?.trim() || draft.name,
    description: texts.description?.trim() || draft.description,
    price: amount(draft.price),
    available: present?.available ?? true,
    soldOut: present?.soldOut ?? false,
    badges: [...draft.badges],
    allergens: draft.allergens,
    origin: texts.origin?.trim() || draft.origin.trim() || null,
    spiceLevel: draft.spiceLevel,
    alcohol: draft.alcohol,
    servingHours: draft.hours.some(({ from, to }) => from === '' || to === '') ? null : wireHours(draft.hours),
    optionGroups: draft.groups.flatMap((group) => ('own' in group ? [own(group.own)] : library.filter(({ id }) => id === group.libraryId))),
    recommendedIds: [...draft.recommendedIds],
  };
}
