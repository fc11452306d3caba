import type { BoardTable, readBoard } from '@tableorder/contract/board';
import type { Call, callsEvents } from '@tableorder/contract/calls';
import type { ReplyOf } from '@tableorder/contract/endpoint';
import { type EventOf, parseCursor } from '@tableorder/contract/event';
import type { TableId } from '@tableorder/contract/ids';
import type { menuEvents } from '@tableorder/contract/menu';
import { noMoney } from '@tableorder/contract/money';
import type { Order, ordersEvents } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import type { storesEvents } from '@tableorder/contract/stores';
import type { tablesEvents } from '@tableorder/contract/tables';

export type Board = ReplyOf<typeof readBoard>;
export type StaffEvent =
  | EventOf<typeof ordersEvents>
  | EventOf<typeof tablesEvents>
  | EventOf<typeof callsEvents>
  | EventOf<typeof menuEvents>
  | EventOf<typeof storesEvents>;

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
    if (known && known.version >= order.version) return table;
    return withOrders(table, [...table.orders.filter((other) => other.id !== order.id), order].sort(newestFirst));
  });
}

function putTable(tables: Tables, event: Extract<StaffEvent, { type: 'table_updated' }>): Tables {
  const others = tables.filter((table) => table.table.id !== event.tableId);
  if (event.table === null) return others;
  const known = tables.find((table) => table.table.id === event.tableId);
  const { table, session, totalAmount } = event;
  const orders = known?.orders.filter((order) => order.sessionId === session?.id) ?? [];
  const next = { table, status: table.status, session, totalAmount, orders, openCalls: known?.openCalls ?? [] };
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
  call_created: (tables, { call }) =>
    at(tables, call.tableId, (table) => ({ ...table, openCalls: [...withoutCall(table, call), call].sort(oldestFirst) })),
  call_done: (tables, { call }) => at(tables, call.tableId, (table) => ({ ...table, openCalls: withoutCall(table, call) })),
  menu_updated: (tables) => tables,
  settings_updated: (tables) => tables,
};

/** Whether an event is already in a board that was read at the cursor. A cursor of another epoch says nothing: then it is not. */
function isIn(board: Board, id: string): boolean {
  const stands = parseCursor(board.cursor);
  const event = parseCursor(id);
  return stands !== null && event !== null && stands.epoch === event.epoch && event.seq <= stands.seq;
}

/** The board after the event with this id: equal to one read afresh then, except where `mustReadAgain`. */
export function applyEvent(board: Board, event: StaffEvent, id: string): Board {
  if (isIn(board, id)) return board;
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

/** Calls travel with a party without an event of their own. */
export const mustReadAgain = (event: StaffEvent): boolean => event.type === 'session_closed' && event.reason !== 'completed';
