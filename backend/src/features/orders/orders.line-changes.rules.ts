import type { OrderItemId } from '@tableorder/contract/ids';
import { times } from '@tableorder/contract/money';
import { MAX_LINES, type OrderChange, type OrderItem, type OrderLine } from '@tableorder/contract/orders';
import { invalidField } from '@tableorder/contract/problem';
import type { PricedLine } from './orders.rules.ts';

/** What a change of lines does: which stay as they were sold, which are priced anew, what goes back into stock and what is taken of it. */
export interface LinePlan {
  readonly removed: readonly OrderItem[];
  /** Lines that keep the price they were sold at. */
  readonly kept: readonly OrderItem[];
  /** Lines with other options: the first of `taken` are theirs, in this order; the ones added follow. */
  readonly repriced: readonly { readonly id: OrderItemId; readonly line: OrderLine }[];
  readonly added: readonly OrderLine[];
  readonly returned: readonly OrderItem[];
  readonly taken: readonly OrderLine[];
}

const lineOf = (item: OrderItem): OrderLine => ({
  menuId: item.menuId,
  quantity: item.quantity,
  optionIds: item.options.map((option) => option.id),
  note: item.note,
});

/** Problem `invalid` for a line that is not the order's, or is named twice, or is one too many. */
export function planLines(items: readonly OrderItem[], { add = [], change = [], remove = [] }: OrderChange): LinePlan {
  const known = new Map(items.map((item) => [item.id, item]));
  const named = new Set<OrderItemId>();
  const take = (itemId: OrderItemId, pointer: string) => {
    if (!known.has(itemId) || named.has(itemId)) throw invalidField(pointer, 'item');
    named.add(itemId);
  };
  for (const [at, itemId] of remove.entries()) take(itemId, `/remove/${at}`);
  for (const [at, { itemId }] of change.entries()) take(itemId, `/change/${at}/itemId`);
  if (items.length - remove.length + add.length > MAX_LINES) throw invalidField('/add', 'maxItems');

  const changes = new Map(change.map((one) => [one.itemId, one]));
  const removed = items.filter((item) => remove.includes(item.id));
  const kept: OrderItem[] = [];
  const repriced: { id: OrderItemId; line: OrderLine }[] = [];
  const returned: OrderItem[] = [...removed];
  const more: OrderLine[] = [];
  for (const item of items) {
    if (remove.includes(item.id)) continue;
    const { quantity = item.quantity, note = item.note, optionIds } = changes.get(item.id) ?? {};
    if (optionIds !== undefined && !sameOptions(optionIds, item)) {
      returned.push(item);
      repriced.push({ id: item.id, line: { menuId: item.menuId, quantity, optionIds, note } });
      continue;
    }
    kept.push({ ...item, quantity, note: note || null, subtotal: times(item.unitPrice, quantity) });
    if (quantity < item.quantity) returned.push({ ...item, quantity: item.quantity - quantity });
    if (quantity > item.quantity) more.push({ ...lineOf(item), quantity: quantity - item.quantity });
  }
  return { removed, kept, repriced, added: add, returned, taken: [...repriced.map(({ line }) => line), ...add, ...more] };
}

function sameOptions(ids: readonly string[], item: OrderItem): boolean {
  const before = item.options.map((option) => option.id as string).sort();
  return ids.length === before.length && [...ids].sort().every((id, at) => id === before[at]);
}

/**
 * Which item of before each line of an order that was written anew goes on: the same dish with the same options, one with the same wish before
 * one with another. Null for a line that is new. So what the kitchen holds or has begun of a dish stays with it.
 */
export function continued(before: readonly OrderItem[], lines: readonly OrderLine[]): (OrderItemId | null)[] {
  const left = new Set(before);
  const take = (fits: (item: OrderItem) => boolean): OrderItemId | null => {
    const found = [...left].find(fits);
    if (found) left.delete(found);
    return found?.id ?? null;
  };
  const isSame = (item: OrderItem, line: OrderLine) => item.menuId === line.menuId && sameOptions(line.optionIds, item);
  const alike = lines.map((line) => take((item) => isSame(item, line) && item.note === (line.note || null)));
  return lines.map((line, at) => alike[at] ?? take((item) => isSame(item, line)));
}

/** What became of the lines, for the book: `김치찌개 1 → 3, − 공깃밥 × 1, + 콜라 × 2`. */
export function sayChange(before: readonly OrderItem[], plan: LinePlan, anew: readonly PricedLine[], added: readonly PricedLine[]): string {
  const was = new Map(before.map((item) => [item.id, item]));
  const changed = plan.kept.flatMap((item) => {
    const old = was.get(item.id);
    if (!old || (old.quantity === item.quantity && old.note === item.note)) return [];
    return [old.quantity === item.quantity ? `${item.name} “${item.note ?? ''}”` : `${item.name} ${old.quantity} → ${item.quantity}`];
  });
  return [
    ...changed,
    ...anew.map((line) => `${line.name} (${line.options.map((option) => option.name).join(', ')}) × ${line.quantity}`),
    ...plan.removed.map((item) => `− ${item.name} × ${item.quantity}`),
    ...added.map((line) => `+ ${line.name} × ${line.quantity}`),
  ].join(', ');
}
