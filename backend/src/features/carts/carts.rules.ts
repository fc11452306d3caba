import type { CartChange, ChosenLine, SharedLine } from '@tableorder/contract/carts';
import type { OptionId } from '@tableorder/contract/ids';
import type { OrderLine } from '@tableorder/contract/orders';
import type { CartLineRow, KnownLineRow } from './carts.sql.ts';

const sameOptions = (row: CartLineRow, optionIds: readonly OptionId[]): boolean =>
  [...(JSON.parse(row.option_ids) as string[])].sort().join() === [...optionIds].sort().join();

/** Whether an order's item is what the cart's line says: the price is told apart, by the order's total. */
export const isSameItem = (row: CartLineRow, item: OrderLine): boolean =>
  row.menu_id === item.menuId &&
  row.quantity === item.quantity &&
  (row.note ?? '') === (item.note ?? '') &&
  sameOptions(row, item.optionIds);

const isSameLine = (row: CartLineRow, line: ChosenLine): boolean =>
  isSameItem(row, line) && row.unit_price === line.unitPrice && row.name === line.name;

/** What a change does to a line as it is known: a repeated one and one that was passed by another guest's do nothing. */
export function effectOf(change: CartChange, known: KnownLineRow | undefined): 'add' | 'change' | 'remove' | 'nothing' | 'passed' {
  const gone = known !== undefined && (known.removed_at !== null || known.order_id !== null);
  if (change.line === null) {
    if (known === undefined || gone) return 'nothing';
    return known.version > change.version ? 'passed' : 'remove';
  }
  if (known === undefined) return 'add';
  if (gone) return 'passed';
  if (isSameLine(known, change.line)) return 'nothing';
  return known.version > change.version ? 'passed' : 'change';
}

export const toSharedLine = (row: CartLineRow): SharedLine => ({
  id: row.id,
  version: row.version,
  addedBy: row.added_by,
  menuId: row.menu_id,
  name: row.name,
  optionIds: JSON.parse(row.option_ids) as OptionId[],
  quantity: row.quantity,
  note: row.note,
  unitPrice: row.unit_price,
});
