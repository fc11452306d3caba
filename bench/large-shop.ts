import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';

/** How much past a shop gets. The same seed gives the same past. */
export interface Past {
  readonly days: number;
  readonly ordersPerDay: number;
  readonly seed: number;
  /** The last day ends here. */
  readonly until: number;
  /** Hours that the shop's clock is ahead of UTC. */
  readonly aheadHours: number;
}

interface Shop {
  readonly storeId: string;
  readonly staffId: string;
  readonly tables: readonly { readonly id: string; readonly number: number }[];
  readonly items: readonly { readonly id: string; readonly name: string; readonly price: number }[];
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Parties an hour of the shop's day: none at night, a lunch, and a longer evening. */
const HOURS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 14, 18, 12, 6, 4, 5, 12, 20, 20, 14, 8, 4, 2] as const;
const HOUR_MS = 3_600_000;
const REASONS = ['재료 소진', '손님이 떠남', '주문 실수', '조리 지연'] as const;
const CALLS = ['water', 'cutlery', 'bill', 'help', 'other'] as const;
const OPTIONS = [
  { groupName: '양', name: '곱빼기', priceDelta: 2000 },
  { groupName: '맵기', name: '덜 맵게', priceDelta: 0 },
  { groupName: '추가', name: '공깃밥', priceDelta: 1000 },
  { groupName: '추가', name: '치즈', priceDelta: 1500 },
] as const;

type Roll = (below: number) => number;

