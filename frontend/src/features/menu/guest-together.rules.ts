import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';

const MOST = 4;

/** What the owner recommends with a dish, as far as it can be had now and is not chosen already. */
export const togetherWith = (item: MenuItem, items: ReadonlyMap<MenuId, MenuItem>, inCart: ReadonlySet<MenuId>): MenuItem[] =>
  item.recommendedIds
    .flatMap((id) => items.get(id) ?? [])
    .filter((other) => other.available && other.id !== item.id && !inCart.has(other.id))
    .slice(0, MOST);

/** Whether something must be chosen before it can be ordered: then one tap is not enough. */
export const asksFirst = ({ optionGroups }: MenuItem): boolean => optionGroups.some(({ min }) => min > 0);
