import type { CategoryId, OptionGroupId, OptionId } from '@tableorder/contract/ids';
import type { AdminMenuItem, BADGES, MenuOptionGroup, NewMenuItem, OptionGroupInput, Translations } from '@tableorder/contract/menu';
import { isNegative } from '@tableorder/contract/money';
import type { FieldError } from '@tableorder/contract/problem';
import type { Key } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { randomKey } from '../../lib/random-key.ts';
import { amountText, readAmount } from './staff-amount-text.ts';
import { type HoursDraft, hoursDraft, hoursFaults, wireHours } from './staff-hours-draft.ts';

type NameTranslations = NonNullable<OptionGroupInput['translations']>;

export interface OptionDraft {
  readonly key: string;
  readonly id?: OptionId;
  readonly name: string;
  readonly english: string;
  readonly price: string;
  readonly available: boolean;
  readonly translations: NameTranslations;
}
export interface GroupDraft {
  readonly key: string;
  readonly id?: OptionGroupId;
  readonly name: string;
  readonly english: string;
  readonly min: string;
  readonly max: string;
  readonly maxPerOption: number;
  readonly options: readonly OptionDraft[];
  readonly translations: NameTranslations;
}
export interface ItemDraft {
  readonly categoryId: CategoryId;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly origin: string;
  readonly english: string;
  readonly englishDescription: string;
  readonly translations: Translations;
  readonly badges: readonly (typeof BADGES)[number][];
  readonly allergens: AdminMenuItem['allergens'];
  readonly spiceLevel: number;
  readonly alcohol: boolean;
  readonly hours: readonly HoursDraft[];
  /** Empty is without a limit. */
  readonly dailyStock: string;
  readonly groups: readonly GroupDraft[];
}
/** What is wrong, by JSON Pointer into the request: the server's answers and the screen's own checks speak of the same fields. */
export type Faults = Readonly<Record<string, Key>>;

export const emptyOption = (): OptionDraft => ({ key: randomKey(), name: '', english: '', price: '0', available: true, translations: {} });
export const emptyGroup = (): GroupDraft => ({
  key: randomKey(),
  name: '',
  english: '',
  min: '0',
  max: '1',
  maxPerOption: 1,
  options: [emptyOption()],
  translations: {},
});
export const emptyItem = (categoryId: CategoryId): ItemDraft => ({
  categoryId,
  name: '',
  description: '',
  price: '',
  origin: '',
  english: '',
  englishDescription: '',
  translations: {},
  badges: [],
  allergens: [],
  spiceLevel: 0,
  alcohol: false,
  hours: [],
  dailyStock: '',
  groups: [],
});

function groupDraft(group: MenuOptionGroup, words: AdminMenuItem['optionTranslations'], digits: number): GroupDraft {
  const { id, name, min, max, maxPerOption } = group;
  return {
    key: id,
    id,
    name,
    english: words[id]?.en?.name ?? '',
    min: String(min),
    max: String(max),
    maxPerOption,
    translations: words[id] ?? {},
    options: group.options.map((option) => ({
      key: option.id,
      id: option.id,
      name: option.name,
      english: words[option.id]?.en?.name ?? '',
      price: amountText(option.priceDelta, digits),
      available: option.available,
      translations: words[option.id] ?? {},
    })),
  };
}

export const itemDraft = (item: AdminMenuItem, digits: number): ItemDraft => ({
  categoryId: item.categoryId,
  name: item.name,
  description: item.description,
  price: amountText(item.price, digits),
  origin: item.origin ?? '',
  english: item.translations.en?.name ?? '',
  englishDescription: item.translations.en?.description ?? '',
  translations: item.translations,
  badges: item.badges,
  allergens: item.allergens,
  spiceLevel: item.spiceLevel,
  alcohol: item.alcohol,
  hours: hoursDraft(item.servingHours),
  dailyStock: item.dailyStock === null ? '' : String(item.dailyStock),
  groups: item.optionGroups.map((group) => groupDraft(group, item.optionTranslations, digits)),
});

const isCount = (text: string, least: number): boolean => /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= 20;

