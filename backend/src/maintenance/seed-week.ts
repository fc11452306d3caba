import type { SessionId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import type { OrderLine } from '@tableorder/contract/orders';
import { nextStatus } from '@tableorder/contract/orders.rules';
import { dayAfter, localDay, startOfDay } from '@tableorder/contract/time';
import type { Ports } from '../app.ts';
import type { SignIns } from '../features/access/access.sign-ins.ts';
import { closeTable } from '../features/checkout/checkout.commands.ts';
import { readAdminItems } from '../features/menu/menu.reads.ts';
import { findSellable } from '../features/menu/menu.sellable.ts';
import { setStatus } from '../features/orders/orders.changes.ts';
import { placeOrder } from '../features/orders/orders.commands.ts';
import type { Orderable } from '../features/orders/orders.rules.ts';
import type { Clock } from '../infra/clock/clock.ts';
import { newId } from '../infra/clock/new-id.ts';
import { Events } from '../infra/events/events.ts';

const MINUTE_MS = 60_000;

export interface Shop {
  readonly storeId: StoreId;
  readonly timeZone: string;
  readonly staffId: StaffId;
  readonly tables: readonly TableId[];
}

type WeekPorts = Pick<Ports, 'db' | 'bus' | 'cache' | 'clock' | 'events'> & { readonly signIns: SignIns };

/** A small repeatable chance, so that every demo shop has the same believable week (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Minutes after midnight when parties sit down: lunch, and a longer evening. */
const SEATINGS = [690, 705, 722, 740, 755, 780, 1060, 1085, 1110, 1125, 1150, 1180, 1200, 1215] as const;

/** A past week of parties, orders and closed tables, and a few tables that sit now; every row made by the real commands at its own time. */
export async function seedWeek(ports: WeekPorts, shop: Shop): Promise<void> {
  const roll = chance(7);
  let wall = ports.clock.now();
  const clock: Clock = { now: () => wall, monotonic: () => ports.clock.monotonic() };
  const deps = { ...ports, clock, events: new Events(ports.db, ports.bus, clock, ports.events.epoch) };
  const at = (instant: number) => {
    wall = instant;
  };
  const ids = (await readAdminItems(ports.db, shop.storeId, wall)).map((item) => item.id);
  const menu = [...(await findSellable(ports.db, shop.storeId, ids, wall)).values()].filter((item) => item.available);
  const today = localDay(ports.clock.now(), shop.timeZone);
  for (let back = 7; back >= 1; back--) {
    const midnight = startOfDay(dayAfter(today, -back), shop.timeZone);
    for (const [index, minutes] of SEATINGS.entries()) {
      const tableId = shop.tables[(index * 5 + back) % shop.tables.length];
      if (tableId) await seatParty(deps, shop, menu, roll, tableId, midnight + (minutes + roll(9)) * MINUTE_MS, at);
    }
  }
  await seatPresent(deps, shop, menu, roll, at, ports.clock.now());
}

type Deps = WeekPorts & { readonly clock: Clock };
type Roll = (below: number) => number;
type At = (instant: number) => void;

/** One party from the first order to 이용 완료. Parties follow one another, so a table is free again when its next one comes. */
async function seatParty(
  deps: Deps,
  shop: Shop,
  menu: readonly Orderable[],
  roll: Roll,
  tableId: TableId,
  from: number,
  at: At,
): Promise<void> {
  const { storeId, staffId } = shop;
  const orders = 1 + roll(3);
  for (let round = 0; round < orders; round++) {
    at(from + round * 9 * MINUTE_MS);
    const placed = await order(deps, shop, menu, roll, tableId);
    const end = round === orders - 1 && roll(25) === 0 ? 'CANCELLED' : 'COMPLETED';
    at(from + (round * 9 + 2) * MINUTE_MS);
    if (end === 'CANCELLED')
      await setStatus(deps, storeId, placed, { status: 'CANCELLED', reason: '재료 소진' }, { actor: 'staff', staffId });
    else await advance(deps, shop, placed, 4);
  }
  at(from + 11 * orders * MINUTE_MS);
  await closeTable(deps, storeId, tableId, [], staffId);
}

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

function line(menu: readonly Orderable[], roll: Roll): OrderLine | null {
  const item = menu[roll(menu.length)];
  return item ? { menuId: item.id, quantity: 1 + (roll(4) === 0 ? 1 : 0), optionIds: choose(item, roll) } : null;
}

function anything(menu: readonly Orderable[]): OrderLine {
  const item = menu[0];
  if (!item) throw new Error('the demo menu is empty');
  return { menuId: item.id, quantity: 1, optionIds: choose(item, () => 0) };
}

async function advance(deps: Deps, { storeId, staffId }: Shop, orderId: Parameters<typeof setStatus>[2], steps: number): Promise<void> {
  let status = 'PENDING' as NonNullable<ReturnType<typeof nextStatus>>;
  for (let step = 0; step < steps; step++) {
    const next = nextStatus(status);
    if (!next) return;
    await setStatus(deps, storeId, orderId, { status: next }, { actor: 'staff', staffId });
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
