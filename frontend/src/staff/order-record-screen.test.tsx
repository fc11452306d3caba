// @vitest-environment happy-dom

import type { OrderItemId, StationId } from '@tableorder/contract/ids';
import { readOrder } from '@tableorder/contract/orders';
import { type RecordedMoment, readOrderRecord } from '@tableorder/contract/receipts';
import { listStations } from '@tableorder/contract/stations';
import { fromInstant, type Instant, toInstant } from '@tableorder/contract/time';
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { anOrder, aSession, aTable, nextId } from '../../test/staff-fixtures.ts';
import { openStaff } from '../../test/staff-screen.tsx';

vi.mock('../lib/sound.ts', () => ({
  createChime: () => ({ play: () => true, setVolume: () => {}, isUnlocked: () => true, subscribe: () => () => {}, close: () => {} }),
}));

let opened: Awaited<ReturnType<typeof openStaff>>;
afterEach(() => {
  cleanup();
  opened.backend.close();
});

const STORED = '2026-11-23T03:03:07.250Z' as Instant;
const after = (seconds: number) => toInstant(fromInstant(STORED) + seconds * 1000);
const station = {
  id: nextId<StationId>(),
  name: '주방',
  names: {},
  warnMs: 600_000,
  lateMs: 900_000,
  language: null,
  takesRest: true,
};

test('the record of an order says each moment to the second, by the names of today, and who', async () => {
  const placed = anOrder(aTable(7), aSession(), { createdAt: STORED });
  const transitions = placed.transitions.map((step) => ({ ...step, who: null }));
  const order = { ...placed, transitions, deletion: null, sessionEndedAt: null };
  const itemId = order.items[0]?.id as OrderItemId;
  const one = (at: Instant, what: RecordedMoment['what'], more: Partial<RecordedMoment> = {}): RecordedMoment => ({
    at,
    what,
    stationId: null,
    itemId: null,
    detail: null,
    who: null,
    ...more,
  });
  const moments = [
    one(STORED, 'stored', { detail: 'guest' }),
    one(after(20), 'escalated', { detail: '1' }),
    one(after(23), 'seen', { stationId: station.id, detail: 'kitchen', who: 'cook' }),
    one(after(700), 'bumped', { stationId: station.id, itemId }),
    one(after(4_000), 'bumped', { stationId: nextId<StationId>(), itemId: nextId<OrderItemId>() }),
    one(after(50_000), 'deleted', { detail: '잘못 받음', who: 'boss' }),
  ];
  opened = await openStaff({
    path: `/staff/orders/${order.id}/record`,
    prepare: (backend) => {
      backend.on(readOrder, () => order);
      backend.on(readOrderRecord, () => ({ orderId: order.id, number: order.number, moments }));
      backend.on(listStations, () => ({ items: [station], nextCursor: null }));
    },
  });
  const rows = within(await screen.findByRole('list', { name: '있었던 일' })).getAllByRole('listitem');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    '12:03:07주문이 저장되고 모든 화면에 보내졌어요손님',
    '12:03:27+0:20제때 뜨지 않아 다음 화면을 울렸어요',
    '12:03:30+0:23주방 화면에 떴어요cook',
    '12:14:47+11:40주방 · 김치찌개 완성',
    '13:09:47+1:06:40없어진 파트 · 바뀐 메뉴 완성',
    '11월 24일 (화)01:56:27+13:53:20주문을 지웠어요: 잘못 받음boss',
  ]);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('017번 주문의 기록');
});
