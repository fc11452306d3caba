import type { CartGuestId, CartLineId, MenuId, OptionId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import { add, type Money, times } from '@tableorder/contract/money';
import type { PlaceOrder } from '@tableorder/contract/orders';
import { type ChosenOption, priceLine, readChoice } from '@tableorder/contract/orders.rules';
import { isProblem, type Refusal } from '../../lib/api-problem.ts';

export interface CartLine {
  readonly id: string;
  /** What this device last knew of the table's cart: 0 until the server has the line. */
  readonly version: number;
  /** Who added it; null for this device, until the server has the line. */
  readonly by: CartGuestId | null;
  readonly menuId: MenuId;
  /** As it was called when it was chosen: for when the menu has it no more. */
  readonly name: string;
  readonly optionIds: readonly OptionId[];
  readonly quantity: number;
  readonly note: string | null;
  /** What the guest saw and agreed to, for one. Only the guest changes it. */
  readonly unitPrice: Money;
  /** What the server says one costs now, until the guest agrees. */
  readonly toldPrice: Money | null;
  /** Why the server did not take it, until the guest changes it or tries again. */
  readonly refusal: Refusal | null;
  /** The guest keeps it for later: while it cannot be had, orders go out without it. */
  readonly aside: boolean;
}
export type NewLine = Omit<CartLine, 'id' | 'version' | 'by' | 'toldPrice' | 'refusal' | 'aside'>;

export const freshLine = (line: NewLine, id: string): CartLine => ({
  ...line,
  id,
  version: 0,
  by: null,
  toldPrice: null,
  refusal: null,
  aside: false,
});

export const MOST_OF_ONE = 99;

/** `gone`: not on the menu. `closed`: outside its hours. `options`: a choice that is no more, or that is now asked for. */
export type LineFault = 'gone' | 'sold-out' | 'closed' | 'options' | 'price';

export interface JudgedLine {
  readonly line: CartLine;
  readonly item: MenuItem | null;
  readonly name: string;
  readonly chosen: readonly ChosenOption[];
  readonly fault: LineFault | null;
  /** With the fault `price`: what one costs now. */
  readonly newPrice: Money | null;
  readonly subtotal: Money;
  /** Waits aside: neither ordered nor counted until it can be had again. */
  readonly waits: boolean;
}

/** What the guest can only leave or keep for later. */
export const isLost = (fault: LineFault | null): boolean => fault === 'gone' || fault === 'sold-out' || fault === 'closed';

function faultOf(item: MenuItem | null, choiceFits: boolean): LineFault | null {
  if (item === null) return 'gone';
  if (item.soldOut) return 'sold-out';
  if (!item.available) return 'closed';
  return choiceFits ? null : 'options';
}

/** The line against the menu as it is now; a menu that has not come yet (null) finds no fault. */
export function judgeLine(line: CartLine, items: ReadonlyMap<MenuId, MenuItem> | null): JudgedLine {
  const item = items?.get(line.menuId) ?? null;
  const { chosen, faults } = readChoice(item?.optionGroups ?? [], line.optionIds);
  const judged = { line, item, name: item?.name ?? line.name, chosen, subtotal: times(line.unitPrice, line.quantity), waits: false };
  const fault = items === null ? null : faultOf(item, faults.length === 0);
  if (isLost(fault) && line.aside) return { ...judged, fault, newPrice: null, waits: true };
  if (fault !== null || item === null) return { ...judged, fault, newPrice: null };
  const price = line.toldPrice ?? priceLine(item, chosen, 1).unitPrice;
  return price === line.unitPrice ? { ...judged, fault: null, newPrice: null } : { ...judged, fault: 'price', newPrice: price };
}

const sameOptions = (a: readonly OptionId[], b: readonly OptionId[]): boolean => [...a].sort().join() === [...b].sort().join();
const isSame = (a: CartLine, b: NewLine): boolean =>
  a.menuId === b.menuId && a.note === b.note && a.unitPrice === b.unitPrice && a.refusal === null && sameOptions(a.optionIds, b.optionIds);

/** The same dish with the same options is one line, of one guest; beyond 99 it is a second one. */
export function withLine(lines: readonly CartLine[], wanted: NewLine, id: string, me: CartGuestId | null = null): CartLine[] {
  const mine = (line: CartLine) => line.by === null || line.by === me;
  const same = lines.find((line) => mine(line) && isSame(line, wanted) && line.quantity + wanted.quantity <= MOST_OF_ONE);
  if (!same) return [...lines, freshLine(wanted, id)];
  return lines.map((line) => (line === same ? { ...line, quantity: line.quantity + wanted.quantity } : line));
}

export const cartTotal = (lines: readonly CartLine[]): Money => add(...lines.map((line) => times(line.unitPrice, line.quantity)));
export const cartCount = (lines: readonly CartLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** What is sent: the total is the one the guest saw, so that another price is refused and asked about. */
export const orderOf = (lines: readonly CartLine[]): PlaceOrder => ({
  items: lines.map(({ menuId, quantity, optionIds, note }) => ({
    menuId,
    quantity,
    optionIds: [...optionIds],
    ...(note === null ? {} : { note }),
  })),
  expectedTotal: cartTotal(lines),
  cartLines: lines.map(({ id, version }) => ({ id: id as CartLineId, version })),
});

/** Each line with what the server said about it: the new price, or why it was not taken. One that another guest ordered, removed or changed is not this cart's to bring back. */
export function markRefused(lines: readonly CartLine[], refusal: Refusal): CartLine[] {
  if (isProblem(refusal, 'order/cart-changed')) {
    const passed = new Set(refusal.params.lines.map(({ lineId }) => lineId as string));
    return lines.filter(({ id }) => !passed.has(id));
  }
  if (isProblem(refusal, 'order/price-changed')) {
    const { items } = refusal.params;
    return lines.map((line, at) => {
      const told = items.find(({ index }) => index === at);
      return told && told.unitPrice !== line.unitPrice ? { ...line, toldPrice: told.unitPrice } : line;
    });
  }
  const { index } = refusal.params;
  return lines.map((line, at) => (at === index ? { ...line, refusal } : line));
}

/** What came back from the outbox stands before what was chosen meanwhile, and only once. */
export const putBack = (lines: readonly CartLine[], returned: readonly CartLine[]): CartLine[] => [
  ...returned.filter(({ id }) => !lines.some((line) => line.id === id)),
  ...lines,
];
