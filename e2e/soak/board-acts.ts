import { callStaff, finishCall } from '@tableorder/contract/calls';
import { completeTable, mergeTables, moveTable, reopenSession } from '@tableorder/contract/checkout';
import type { SessionId } from '@tableorder/contract/ids';
import { changeOrder, deleteOrder, type Order, placeStaffOrder, setOrderStatus } from '@tableorder/contract/orders';
import { isUnfinished, nextStatus } from '@tableorder/contract/orders.rules';
import { changeTable } from '@tableorder/contract/tables';
import type { Board } from '../../frontend/src/staff/board-state.ts';
import { ask, joinTable, type Shop } from '../shop.ts';
import { pick, type Roll } from './random.ts';

export interface Work {
  readonly url: string;
  readonly shop: Shop;
  readonly roll: Roll;
  /** What the screen shows: people act on what they see, which may be a moment old. */
  readonly board: () => Board;
  readonly closed: SessionId[];
}

/** Two people may want different things of one table: a refusal is an answer. Anything else is a fault. */
async function done(answer: Promise<{ status: number; body: unknown }>): Promise<unknown> {
  const { status, body } = await answer;
  if (status >= 500 || status === 400) throw new Error(`${status} ${JSON.stringify(body)}`);
  return status < 300 ? body : null;
}

const seated = ({ board }: Work) => board().tables.filter(({ session }) => session !== null);
const openOrders = (work: Work): Order[] => seated(work).flatMap(({ orders }) => orders.filter(({ status }) => isUnfinished(status)));
const staff = ({ shop }: Work) => ({ token: shop.token });

const ACTS: Readonly<Record<string, { readonly weight: number; readonly act: (work: Work) => Promise<unknown> | undefined }>> = {
  order: {
    weight: 30,
    act: (work) => {
      const table = pick(work.shop.tables, work.roll);
      const dish = pick(work.shop.menu, work.roll);
      if (!table || !dish) return;
      const items = [{ menuId: dish.id, quantity: 1 + work.roll(3), optionIds: [] }];
      return done(ask(work.url, placeStaffOrder, { ...staff(work), body: { tableId: table.id, items } }));
    },
  },
  step: {
    weight: 40,
    act: (work) => {
      const order = pick(openOrders(work), work.roll);
      const status = order && nextStatus(order.status);
      if (!order || !status) return;
      const params = { orderId: order.id };
      return done(ask(work.url, setOrderStatus, { ...staff(work), params, body: { status, version: order.version } }));
    },
  },
  change: {
    weight: 8,
    act: (work) => {
      const order = pick(
        openOrders(work).filter(({ status }) => status === 'PENDING'),
        work.roll,
      );
      const item = order?.items[0];
      if (!order || !item) return;
      const body = { version: order.version, change: [{ itemId: item.id, quantity: 1 + work.roll(9) }] };
      return done(ask(work.url, changeOrder, { ...staff(work), params: { orderId: order.id }, body }));
    },
  },
  cancel: {
    weight: 4,
    act: (work) => {
      const order = pick(openOrders(work), work.roll);
      if (!order) return;
      const body = { status: 'CANCELLED' as const, reason: '품절', version: order.version };
      return done(ask(work.url, setOrderStatus, { ...staff(work), params: { orderId: order.id }, body }));
    },
  },
  delete: {
    weight: 3,
    act: (work) => {
      const order = pick(openOrders(work), work.roll);
      return order && done(ask(work.url, deleteOrder, { ...staff(work), params: { orderId: order.id }, body: { reason: '시험' } }));
    },
  },
  call: {
    weight: 6,
    act: async (work) => {
      const table = pick(seated(work), work.roll)?.table;
      if (!table) return;
      const token = await joinTable(work.url, work.shop, table).catch(() => null);
      return token === null ? null : done(ask(work.url, callStaff, { token, body: { reason: 'water' } }));
    },
  },
  answer: {
    weight: 6,
    act: (work) => {
      const call = pick(
        work.board().tables.flatMap(({ openCalls }) => openCalls),
        work.roll,
      );
      return call && done(ask(work.url, finishCall, { ...staff(work), params: { callId: call.id } }));
    },
  },
  move: {
    weight: 4,
    act: (work) => {
      const from = pick(seated(work), work.roll)?.table;
      const to = pick(
        work.board().tables.filter(({ session }) => session === null),
        work.roll,
      )?.table;
      return from && to && done(ask(work.url, moveTable, { ...staff(work), params: { tableId: from.id }, body: { toTableId: to.id } }));
    },
  },
  merge: {
    weight: 2,
    act: (work) => {
      const [from, to] = [pick(seated(work), work.roll)?.table, pick(seated(work), work.roll)?.table];
      if (!from || !to || from.id === to.id) return;
      return done(ask(work.url, mergeTables, { ...staff(work), params: { tableId: from.id }, body: { toTableId: to.id } }));
    },
  },
  close: {
    weight: 5,
    act: async (work) => {
      const place = pick(seated(work), work.roll);
      if (!place?.session) return;
      const resolutions = place.orders
        .filter(({ status }) => isUnfinished(status))
        .map(({ id }) =>
          work.roll(4) === 0
            ? { orderId: id, action: 'cancel' as const, reason: '떠났어요' }
            : { orderId: id, action: 'complete' as const },
        );
      const ended = await done(
        ask(work.url, completeTable, { ...staff(work), params: { tableId: place.table.id }, body: { resolutions } }),
      );
      if (ended) work.closed.push(place.session.id);
      return ended;
    },
  },
  reopen: {
    weight: 2,
    act: (work) => {
      const sessionId = work.closed.pop();
      return sessionId && done(ask(work.url, reopenSession, { ...staff(work), params: { sessionId } }));
    },
  },
  rename: {
    weight: 1,
    act: (work) => {
      const table = pick(work.board().tables, work.roll)?.table;
      const zone = pick(['홀', '창가', null], work.roll) ?? null;
      return table && done(ask(work.url, changeTable, { ...staff(work), params: { tableId: table.id }, body: { zone } }));
    },
  },
};
const DRAWN = Object.values(ACTS).flatMap(({ weight, act }) => Array.from({ length: weight }, () => act));

/** One thing that somebody in a shop does; null when there was nothing to do it to, or somebody else was faster. */
export const actOnce = async (work: Work): Promise<unknown> => (await pick(DRAWN, work.roll)?.(work)) ?? null;
