import type { AdminSignIn } from '@tableorder/contract/access';
import type { BoardTable } from '@tableorder/contract/board';
import type { Call } from '@tableorder/contract/calls';
import type { Role } from '@tableorder/contract/endpoint';
import { asMoney, noMoney } from '@tableorder/contract/money';
import type { Order, OrderStatus } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import type { JoinRequest, Table, TableSession } from '@tableorder/contract/tables';
import { type Instant, toInstant } from '@tableorder/contract/time';

let made = 0;
/** Ids that sort by the order they were made in, as UUIDv7 do. */
export function nextId<I extends string>(): I {
  made += 1;
  return `0193a000-0000-7000-8000-${String(made).padStart(12, '0')}` as I;
}

export const ago = (minutes: number): Instant => toInstant(Date.now() - minutes * 60_000);

export const aTable = (number: number, more: Partial<Table> = {}): Table => ({
  id: nextId(),
  number,
  label: null,
  zone: null,
  status: 'AVAILABLE',
  ...more,
});
export const aSession = (): TableSession => ({ id: nextId(), startedAt: ago(30) });

export function anOrder(table: Table, session: TableSession, more: Partial<Order> = {}): Order {
  const status: OrderStatus = more.status ?? 'PENDING';
  const at = more.createdAt ?? ago(1);
  return {
    id: nextId(),
    number: '017',
    status,
    version: 1,
    tableId: table.id,
    tableNumber: table.number,
    sessionId: session.id,
    items: [
      {
        id: nextId(),
        menuId: nextId(),
        name: '김치찌개',
        unitPrice: asMoney(7000),
        quantity: 2,
        options: [{ id: nextId(), groupName: '맵기', name: '아주 맵게', priceDelta: noMoney }],
        subtotal: asMoney(14000),
        note: '두부 많이',
        stationIds: [],
      },
    ],
    totalAmount: asMoney(14000),
    note: null,
    cancelReason: null,
    createdAt: at,
    updatedAt: at,
    seenAt: null,
    transitions: [{ from: null, to: 'PENDING', at, by: 'guest' }],
    ...more,
  };
}

export const aCall = (table: Table, more: Partial<Call> = {}): Call => ({
  id: nextId(),
  tableId: table.id,
  tableNumber: table.number,
  sessionId: null,
  reason: 'water',
  note: null,
  createdAt: ago(2),
  doneAt: null,
  ...more,
});

export const aJoinRequest = (table: Table, more: Partial<JoinRequest> = {}): JoinRequest => ({
  id: nextId(),
  tableId: table.id,
  tableNumber: table.number,
  askedAt: ago(1),
  expiresAt: ago(-9),
  ...more,
});

/** A table of the board with a party and its orders. */
export function seated(number: number, orders: (table: Table, session: TableSession) => Order[] = () => []): BoardTable {
  const table = aTable(number, { status: 'IN_USE' });
  const session = aSession();
  const all = orders(table, session).sort((a, b) => (a.id < b.id ? 1 : -1));
  return { table, status: 'IN_USE', session, totalAmount: sessionTotal(all), orders: all, openCalls: [], joinRequests: [] };
}
export const free = (number: number): BoardTable => {
  const table = aTable(number);
  return { table, status: table.status, session: null, totalAmount: noMoney, orders: [], openCalls: [], joinRequests: [] };
};

export const signedIn = (role: Role = 'owner'): AdminSignIn => ({
  token: 'token',
  expiresAt: toInstant(Date.now() + 8 * 3_600_000),
  store: { id: nextId(), code: 'hanok', name: '한옥집', currency: 'KRW', timeZone: 'Asia/Seoul', locale: 'ko' },
  staff: { id: nextId(), username: 'minji', role },
});
