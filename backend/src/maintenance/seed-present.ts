import type { SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import type { OrderLine } from '@tableorder/contract/orders';
import { nextStatus } from '@tableorder/contract/orders.rules';
import type { Ports } from '../app.ts';
import type { SignIns } from '../features/access/access.sign-ins.ts';
import type { Doer } from '../features/audit/audit.commands.ts';
import { setStatus } from '../features/orders/orders.changes.ts';
import { placeOrder } from '../features/orders/orders.commands.ts';
import type { Orderable } from '../features/orders/orders.rules.ts';
import type { Clock } from '../infra/clock/clock.ts';
import { newId } from '../infra/clock/new-id.ts';
import { Events } from '../infra/events/events.ts';

export const MINUTE_MS = 60_000;

export interface Shop {
  readonly storeId: StoreId;
  readonly timeZone: string;
  readonly who: Doer;
  readonly tables: readonly TableId[];
}

type WeekPorts = Pick<Ports, 'db' | 'bus' | 'cache' | 'clock' | 'events'> & { readonly signIns: SignIns };

/** A small repeatable chance, so that every demo shop has the same believable weeks (mulberry32). */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A few tables that sit now; every row made by the real commands at its own time. */
export async function seedPresent(ports: WeekPorts, shop: Shop, menu: readonly Orderable[], roll: Roll): Promise<void> {
  let wall = ports.clock.now();
  const clock: Clock = { now: () => wall, monotonic: () => ports.clock.monotonic() };
  const deps = { ...ports, clock, events: new Events(ports.db, ports.bus, clock, ports.events.epoch) };
  const at = (instant: number) => {
    wall = instant;
  };
  await seatPresent(deps, shop, menu, roll, at, ports.clock.now());
}

type Deps = WeekPorts & { readonly clock: Clock };
export type Roll = (below: number) => number;
type At = (instant: number) => void;

async function order(deps: Deps, { storeId }: Shop, menu: readonly Orderable[], roll: Roll, tableId: TableId) {
  const lines = Array.from({ length: 1 + roll(4) }, () => line(menu, roll)).filter((one) => one !== null);
  const joinedId: SessionId | null = null;
  const body = { items: lines.length > 0 ? lines : [anything(menu)] };
  return (await placeOrder(deps, storeId, { kind: 'guest', tableId, joinedId }, body, newId())).order.id;
}

const choose = (item: Orderable, roll: Roll): OrderLine['optionIds'] =>
  item.optionGroups.flatMap((group) => {
    const first = group.options.length > 0 ? roll(group.options.length) : 0;
    const count = Math.min(group.options.length, group.min > 0 ? group.min : roll(2));
    return Array.from({ length: count }, (_, nth) => group.options[(first + nth) % group.options.length]?.id).filter(
      (id) => id !== undefined,
    );
  });

export function line(menu: readonly Orderable[], roll: Roll): OrderLine | null {
  const item = menu[roll(menu.length)];
  return item ? { menuId: item.id, quantity: 1 + (roll(4) === 0 ? 1 : 0), optionIds: choose(item, roll) } : null;
}

export function anything(menu: readonly Orderable[]): OrderLine {
  const item = menu[0];
  if (!item) throw new Error('the demo menu is empty');
  return { menuId: item.id, quantity: 1, optionIds: choose(item, () => 0) };
}

async function advance(deps: Deps, { storeId, who }: Shop, orderId: Parameters<typeof setStatus>[2], steps: number): Promise<void> {
  let status = 'PENDING' as NonNullable<ReturnType<typeof nextStatus>>;
  for (let step = 0; step < steps; step++) {
    const next = nextStatus(status);
    if (!next) return;
    await setStatus(deps, storeId, orderId, { status: next }, who);
    status = next;
  }
}

/** Tables that sit now: one just ordered, one is being cooked for, one eats. */
const PRESENT = [
  { minutesAgo: 2, steps: 0 },
  { minutesAgo: 14, steps: 2 },
  { minutesAgo: 38, steps: 4 },
] as const;

async function seatPresent(deps: Deps, shop: Shop, menu: readonly Orderable[], roll: Roll, at: At, now: number): Promise<void> {
  for (const [index, { minutesAgo, steps }] of [...PRESENT.entries()].reverse()) {
    const tableId = shop.tables[index * 3 + 1];
    if (!tableId) continue;
    at(now - minutesAgo * MINUTE_MS);
    await advance(deps, shop, await order(deps, shop, menu, roll, tableId), steps);
  }
}
