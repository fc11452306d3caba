import type { OptionGroupId, OptionId } from '@tableorder/contract/ids';
import type { MenuOptionGroup } from '@tableorder/contract/menu';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import type { LibraryGroup, OptionGroupInput } from '@tableorder/contract/menu.options';
import { amountText, readAmount } from '@tableorder/contract/money.text';
import type { Key } from '../../i18n/staff.ts';
import { randomKey } from '../../lib/random-key.ts';
import { wireTexts } from './staff-texts.ts';

type NameTranslations = NonNullable<OptionGroupInput['translations']>;

export interface OptionDraft {
  readonly key: string;
  readonly id?: OptionId;
  readonly name: string;
  readonly price: string;
  readonly available: boolean;
  readonly translations: NameTranslations;
}
export interface GroupDraft {
  readonly key: string;
  readonly id?: OptionGroupId;
  readonly name: string;
  readonly min: string;
  readonly max: string;
  readonly maxPerOption: number;
  readonly options: readonly OptionDraft[];
  readonly translations: NameTranslations;
}

export const emptyOption = (): OptionDraft => ({ key: randomKey(), name: '', price: '0', available: true, translations: {} });
export const emptyGroup = (): GroupDraft => ({
  key: randomKey(),
  name: '',
  min: '0',
  max: '1',
  maxPerOption: 1,
  options: [emptyOption()],
  translations: {},
});

export function groupDraft(group: MenuOptionGroup, words: AdminMenuItem['optionTranslations'], digits: number): GroupDraft {
  const { id, name, min, max, maxPerOption } = group;
  return {
    key: id,
    id,
    name,
    min: String(min),
    max: String(max),
    maxPerOption,
    translations: words[id] ?? {},
    options: group.options.map((option) => ({
      key: option.id,
      id: option.id,
      name: option.name,
      price: amountText(option.priceDelta, digits),
      available: option.available,
      translations: words[option.id] ?? {},
    })),
  };
}

export const libraryDraft = (group: LibraryGroup, digits: number): GroupDraft =>
  groupDraft(
    group,
    Object.fromEntries([[group.id, group.translations], ...group.options.map((option) => [option.id, option.translations])]),
    digits,
  );

const isCount = (text: string, least: number): boolean => /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= 20;

export function groupFaults(group: GroupDraft, at: string, digits: number): [string, Key][] {
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

export function wireGroup(group: GroupDraft, digits: number): OptionGroupInput {
  return {
    ...(group.id === undefined ? {} : { id: group.id }),
    name: group.name.trim(),
    translations: wireTexts(group.translations),
    min: Number(group.min),
    max: Number(group.max),
    maxPerOption: group.maxPerOption,
    options: group.options.map((option) => {
      const priceDelta = readAmount(option.price, digits);
      if (priceDelta === null) throw new Error(`not an amount: ${option.price}`);
      return {
        ...(option.id === undefined ? {} : { id: option.id }),
        name: option.name.trim(),
        translations: wireTexts(option.translations),
        priceDelta,
        available: option.available,
      };
    }),
  };
}
