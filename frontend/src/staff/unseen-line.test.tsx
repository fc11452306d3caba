// @vitest-environment happy-dom

import type { OrderId } from '@tableorder/contract/ids';
import { LAST_STEP, listUnseen, type UnseenOrder } from '@tableorder/contract/receipts';
import { toInstant } from '@tableorder/contract/time';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { free } from '../../test/staff-fixtures.ts';
import { openStaff } from '../../test/staff-screen.tsx';

vi.mock('../lib/sound.ts', () => ({
  createChime: () => ({ play: () => true, setVolume: () => {}, isUnlocked: () => true, subscribe: () => () => {}, close: () => {} }),
}));

let opened: Awaited<ReturnType<typeof openStaff>>;
afterEach(() => {
  cleanup();
  opened.backend.close();
});

const place = free(8);
const unseen = (at: number, step = 1): UnseenOrder => ({
  orderId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` as OrderId,
  number: String(100 + at),
  tableId: place.table.id,
  tableNumber: 8,
  stationIds: [],
  step,
  since: toInstant(1_700_000_000_000),
});
const answering = (items: UnseenOrder[]) => (backend: typeof opened.backend) => {
  backend.on(listUnseen, () => ({ items, nextCursor: null }));
};
const alarms = () => screen.getAllByRole('alert').flatMap(({ textContent }) => (textContent?.includes('화면') ? [textContent] : []));

test('nine orders that nobody has seen are one line, with the first of them by name', async () => {
  opened = await openStaff({ tables: [place], prepare: answering(Array.from({ length: 9 }, (_, at) => unseen(at + 1))) });
  await opened.live();
  await waitFor(() => expect(alarms()).toHaveLength(1));
  expect(alarms()[0]).toContain('주문 9건: 8번 테이블 101 · 8번 테이블 102 · 8번 테이블 103 +6');
});

test('away from the board only what rang in vain speaks up, and leads to the board; it is gone when a screen has drawn it', async () => {
  opened = await openStaff({ path: '/staff/tables', tables: [place], prepare: answering([unseen(1), unseen(2, LAST_STEP)]) });
  await opened.live();
  await waitFor(() => expect(alarms()).toHaveLength(1));
  expect(alarms()[0]).toContain('102번 주문을');
  expect(screen.getByRole('link', { name: '보드에서 보기' }).getAttribute('href')).toBe('/staff/');
  await act(async () => opened.backend.emit({ type: 'unseen_updated', orders: [] }));
  await waitFor(() => expect(alarms()).toEqual([]));
});
