import type { MenuId, StationId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import type { OrderItem, OrderLine, OrderStatus } from '@tableorder/contract/orders';
import { orderTotal, priceLine, readChoice } from '@tableorder/contract/orders.rules';
import { problem } from '@tableorder/contract/problem';
import { dayAfter, type LocalDay } from '@tableorder/contract/time';

/** What an order needs to know of an item that is on the menu. `stockLeft` is null without a daily limit. */
export type Orderable = Pick<MenuItem, 'id' | 'name' | 'price' | 'available' | 'soldOut' | 'optionGroups'> & {
  readonly stockLeft: number | null;
  readonly stationIds: readonly StationId[];
};

export interface PricedLine {
  readonly menuId: MenuId;
  readonly name: string;
  readonly unitPrice: Money;
  readonly quantity: number;
  readonly options: OrderItem['options'];
  readonly subtotal: Money;
  readonly note: string | null;
  readonly stationIds: StationId[];
}

/**
 * The lines as they will be kept, at the server's prices. Refused whole with the item named: what is not on the menu or sold out,
 * a required choice that is missing, too many choices, an option of another item.
 */
export function priceLines(lines: readonly OrderLine[], menu: ReadonlyMap<MenuId, Orderable>): PricedLine[] {
  const wanted = new Map<MenuId, number>();
  return lines.map((line, index) => {
    const item = menu.get(line.menuId);
    const named = { index, menuId: line.menuId, name: item?.name ?? null };
    if (!item) throw problem('order/item-unavailable', named);
    if (item.soldOut) throw problem('order/item-sold-out', { ...named, left: 0 });
    if (!item.available) throw problem('order/item-unavailable', named);
    const sum = (wanted.get(line.menuId) ?? 0) + line.quantity;
    wanted.set(line.menuId, sum);
    if (item.stockLeft !== null && sum > item.stockLeft) throw problem('order/item-sold-out', { ...named, left: item.stockLeft });
    const { chosen, faults } = readChoice(item.optionGroups, line.optionIds);
    for (const fault of faults) {
      if (fault.kind === 'missing') throw problem('order/option-missing', { ...named, group: fault.group.name, min: fault.group.min });
      if (fault.kind === 'too-many') throw problem('order/option-too-many', { ...named, group: fault.group.name, max: fault.group.max });
      throw problem('order/option-unknown', { ...named, optionId: fault.optionId as never });
    }
    const options = chosen.map(({ group, option }) => ({
      id: option.id,
      groupName: group.name,
      name: option.name,
      priceDelta: option.priceDelta,
    }));
    return {
      menuId: item.id,
      name: item.name,
      ...priceLine(item, chosen, line.quantity),
      quantity: line.quantity,
      options,
      note: line.note || null,
      stationIds: [...item.stationIds],
    };
  });
}

/** What the guest saw is checked, never trusted: a total that differs is refused with the new prices. */
export function refuseOtherTotal(lines: readonly PricedLine[], expectedTotal: Money | undefined): Money {
  const totalAmount = orderTotal(lines);
  if (expectedTotal !== undefined && expectedTotal !== totalAmount) {
    const items = lines.map(({ menuId, name, unitPrice, subtotal }, index) => ({ index, menuId, name, unitPrice, subtotal }));
    throw problem('order/price-changed', { expectedTotal, totalAmount, items });
  }
  return totalAmount;
}

/** Regular numbers run 001–999, then 001 again (product description, section 3). */
export const LAST_REGULAR = 999;

/** The regular number after `last` that no open order holds; null when all 999 are held, and numbers go on from 1000. */
export function nextNumber(last: number, held: ReadonlySet<number>): number | null {
  for (let step = 1; step <= LAST_REGULAR; step++) {
    const number = ((last + step - 1) % LAST_REGULAR) + 1;
    if (!held.has(number)) return number;
  }
  return null;
}

/**
 * Whether numbers that are counted by the day begin at 001 again: on a later day than the last number's. A day earlier is a clock a moment
 * behind, or a shop that moved its zone, and counts on; one far behind means that the last was taken under a wrong clock.
 */
export const beginsAnew = (last: LocalDay | null, today: LocalDay): boolean => last !== null && (last < today || dayAfter(today) < last);

/** Nothing of it has been cooked: what it took from the day's stock can be sold again. */
export const isUncooked = (status: OrderStatus): boolean => status === 'PENDING' || status === 'CONFIRMED';
