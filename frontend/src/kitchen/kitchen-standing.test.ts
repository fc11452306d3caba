// @vitest-environment happy-dom

import type { OrderId, OrderItemId, StationId } from '@tableorder/contract/ids';
import type { FiledOrder } from '@tableorder/contract/orders';
import type { Station } from '@tableorder/contract/stations';
import { beforeEach, expect, test } from 'vitest';
import { ApiProblem } from '../lib/api-problem.ts';
import { keepStanding, readGone, standingBefore } from './kitchen-standing.ts';
import { fromReading, type Kitchen, type ShownTicket } from './kitchen-state.ts';

const food = 'food' as StationId;
const stations = [{ id: food, takesRest: true }] as Station[];
const filed = (id: string, more: Partial<FiledOrder> = {}) =>
  ({
    id: id as OrderId,
    status: 'CONFIRMED',
    version: 1,
    deletion: null,
    items: [{ id: `${id}-stew` as OrderItemId, stationIds: [food] }],
    transitions: [],
    ...more,
  }) as unknown as FiledOrder;
const answering = (...orders: FiledOrder[]) => ({
  call: async (_: unknown, { params }: { params: { orderId: string } }) => {
    const body = orders.find(({ id }) => id === params.orderId);
    if (!body) throw new ApiProblem({ key: 'not-found', status: 404, params: {}, errors: [], retryAfterS: null, instance: '' });
    return { body };
  },
});
const seen = (kitchen: Pick<Kitchen, 'tickets'>) => [...kitchen.tickets.values()].map(({ order, gone }) => [order.id, gone]);
const standing = (...orders: FiledOrder[]): Kitchen => ({
  tickets: new Map(orders.map((order): [OrderId, ShownTicket] => [order.id, { order, lines: [], news: null, gone: null }])),
  stations,
  cursor: 'e-1',
});

beforeEach(() => localStorage.clear());

test('what was cancelled or deleted while the screen was loaded anew stands struck through; what was cooked does not', async () => {
  keepStanding(standing(filed('1'), filed('2'), filed('3'), filed('4'), filed('5')));
  expect(standingBefore()).toEqual(['1', '2', '3', '4', '5']);
  const api = answering(
    filed('2', { status: 'CANCELLED' }),
    filed('3', { deletion: { at: '', by: 'boss', reason: 'x' } as never }),
    filed('4', { status: 'READY' }),
  );
  const gone = await readGone({ api: api as never, before: null, open: new Set(['1' as OrderId]), stations });
  const kitchen = fromReading({ tickets: [{ order: filed('1'), lines: [] }], cursor: 'e-2' }, stations, null, gone);
  expect(seen(kitchen)).toEqual([
    ['1', null],
    ['2', 'cancelled'],
    ['3', 'deleted'],
  ]);
  expect(kitchen.tickets.get('2' as OrderId)?.lines.map(({ itemId }) => itemId)).toEqual(['2-stew']);
});

test('what was cancelled while the line was down for too long stands struck through as it was', async () => {
  const before = standing(filed('1'), filed('2'));
  const api = answering(filed('2', { status: 'CANCELLED', version: 3 }));
  const gone = await readGone({ api: api as never, before, open: new Set(['1' as OrderId]), stations });
  expect(gone).toMatchObject([{ gone: 'cancelled', order: { id: '2', status: 'CONFIRMED' }, lines: [] }]);
});

test('storage that holds something else knows of nothing', () => {
  localStorage.setItem('tableorder.kitchen.standing', '{');
  expect(standingBefore()).toEqual([]);
  localStorage.setItem('tableorder.kitchen.standing', '{"a":1}');
  expect(standingBefore()).toEqual([]);
});