function dice(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function idAt(at: number, roll: Roll): string {
  const hex = (length: number) =>
    roll(16 ** Math.min(length, 7))
      .toString(16)
      .padStart(Math.min(length, 7), '0')
      .padEnd(length, '0');
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

function pick<T>(list: readonly T[], roll: Roll): T {
  const found = list[roll(list.length)];
  if (found === undefined) throw new Error('the shop has nothing to pick from');
  return found;
}

function readShop(raw: Database.Database): Shop {
  const storeId = raw.prepare('select id from stores').pluck().get() as string;
  return {
    storeId,
    staffId: raw.prepare('select id from staff where store_id = ? limit 1').pluck().get(storeId) as string,
    tables: raw.prepare('select id, number from tables where store_id = ?').all(storeId) as Shop['tables'][number][],
    items: raw.prepare('select id, name, price from menu_items where store_id = ?').all(storeId) as Shop['items'][number][],
  };
}

const into = (raw: Database.Database, table: string) => {
  const columns = (raw.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const insert = raw.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`);
  const blank = Object.fromEntries(columns.map((name) => [name, null]));
  return (row: Readonly<Record<string, string | number | null>>) => void insert.run({ ...blank, ...row });
};

function tablesOf(raw: Database.Database) {
  return {
    session: into(raw, 'table_sessions'),
    order: into(raw, 'orders'),
    item: into(raw, 'order_items'),
    step: into(raw, 'order_transitions'),
    call: into(raw, 'calls'),
  };
}
type Into = ReturnType<typeof tablesOf>;

/** Writes a past straight into the file of a shop that has its tables and menu: as its rows would stand after such days. */
export function fillShop(file: string, past: Past): { orders: number } {
  const raw = new Database(file);
  try {
    raw.pragma('synchronous = OFF');
    raw.pragma('cache_size = -600000');
    const shop = readShop(raw);
    raw.prepare('update tables set created_at = ?').run(past.until - (past.days + 1) * DAY_MS);
    const rows = tablesOf(raw);
    const roll = dice(past.seed);
    let orders = 0;
    for (let back = past.days; back >= 1; back--) {
      const from = past.until - back * DAY_MS;
      raw.transaction(() => {
        orders += fillDay(rows, shop, roll, from, orders, past);
      })();
    }
    raw.prepare('update store_counters set order_number = ? where store_id = ?').run(orders % 999, shop.storeId);
    raw.pragma('wal_checkpoint(TRUNCATE)');
    return { orders };
  } finally {
    raw.close();
  }
}

const TOTAL = HOURS.reduce<number>((sum, weight) => sum + weight, 0);

/** A busy weekend, a quiet Monday. */
const loadOf = (weekday: number): number => [1.25, 0.75, 0.85, 0.9, 1, 1.2, 1.35][weekday] ?? 1;

function fillDay(rows: Into, shop: Shop, roll: Roll, from: number, before: number, past: Past): number {
  let orders = 0;
  for (let hour = 0; hour < 24; hour++) {
    const at = from + hour * HOUR_MS;
    const wall = new Date(at + past.aheadHours * HOUR_MS);
    const weight = HOURS[wall.getUTCHours()] ?? 0;
    const parties = Math.round((past.ordersPerDay * loadOf(wall.getUTCDay()) * weight) / TOTAL / 2.5);
    for (let nth = 0; nth < parties; nth++) orders += fillParty(rows, shop, roll, at + roll(60 * MINUTE_MS), before + orders);
    for (let nth = 0; nth < parties / 4; nth++) fillCall(rows, shop, roll, at + roll(60 * MINUTE_MS));
  }
  return orders;
}

function fillParty(rows: Into, shop: Shop, roll: Roll, at: number, before: number): number {
  const table = pick(shop.tables, roll);
  const id = idAt(at, roll);
  const count = 1 + roll(4);
  for (let nth = 0; nth < count; nth++) fillOrder(rows, shop, roll, at + nth * 12 * MINUTE_MS, table, id, (before + nth) % 999);
  rows.session({ id, store_id: shop.storeId, table_id: table.id, started_at: at, ended_at: at + (count * 12 + 25) * MINUTE_MS });
  return count;
}

function fillCall(rows: Into, shop: Shop, roll: Roll, at: number): void {
  const done = at + (20 + roll(400)) * 1000;
  const table = pick(shop.tables, roll);
  rows.call({ id: idAt(at, roll), store_id: shop.storeId, table_id: table.id, reason: pick(CALLS, roll), created_at: at, done_at: done });
}

const STEPS = ['CONFIRMED', 'PREPARING', 'READY', 'COMPLETED'] as const;

function fillOrder(rows: Into, shop: Shop, roll: Roll, at: number, table: Shop['tables'][number], session: string, number: number): void {
  const { storeId, staffId } = shop;
  const id = idAt(at, roll);
  const total = fillLines(rows, shop, roll, at, id);
  const chance = roll(1000);
  const cancelled = chance < 25;
  const deleted = chance >= 25 && chance < 30;
  const step = (position: number, from: string | null, to: string, when: number) =>
    rows.step({
      store_id: storeId,
      order_id: id,
      position,
      from_status: from,
      to_status: to,
      at: when,
      actor: from === null ? 'guest' : 'staff',
      staff_id: from === null ? null : staffId,
    });
  step(1, null, 'PENDING', at);
  let when = at;
  if (cancelled) step(2, 'PENDING', 'CANCELLED', at + 2 * MINUTE_MS);
  else
    for (const [nth, to] of STEPS.entries()) {
      when += (20 + roll(nth === 0 ? 100 : 400)) * 1000;
      step(nth + 2, STEPS[nth - 1] ?? 'PENDING', to, when);
    }
  rows.order({
    id,
    store_id: storeId,
    number: number + 1,
    status: cancelled ? 'CANCELLED' : 'COMPLETED',
    version: cancelled ? 2 : 5,
    table_id: table.id,
    table_number: table.number,
    session_id: session,
    total_amount: total,
    cancel_reason: cancelled ? pick(REASONS, roll) : null,
    placed_by: `table:${table.id}`,
    idempotency_key: randomUUID(),
    body_hash: '',
    created_at: at,
    updated_at: when,
    deleted_at: deleted ? when : null,
    deleted_by: deleted ? staffId : null,
    delete_reason: deleted ? pick(REASONS, roll) : null,
  });
}

function fillLines(rows: Into, shop: Shop, roll: Roll, at: number, order: string): number {
  let total = 0;
  const lines = 1 + roll(4);
  for (let position = 0; position < lines; position++) {
    const item = pick(shop.items, roll);
    const chosen = roll(3) === 0 ? OPTIONS.slice(0, 1 + roll(2)).map((option, nth) => ({ id: optionId(item.id, nth), ...option })) : [];
    const quantity = 1 + (roll(5) === 0 ? 1 : 0);
    const price = chosen.reduce((sum, option) => sum + option.priceDelta, item.price);
    total += price * quantity;
    rows.item({
      id: idAt(at, roll),
      store_id: shop.storeId,
      order_id: order,
      position,
      menu_id: item.id,
      name: item.name,
      unit_price: price,
      quantity,
      options: JSON.stringify(chosen),
      subtotal: price * quantity,
      station_ids: null,
    });
  }
  return total;
}

/** An option of the item that is the same in every order. */
const optionId = (item: string, nth: number): string => `${item.slice(0, -1)}${nth}`;
