import type { BoardTable, readBoard } from '@tableorder/contract/board';
import type { Call, callsEvents } from '@tableorder/contract/calls';
import type { displaysEvents } from '@tableorder/contract/displays';
import type { ReplyOf } from '@tableorder/contract/endpoint';
import { type EventOf, isIn } from '@tableorder/contract/event';
import type { TableId } from '@tableorder/contract/ids';
import type { menuEvents } from '@tableorder/contract/menu';
import { noMoney } from '@tableorder/contract/money';
import type { Order, ordersEvents } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import type { printersEvents } from '@tableorder/contract/printers';
import type { receiptsEvents } from '@tableorder/contract/receipts';
import type { settingsEvents } from '@tableorder/contract/settings';
import type { stationsEvents } from '@tableorder/contract/stations';
import type { layoutEvents, tablesEvents } from '@tableorder/contract/tables';
import type { waitingEvents } from '@tableorder/contract/waiting';

export type Board = ReplyOf<typeof readBoard>;
export type StaffEvent =
  | EventOf<typeof ordersEvents>
  | EventOf<typeof tablesEvents>
  | EventOf<typeof layoutEvents>
  | EventOf<typeof callsEvents>
  | EventOf<typeof displaysEvents>
  | EventOf<typeof menuEvents>
  | EventOf<typeof printersEvents>
  | EventOf<typeof receiptsEvents>
  | EventOf<typeof settingsEvents>
  | EventOf<typeof stationsEvents>
  | EventOf<typeof waitingEvents>;

type Handlers = { readonly [Type in StaffEvent['type']]: (tables: Tables, event: Extract<StaffEvent, { type: Type }>) => Tables };
type Tables = readonly BoardTable[];

/** Ids sort by time, as on the server. */
const newestFirst = (a: Order, b: Order): number => (a.id < b.id ? 1 : -1);
const oldestFirst = (a: Call, b: Call): number => (a.id < b.id ? -1 : 1);

const at = (tables: Tables, tableId: TableId, change: (table: BoardTable) => BoardTable): Tables =>
  tables.map((table) => (table.table.id === tableId ? change(table) : table));

const withOrders = (table: BoardTable, orders: Order[]): BoardTable => ({ ...table, orders, totalAmount: sessionTotal(orders) });

/** An order of a session that has ended is history: it is not the board's. An older version never replaces a newer one. */
function putOrder(tables: Tables, order: Order): Tables {
  return at(tables, order.tableId, (table) => {
    if (table.session?.id !== order.sessionId) return table;
    const known = table.orders.find((other) => other.id === order.id);
    if (known && (known.version > order.version || (known.version === order.version && known.seenAt === order.seenAt))) return table;
    return withOrders(table, [...table.orders.filter((other) => other.id !== order.id), order].sort(newestFirst));
  });
}

function putTable(tables: Tables, event: Extract<StaffEvent, { type: 'table_updated' }>): Tables {
  const others = tables.filter((table) => table.table.id !== event.tableId);
  if (event.table === null) return others;
  const known = tables.find((table) => table.table.id === event.tableId);
  const { table, session, totalAmount } = event;
  const orders = known?.orders.filter((order) => order.sessionId === session?.id) ?? [];
  const next = {
    table,
    status: table.status,
    session,
    totalAmount,
    orders,
    openCalls: known?.openCalls ?? [],
    joinRequests: session ? [] : (known?.joinRequests ?? []),
  };
  return [...others, next].sort((a, b) => a.table.number - b.table.number);
}

const withoutCall = (table: BoardTable, call: Call): Call[] => table.openCalls.filter((other) => other.id !== call.id);

const handlers: Handlers = {
  order_created: (tables, { order }) => putOrder(tables, order),
  order_updated: (tables, { order }) => putOrder(tables, order),
  order_deleted: (tables, { order }) =>
    at(tables, order.tableId, (table) =>
      withOrders(
        table,
        table.orders.filter((other) => other.id !== order.id),
      ),
    ),
  table_updated: putTable,
  session_closed: (tables, { tableId, sessionId }) =>
    at(tables, tableId, (table) =>
      table.session?.id === sessionId
        ? {
            ...table,
            table: { ...table.table, status: 'AVAILABLE' },
            status: 'AVAILABLE',
            session: null,
            orders: [],
            totalAmount: noMoney,
          }
        : table,
    ),
  // A party that moved takes its calls along: told again at its new table, they are at no other.
  call_created: (tables, { call }) =>
    tables.map((table) => {
      if (table.table.id === call.tableId) return { ...table, openCalls: [...withoutCall(table, call), call].sort(oldestFirst) };
      return table.openCalls.some(({ id }) => id === call.id) ? { ...table, openCalls: withoutCall(table, call) } : table;
    }),
  call_done: (tables, { call }) => at(tables, call.tableId, (table) => ({ ...table, openCalls: withoutCall(table, call) })),
  join_requested: (tables, { request }) =>
    at(tables, request.tableId, (table) => ({
      ...table,
      joinRequests: [...table.joinRequests.filter(({ id }) => id !== request.id), request],
    })),
  join_ended: (tables, { tableId }) => at(tables, tableId, (table) => ({ ...table, joinRequests: [] })),
  // Of the bell, not of the board.
  order_taken: (tables) => tables,
  menu_updated: (tables) => tables,
  settings_updated: (tables) => tables,
  layout_updated: (tables) => tables,
  stations_updated: (tables) => tables,
  printers_updated: (tables) => tables,
  unseen_updated: (tables) => tables,
  busy_updated: (tables) => tables,
  displays_updated: (tables) => tables,
};

/** The board after the event with this id: equal to one read afresh then. */
export function applyEvent(board: Board, event: StaffEvent, id: string): Board {
  if (isIn(board.cursor, id)) return board;
  const handle = handlers[event.type] as ((tables: Tables, event: StaffEvent) => Tables) | undefined;
  // A newer server may tell of things that this screen does not show.
  return { tables: [...(handle?.(board.tables, event) ?? board.tables)], cursor: id };
}

/** What a server answered to a change of ours, before its event comes. */
export const applyOrder = (board: Board, order: Order): Board => ({ ...board, tables: [...putOrder(board.tables, order)] });
export const applyCallDone = (board: Board, call: Call): Board => ({
  ...board,
  tables: [...at(board.tables, call.tableId, (table) => ({ ...table, openCalls: withoutCall(table, call) }))],
});