function groupFaults(group: GroupDraft, at: string, digits: number): [string, Key][] {
  const faults: [string, Key][] = [];
  if (group.name.trim() === '') faults.push([`${at}/name`, 'ui.field.required']);
  if (!isCount(group.min, 0)) faults.push([`${at}/min`, 'staff.menu.count.wrong']);
  if (!isCount(group.max, 1) || Number(group.max) < Number(group.min)) faults.push([`${at}/max`, 'staff.menu.count.wrong']);
  group.options.forEach((option, index) => {
    if (option.name.trim() === '') faults.push([`${at}/options/${index}/name`, 'ui.field.required']);
    if (readAmount(option.price, digits) === null) faults.push([`${at}/options/${index}/priceDelta`, 'staff.menu.price.wrong']);
  });
  return faults;
}

export function draftFaults(draft: ItemDraft, digits: number): Faults {
  const price = readAmount(draft.price, digits);
  return Object.fromEntries<Key>([
    ...(draft.name.trim() === '' ? [['/name', 'ui.field.required'] as const] : []),
    ...(price === null || isNegative(price) ? [['/price', 'staff.menu.price.wrong'] as const] : []),
    ...(/^\d{0,4}$/.test(draft.dailyStock.trim()) ? [] : [['/dailyStock', 'staff.menu.stock.wrong'] as const]),
    ...hoursFaults(draft.hours),
    ...draft.groups.flatMap((group, index) => groupFaults(group, `/optionGroups/${index}`, digits)),
  ]);
}

/** What the server refused, at the fields it named. */
export function refusedFaults(failure: unknown, draft: ItemDraft): Faults {
  if (isProblem(failure, 'menu/negative-price')) return { '/price': 'problem.menu/negative-price' };
  if (isProblem(failure, 'menu/option-bounds')) {
    const at = draft.groups.findIndex((group) => group.name.trim() === failure.params.group);
    return { [`/optionGroups/${at}/max`]: 'staff.menu.count.wrong' };
  }
  const errors: readonly FieldError[] = isProblem(failure, 'invalid') ? failure.errors : [];
  return Object.fromEntries(errors.map(({ pointer }) => [pointer, 'ui.field.wrong' as const]));
}

/** English as typed, the other languages as they were. */
function named(translations: NameTranslations, english: string): NameTranslations {
  const { en: _, ...others } = translations;
  return english.trim() === '' ? others : { ...others, en: { name: english.trim() } };
}

function itemWords(draft: ItemDraft): Translations {
  const { en, ...others } = draft.translations;
  const english = {
    ...(draft.english.trim() === '' ? {} : { name: draft.english.trim() }),
    ...(draft.englishDescription.trim() === '' ? {} : { description: draft.englishDescription.trim() }),
    ...(en?.origin === undefined ? {} : { origin: en.origin }),
  };
  return Object.keys(english).length === 0 ? others : { ...others, en: english };
}

/** The draft as it is sent; only for a draft without faults. */
export function wireItem(draft: ItemDraft, digits: number): NewMenuItem {
  const amount = (text: string) => {
    const read = readAmount(text, digits);
    if (read === null) throw new Error(`not an amount: ${text}`);
    return read;
  };
  return {
    categoryId: draft.categoryId,
    name: draft.name.trim(),
    description: draft.description.trim(),
    price: amount(draft.price),
    origin: draft.origin.trim() || null,
    translations: itemWords(draft),
    badges: [...draft.badges],
    allergens: [...draft.allergens],
    spiceLevel: draft.spiceLevel,
    alcohol: draft.alcohol,
    servingHours: wireHours(draft.hours),
    dailyStock: draft.dailyStock.trim() === '' ? null : Number(draft.dailyStock.trim()),
    optionGroups: draft.groups.map((group) => ({
      ...(group.id === undefined ? {} : { id: group.id }),
      name: group.name.trim(),
      translations: named(group.translations, group.english),
      min: Number(group.min),
      max: Number(group.max),
      maxPerOption: group.maxPerOption,
      options: group.options.map((option) => ({
        ...(option.id === undefined ? {} : { id: option.id }),
        name: option.name.trim(),
        translations: named(option.translations, option.english),
        priceDelta: amount(option.price),
        available: option.available,
      })),
    })),
  };
}
