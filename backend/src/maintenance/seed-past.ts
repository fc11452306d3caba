import { CALL_REASONS } from '@tableorder/contract/calls';
import type { CallId, OrderId, OrderItemId, SessionId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { orderTotal } from '@tableorder/contract/orders.rules';
import { dayAfter, type LocalDay, localDay, startOfDay } from '@tableorder/contract/time';
import type { Ports } from '../app.ts';
import { insertCall, markCallDone } from '../features/calls/calls.sql.ts';
import { keepLine } from '../features/orders/orders.commands.ts';
import { type Orderable, priceLines } from '../features/orders/orders.rules.ts';
import { insertOrder, insertTransition, keepLastNumber, markDeleted, updateStatus } from '../features/orders/orders.sql.ts';
import { endSession, insertSession } from '../features/tables/tables.sql.ts';
import { newId } from '../infra/clock/new-id.ts';
import type { Trx } from '../infra/db/db.ts';
import { anything, line, MINUTE_MS, type Roll, type Shop } from './seed-present.ts';

/** Five weeks, so that every day has the same weekday before it to be compared with. */
export const PAST_DAYS = 35;
/** Minutes after midnight when parties sit down: lunch, and a longer evening. */
const SEATINGS = [675, 690, 705, 722, 740, 755, 780, 815, 900, 1060, 1085, 1110, 1125, 1150, 1180, 1200, 1215, 1240] as const;
/** Of ten seatings, how many are taken on a weekday, from Sunday. */
const TAKEN = [8, 5, 5, 6, 7, 10, 9] as const;
const CANCELLED = ['재료 소진', '손님이 바꿨어요', '주문 실수'] as const;
const DELETED = ['잘못 들어온 주문', '테스트 주문'] as const;

type Deps = Pick<Ports, 'db' | 'clock'>;

/**
 * Past weeks of parties, orders and calls, up to an hour ago. Written as rows, a day in a transaction: through the commands, which keep
 * each order durable by itself, a first start would take many times as long.
 */
export async function seedPast({ db, clock }: Deps, shop: Shop, menu: readonly Orderable[], roll: Roll): Promise<void> {
  const now = clock.now();
  const today = localDay(now, shop.timeZone);
  let number = 0;
  for (let back = PAST_DAYS; back >= 0; back--) {
    const day = dayAfter(today, -back);
    number = await db.inStore(shop.storeId, async (trx) => {
      const last = await seedDay({ trx, shop, menu, roll, until: now - 60 * MINUTE_MS }, day, number);
      await trx.run(keepLastNumber, { storeId: shop.storeId, number: last, on: day });
      return last;
    });
  }
}

interface Writing {
  readonly trx: Trx;
  readonly shop: Shop;
  readonly menu: readonly Orderable[];
  readonly roll: Roll;
  /** Nothing is later than this. */
  readonly until: number;
}

const pick = <T>(list: readonly T[], roll: Roll): T => {
  const found = list[roll(list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

async function seedDay(to: Writing, day: LocalDay, before: number): Promise<number> {
  const midnight = startOfDay(day, to.shop.timeZone);
  const taken = TAKEN[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 7;
  let number = before;
  for (const [index, minutes] of SEATINGS.entries()) {
    const from = midnight + (minutes + to.roll(9)) * MINUTE_MS;
    const place = (index * 5 + minutes + taken) % to.shop.tables.length;
    const tableId = to.shop.tables[place];
    if (tableId && to.roll(10) < taken) number = await seatParty(to, { id: tableId, number: place + 1 }, from, number);
  }
  return number;
}

/** One party from its first order to the closing of its table; not at all when it would still sit. */
async function seatParty(to: Writing, table: { id: TableId; number: number }, from: number, before: number): Promise<number> {
  const { trx, shop, roll } = to;
  const { storeId } = shop;
  const orders = 1 + roll(3);
  const until = from + (orders * 14 + 30) * MINUTE_MS;
  if (until > to.until) return before;
  const sessionId = newId<SessionId>();
  await trx.run(insertSession, { storeId, id: sessionId, tableId: table.id, at: from });
  let number = before;
  for (let round = 0; round < orders; round++) {
    number = (number % 999) + 1;
    await writeOrder(to, table, sessionId, from + round * 14 * MINUTE_MS, number);
  }
  if (roll(3) === 0) await writeCall(to, table.id, sessionId, from + roll(30) * MINUTE_MS);
  await trx.run(endSession, { storeId, sessionId, at: until });
  return number;
}

async function writeCall({ trx, shop, roll }: Writing, tableId: TableId, sessionId: SessionId, at: number): Promise<void> {
  const call = { id: newId<CallId>(), storeId: shop.storeId, tableId, sessionId, reason: pick(CALL_REASONS, roll), note: null, at };
  await trx.run(insertCall, call);
  await trx.run(markCallDone, { storeId: shop.storeId, callId: call.id, at: at + (25 + roll(150)) * 1000, staffId: shop.who.staffId });
}

const STEPS = ['PENDING', 'CONFIRMED', 'PREPARING', 'READY', 'COMPLETED'] as const;

async function writeOrder(
  to: Writing,
  table: { id: TableId; number: number },
  sessionId: SessionId,
  at: number,
  number: number,
): Promise<void> {
  const { trx, shop, menu, roll } = to;
  const { storeId } = shop;
  const wanted = Array.from({ length: 1 + roll(4) }, () => line(menu, roll)).filter((one) => one !== null);
  const lines = priceLines(
    wanted.length > 0 ? wanted : [anything(menu)],
    new Map(menu.map((item) => [item.id, { ...item, stockLeft: null }])),
  );
  const orderId = newId<OrderId>();
  await trx.run(insertOrder, {
    id: orderId,
    storeId,
    number,
    tableId: table.id,
    tableNumber: table.number,
    sessionId,
    totalAmount: orderTotal(lines),
    note: null,
    placedBy: `table:${table.id}`,
    key: newId(),
    bodyHash: '',
    at,
  });
  for (const [position, item] of lines.entries()) keepLine(trx, storeId, orderId, newId<OrderItemId>(), position, item);
  await trx.run(insertTransition, { storeId, orderId, position: 1, from: null, to: 'PENDING', at, actor: 'guest', staffId: null });
  await endOrder(to, { storeId, orderId }, at);
}

/** Nearly all orders are served; some are cancelled, a few deleted. */
async function endOrder({ trx, shop, roll }: Writing, of: { storeId: StoreId; orderId: OrderId }, placedAt: number): Promise<void> {
  const staffId = shop.who.staffId as StaffId;
  const end = roll(50);
  let at = placedAt + (20 + roll(70)) * 1000;
  if (end === 0) {
    await trx.run(insertTransition, { ...of, position: 2, from: 'PENDING', to: 'CANCELLED', at, actor: 'staff', staffId });
    await trx.run(updateStatus, { ...of, version: 2, status: 'CANCELLED', cancelReason: pick(CANCELLED, roll), at });
    return;
  }
  for (const [nth, status] of STEPS.slice(1).entries()) {
    await trx.run(insertTransition, { ...of, position: nth + 2, from: STEPS[nth] ?? null, to: status, at, actor: 'staff', staffId });
    if (status !== 'COMPLETED') at += ([30, 420, 60][nth] ?? 60) * 1000 + roll(180) * 1000;
  }
  await trx.run(updateStatus, { ...of, version: 5, status: 'COMPLETED', cancelReason: null, at });
  if (end === 1) await trx.run(markDeleted, { ...of, version: 6, at: at + MINUTE_MS, staffId, reason: pick(DELETED, roll) });
}
