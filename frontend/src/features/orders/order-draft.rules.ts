import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import type { Order, OrderLine } from '@tableorder/contract/orders';
import { type CartLine, cartTotal, freshLine, judgeLine, type NewLine } from './guest-cart.rules.ts';

/** An order's lines as they can be chosen anew: at the price they were ordered for, until the guest agrees to another. */
export const draftOf = ({ items }: Pick<Order, 'items'>): CartLine[] => items.map((item) => freshLine(asChosen(item), item.id));

const asChosen = ({ menuId, name, options, quantity, note, unitPrice }: Order['items'][number]): NewLine => ({
  menuId,
  name,
  optionIds: options.map(({ id }) => id),
  quantity,
  note: note || null,
  unitPrice,
});

const facts = (lines: readonly CartLine[]): string =>
  JSON.stringify(
    lines.map(({ menuId, optionIds, quantity, note, unitPrice }) => [menuId, [...optionIds].sort(), quantity, note, unitPrice]),
  );

export const isDrafted = (draft: readonly CartLine[], order: Pick<Order, 'items'>): boolean => facts(draft) !== facts(draftOf(order));

/** What is sent: from the version the guest saw, for the total the guest saw. */
export const changeOf = (draft: readonly CartLine[], version: number): { items: OrderLine[]; expectedTotal: Money; version: number } => ({
  items: draft.map(({ menuId, quantity, optionIds, note }) => ({ menuId, quantity, optionIds: [...optionIds], note })),
  expectedTotal: cartTotal(draft),
  version,
});

/** The same dishes once more, at today's prices. What cannot be had as it was keeps its old price, and `asks` counts what the guest is asked about. */
export function againOf(
  { items }: Pick<Order, 'items'>,
  menu: ReadonlyMap<MenuId, MenuItem>,
): { readonly lines: readonly NewLine[]; readonly asks: number } {
  const judged = items.map((item) => judgeLine(freshLine(asChosen(item), item.id), menu));
  const lines = judged.map(({ line, name, newPrice }): NewLine => {
    const { menuId, optionIds, quantity, note, unitPrice } = line;
    return { menuId, name, optionIds, quantity, note, unitPrice: newPrice ?? unitPrice };
  });
  return { lines, asks: judged.filter(({ fault }) => fault !== null && fault !== 'price').length };
}
