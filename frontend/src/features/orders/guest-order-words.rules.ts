import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';

/**
 * An order with its dishes and options called as the menu that the guest reads calls them. An order keeps the names it was placed under,
 * in the shop's language: what has left the menu since is called by those.
 */
export function inMenuWords(order: Order, items: ReadonlyMap<MenuId, MenuItem>): Order {
  const said = order.items.map((item) => {
    const dish = items.get(item.menuId);
    if (!dish) return item;
    const names = new Map(dish.optionGroups.flatMap(({ options }) => options.map(({ id, name }) => [id, name])));
    return { ...item, name: dish.name, options: item.options.map((option) => ({ ...option, name: names.get(option.id) ?? option.name })) };
  });
  return { ...order, items: said };
}
