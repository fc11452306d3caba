import type { MenuId, OptionId, OrderItemId } from '@tableorder/contract/ids';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { add, type Money, times } from '@tableorder/contract/money';
import type { Order, OrderChange, OrderItem, OrderLine } from '@tableorder/contract/orders';

/** A line as it is being written down; `itemId` when it is in the order already and keeps the price it was sold at. */
export interface DraftLine {
  readonly key: string;
  readonly itemId: OrderItemId | null;
  readonly menuId: MenuId;
  readonly name: string;
  readonly unitPrice: Money;
  readonly quantity: number;
  readonly options: readonly { readonly id: OptionId; readonly name: string }[];
  readonly note: string;
}

export const MOST = 99;

export const draftOf = (order: Order): DraftLine[] =>
  order.items.map((item) => ({
    key: item.id,
    itemId: item.id,
    menuId: item.menuId,
    name: item.name,
    unitPrice: item.unitPrice,
    quantity: item.quantity,
    options: item.options.map(({ id, name }) => ({ id, name })),
    note: item.note ?? '',
  }));

type Dish = Pick<AdminMenuItem, 'id' | 'name' | 'price' | 'optionGroups'>;
type Options = readonly { readonly id: OptionId }[];

const sameOptions = (one: Options, other: Options): boolean =>
  one
    .map(({ id }) => id)
    .sort()
    .join() ===
  other
    .map(({ id }) => id)
    .sort()
    .join();
const chosenOf = (dish: Dish, optionIds: readonly OptionId[]) => {
  const all = dish.optionGroups.flatMap((group) => group.options);
  return optionIds.flatMap((id) => all.find((option) => option.id === id) ?? []);
};
const priceOf = (dish: Dish, chosen: readonly { readonly priceDelta: Money }[]): Money =>
  add(dish.price, ...chosen.map(({ priceDelta }) => priceDelta));
const keyOf = (dish: Dish, optionIds: readonly OptionId[]): string => ['new', dish.id, ...optionIds].join(' ');

/** A dish as it is chosen. The same once more is one line with one more. */
export function withDish(lines: readonly DraftLine[], dish: Dish, optionIds: readonly OptionId[], quantity: number): DraftLine[] {
  const chosen = chosenOf(dish, optionIds);
  const key = keyOf(dish, optionIds);
  const known = lines.find((line) => line.key === key);
  if (known) return lines.map((line) => (line === known ? { ...line, quantity: Math.min(MOST, line.quantity + quantity) } : line));
  const line: DraftLine = {
    key,
    itemId: null,
    menuId: dish.id,
    name: dish.name,
    unitPrice: priceOf(dish, chosen),
    quantity,
    options: chosen.map(({ id, name }) => ({ id, name })),
    note: '',
  };
  return [...lines, line];
}

/** Other options for a line. What was sold keeps its price while its options are the ones that were sold. */
export function withOptions(
  lines: readonly DraftLine[],
  line: DraftLine,
  dish: Dish,
  { optionIds, quantity, sold }: { readonly optionIds: readonly OptionId[]; readonly quantity: number; readonly sold: OrderItem | null },
): DraftLine[] {
  const chosen = chosenOf(dish, optionIds);
  const asSold = sold !== null && sameOptions(chosen, sold.options);
  const key = line.itemId === null ? keyOf(dish, optionIds) : line.key;
  const twin = lines.find((other) => other !== line && other.key === key);
  const next = {
    ...line,
    key,
    quantity: Math.min(MOST, quantity + (twin?.quantity ?? 0)),
    options: chosen.map(({ id, name }) => ({ id, name })),
    unitPrice: asSold ? sold.unitPrice : priceOf(dish, chosen),
  };
  return lines.flatMap((other) => (other === line ? [next] : other === twin ? [] : [other]));
}

export const draftTotal = (lines: readonly DraftLine[]): Money => add(...lines.map((line) => times(line.unitPrice, line.quantity)));

export const toLine = ({ menuId, quantity, options, note }: DraftLine): OrderLine => ({
  menuId,
  quantity,
  optionIds: options.map(({ id }) => id),
  ...(note.trim() === '' ? {} : { note: note.trim() }),
});

/** What was done to an order, as operations on its lines; null for nothing. */
export function changesOf(order: Order, lines: readonly DraftLine[], note: string): OrderChange | null {
  const kept = new Map(lines.flatMap((line) => (line.itemId === null ? [] : [[line.itemId, line] as const])));
  const remove = order.items.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const change = order.items.flatMap((item) => {
    const line = kept.get(item.id);
    if (!line) return [];
    const quantity = line.quantity === item.quantity ? {} : { quantity: line.quantity };
    const said = line.note.trim() === (item.note ?? '') ? {} : { note: line.note.trim() || null };
    const options = sameOptions(line.options, item.options) ? {} : { optionIds: line.options.map(({ id }) => id) };
    const told = { ...quantity, ...options, ...said };
    return Object.keys(told).length === 0 ? [] : [{ itemId: item.id, ...told }];
  });
  const added = lines.filter(({ itemId }) => itemId === null).map(toLine);
  const wish = note.trim() === (order.note ?? '') ? {} : { note: note.trim() || null };
  const done = {
    ...(added.length > 0 ? { add: added } : {}),
    ...(change.length > 0 ? { change } : {}),
    ...(remove.length > 0 ? { remove } : {}),
    ...wish,
  };
  return Object.keys(done).length === 0 ? null : { version: order.version, ...done, expectedTotal: draftTotal(lines) };
}

/** One person's edit on top of what another one made of the order meanwhile: each line as its last hand left it. */
export function rebase(before: Order, present: Order, lines: readonly DraftLine[]): DraftLine[] {
  const mine = new Map(lines.flatMap((line) => (line.itemId === null ? [] : [[line.itemId, line] as const])));
  const was = new Map(draftOf(before).map((line) => [line.itemId, line]));
  const theirs = draftOf(present).flatMap((line) => {
    const old = was.get(line.itemId);
    const own = line.itemId === null ? undefined : mine.get(line.itemId);
    if (!old) return [line];
    if (!own) return [];
    return [
      {
        ...line,
        ...(sameOptions(own.options, old.options) ? {} : { options: own.options, unitPrice: own.unitPrice }),
        quantity: own.quantity === old.quantity ? line.quantity : own.quantity,
        note: own.note === old.note ? line.note : own.note,
      },
    ];
  });
  return [...theirs, ...lines.filter(({ itemId }) => itemId === null)];
}

/** `3 김치` means three of it. */
export function readQuantity(typed: string): { quantity: number; words: string } {
  const match = /^\s*([1-9][0-9]?)\s+(\S.*)$/u.exec(typed);
  return match ? { quantity: Number(match[1]), words: match[2] ?? '' } : { quantity: 1, words: typed.trim() };
}
