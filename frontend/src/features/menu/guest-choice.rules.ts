import type { OptionId } from '@tableorder/contract/ids';
import type { MenuOptionGroup } from '@tableorder/contract/menu';

/** What must be chosen comes first; otherwise the shop's own order. */
export const requiredFirst = (groups: readonly MenuOptionGroup[]): MenuOptionGroup[] =>
  [...groups].sort((a, b) => Number(b.min > 0) - Number(a.min > 0));

export const chosenIn = (group: MenuOptionGroup, optionIds: readonly OptionId[]): OptionId[] =>
  optionIds.filter((id) => group.options.some((option) => option.id === id));

/** The group's choice exchanged for another; the other groups keep theirs. */
export const withChoice = (group: MenuOptionGroup, optionIds: readonly OptionId[], chosen: readonly OptionId[]): OptionId[] => [
  ...optionIds.filter((id) => !group.options.some((option) => option.id === id)),
  ...chosen,
];

/** An option `count` times. */
export const withCount = (group: MenuOptionGroup, optionIds: readonly OptionId[], option: OptionId, count: number): OptionId[] =>
  withChoice(group, optionIds, [...chosenIn(group, optionIds).filter((id) => id !== option), ...Array<OptionId>(count).fill(option)]);

/** What an edited line still has of its choice: options that are gone or sold out are to be chosen anew. */
export const stillThere = (groups: readonly MenuOptionGroup[], optionIds: readonly OptionId[]): OptionId[] =>
  optionIds.filter((id) => groups.some((group) => group.options.some((option) => option.id === id && option.available)));
