import type { Role } from './endpoint.ts';
import type { MenuItem, MenuOption, MenuOptionGroup } from './menu.ts';
import { add, type Money, times } from './money.ts';
import type { Actor, OrderStatus } from './orders.ts';

/** One step at a time, never back (product description, section 2); cancelling is apart. */
const NEXT: Readonly<Record<OrderStatus, OrderStatus | null>> = {
  PENDING: 'CONFIRMED',
  CONFIRMED: 'PREPARING',
  PREPARING: 'READY',
  READY: 'COMPLETED',
  COMPLETED: null,
  CANCELLED: null,
};

export const nextStatus = (status: OrderStatus): OrderStatus | null => NEXT[status];

/** Whether staff may take an order from one status to the other: the next step, or CANCELLED from anywhere but CANCELLED. */
export const mayStep = (from: OrderStatus, to: OrderStatus): boolean => (to === 'CANCELLED' ? from !== 'CANCELLED' : NEXT[from] === to);

/** A kitchen takes orders on; taking one off the bill is the floor's, as deleting is. */
export const mayCancel = (by: Role | Actor): boolean => by !== 'kitchen';

/** The steps from one status on to a later one, each of which is written; none when the order is there, or beyond it, or cancelled. */
export function stepsTo(from: OrderStatus, target: OrderStatus): OrderStatus[] {
  const steps: OrderStatus[] = [];
  for (let to = NEXT[from]; to !== null; to = NEXT[to]) {
    steps.push(to);
    if (to === target) return steps;
  }
  return [];
}

/** The steps that complete an order at the close of its table. */
export const stepsToComplete = (from: OrderStatus): OrderStatus[] => stepsTo(from, 'COMPLETED');

export const isUnfinished = (status: OrderStatus): boolean => status !== 'COMPLETED' && status !== 'CANCELLED';

export const mayGuestChange = (status: OrderStatus): boolean => status === 'PENDING';

/** Cancelled orders stay on the screen and leave the total. */
export const countsInTotal = (status: OrderStatus): boolean => status !== 'CANCELLED';

/** The three words a guest sees: 대기중, 준비중, 완료; a cancelled order says so. */
export type GuestStatus = 'waiting' | 'preparing' | 'done' | 'cancelled';
export function guestStatus(status: OrderStatus): GuestStatus {
  if (status === 'PENDING') return 'waiting';
  if (status === 'COMPLETED') return 'done';
  if (status === 'CANCELLED') return 'cancelled';
  return 'preparing';
}

export interface ChosenOption {
  readonly group: Pick<MenuOptionGroup, 'id' | 'name'>;
  readonly option: MenuOption;
}

export type ChoiceFault =
  | { readonly kind: 'missing'; readonly group: MenuOptionGroup }
  | { readonly kind: 'too-many'; readonly group: MenuOptionGroup }
  | { readonly kind: 'unknown'; readonly optionId: string };

/** The options behind the ids in the menu's order (an id twice is the option twice), and all that is wrong with the choice. */
export function readChoice(
  groups: readonly MenuOptionGroup[],
  optionIds: readonly string[],
): { chosen: ChosenOption[]; faults: ChoiceFault[] } {
  const wanted = new Map<string, number>();
  for (const optionId of optionIds) wanted.set(optionId, (wanted.get(optionId) ?? 0) + 1);
  const chosen: ChosenOption[] = [];
  const faults: ChoiceFault[] = [];
  for (const group of groups) {
    let inGroup = 0;
    let mostOfOne = 0;
    for (const option of group.options) {
      const times = wanted.get(option.id) ?? 0;
      if (!option.available) continue;
      wanted.delete(option.id);
      for (let i = 0; i < times; i++) chosen.push({ group, option });
      inGroup += times;
      mostOfOne = Math.max(mostOfOne, times);
    }
    if (inGroup < group.min) faults.push({ kind: 'missing', group });
    if (inGroup > group.max || mostOfOne > group.maxPerOption) faults.push({ kind: 'too-many', group });
  }
  for (const optionId of wanted.keys()) faults.push({ kind: 'unknown', optionId });
  return { chosen, faults };
}

/** Subtotal = (item price + option deltas) × quantity; throws `MoneyOutOfRange` beyond 2^53. */
export function priceLine(
  item: Pick<MenuItem, 'price'>,
  chosen: readonly ChosenOption[],
  quantity: number,
): { unitPrice: Money; subtotal: Money } {
  const unitPrice = add(item.price, ...chosen.map(({ option }) => option.priceDelta));
  return { unitPrice, subtotal: times(unitPrice, quantity) };
}

export const orderTotal = (lines: readonly { subtotal: Money }[]): Money => add(...lines.map((line) => line.subtotal));

export const sessionTotal = (orders: readonly { status: OrderStatus; totalAmount: Money }[]): Money =>
  add(...orders.filter((order) => countsInTotal(order.status)).map((order) => order.totalAmount));
