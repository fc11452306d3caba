// @vitest-environment happy-dom
import { readBoard } from '@tableorder/contract/board';
import { completeTable } from '@tableorder/contract/checkout';
import { formatCursor } from '@tableorder/contract/event';
import { deleteOrder, type Order, setOrderStatus } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answer } from '../../test/fake-backend.ts';
import { aCall, ago, anOrder, free, seated } from '../../test/staff-fixtures.ts';
import { openStaff, type StaffStart } from '../../test/staff-screen.tsx';
import { serverClock, serverNow } from '../lib/clock.ts';
import type { Board } from './board-state.ts';

const chime = vi.hoisted(() => ({ play: vi.fn((_tone: 'order' | 'call') => true) }));
vi.mock('../lib/sound.ts', () => ({
  createChime: () => ({ ...chime, setVolume: () => {}, isUnlocked: () => true, subscribe: () => () => {}, close: () => {} }),
}));

let opened: Awaited<ReturnType<typeof openStaff>>;
async function open(start: StaffStart) {
  opened = await openStaff(start);
  await opened.live();
  return opened;
}
const first = (tables: Board['tables']) => {
  const order = tables[0]?.orders[0];
  const table = tables[0];
  if (!order || !table?.session) throw new Error('no order to begin with');
  return { order, table, session: table.session };
};
const card = (number: number) => within(screen.getByRole('article', { name: `${number}번` }));
const stepped = (order: Order, status: Order['status']): Order => ({ ...order, status, version: order.version + 1 });

beforeEach(() => chime.play.mockClear());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  opened.backend.close();
});

describe('the live board', () => {
  test('an order from the stream is on its card in the same tick, glows and rings', async () => {
    const tables = [seated(7), free(8)];
    const { backend } = await open({ tables });
    const table = tables[0];
    if (!table?.session) throw new Error('nobody at the table');
    expect(chime.play).not.toHaveBeenCalled();
    const order = anOrder(table.table, table.session, { number: '042' });
    await act(async () => {
      backend.emit({ type: 'order_created', order });
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(card(7).getByRole('button', { name: '042 접수하기' })).toBeTruthy();
    expect(card(7).getAllByText('14,000원')).toHaveLength(1);
    expect(chime.play).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('button', { name: /가장 오래.*7번/ })).toBeTruthy();
  });

  test('the bell repeats until somebody takes the order anywhere, then it is quiet', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const tables = [seated(7, (table, session) => [anOrder(table, session)])];
    const { backend } = await open({ tables });
    await waitFor(() => expect(chime.play).toHaveBeenCalledTimes(1));
    vi.advanceTimersByTime(12_000);
    expect(chime.play.mock.calls.length).toBeGreaterThan(2);
    await act(async () => {
      backend.emit({ type: 'order_updated', order: stepped(first(tables).order, 'CONFIRMED') });
      await new Promise((resolve) => setTimeout(resolve));
    });
    chime.play.mockClear();
    vi.advanceTimersByTime(60_000);
    expect(chime.play).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: /가장 오래/ })).toBeNull();
  });

  test('a tap at another screen quiets the bell at once; it rings on when the hand is taken away, or nothing comes of it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const tables = [seated(7, (table, session) => [anOrder(table, session)])];
    const { backend } = await open({ tables });
    await waitFor(() => expect(chime.play).toHaveBeenCalledTimes(1));
    const orderId = first(tables).order.id;
    const taken = async (forMs: number) => {
      backend.emit({ type: 'order_taken', orderId, until: toInstant(serverNow() + forMs) });
      await act(() => vi.advanceTimersByTimeAsync(50));
      chime.play.mockClear();
    };
    await taken(8_000);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(chime.play).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(chime.play).toHaveBeenCalledTimes(1);
    await taken(8_000);
    backend.emit({ type: 'order_taken', orderId, until: toInstant(serverNow()) });
    await vi.advanceTimersByTimeAsync(50);
    expect(chime.play).toHaveBeenCalledTimes(1);
  });

  test('a call is on the card, rings, and is gone once answered elsewhere', async () => {
    const tables = [seated(3)];
    const { backend } = await open({ tables });
    const place = tables[0];
    if (!place) throw new Error('no table');
    const call = aCall(place.table, { reason: 'bill' });
    await act(async () => void backend.emit({ type: 'call_created', call }));
    expect(await card(3).findByRole('button', { name: /계산 다녀왔어요/ })).toBeTruthy();
    expect(chime.play.mock.calls).toEqual([['call', 'chime']]);
    await act(async () => void backend.emit({ type: 'call_done', call: { ...call, doneAt: ago(0) } }));
    await waitFor(() => expect(card(3).queryByRole('button', { name: /계산 다녀왔어요/ })).toBeNull());
  });

  test('on a tablet whose clock is ten minutes slow, minutes are those of the server', async () => {
    const real = Date.now();
    vi.setSystemTime(real - 10 * 60_000);
    try {
      const tables = [seated(7, (table, session) => [anOrder(table, session, { createdAt: toInstant(real - 12.5 * 60_000) })])];
      await open({
        tables,
        prepare: (backend) =>
          backend.on(readBoard, () => answer(200, { tables, cursor: formatCursor('fake', 0) }, { date: new Date(real).toUTCString() })),
      });
      expect(await screen.findByRole('button', { name: /가장 오래.*7번.*12 ?분/ })).toBeTruthy();
    } finally {
      vi.useRealTimers();
      serverClock.hearDate(new Date(real).toUTCString(), Date.now());
    }
  });

  test('says when it is not live, and again nothing once it is', async () => {
    const { backend } = await open({ tables: [free(1)] });
    await act(async () => backend.goOffline());
    expect(await screen.findByText(/다시 연결하고 있어요|연결이 끊겼어요/, {}, { timeout: 5_000 })).toBeTruthy();
    await act(async () => backend.goOnline());
    await waitFor(() => expect(screen.queryByText(/다시 연결하고 있어요|연결이 끊겼어요/)).toBeNull(), { timeout: 5_000 });
  });
});

describe('one-tap steps', () => {
  const one = () => [seated(7, (table, session) => [anOrder(table, session)])];

  test('a step is shown at once, can be taken back for five seconds, and is then not sent', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const tables = one();
    const { user, backend } = await open({ tables });
    backend.on(setOrderStatus, () => stepped(first(tables).order, 'CONFIRMED'));
    await user.click(card(7).getByRole('button', { name: '017 접수하기' }));
    expect(card(7).getByText('접수')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(1_000);
    await user.click(card(7).getByRole('button', { name: '017 되돌리기' }));
    expect(card(7).getByText('접수 대기')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(backend.callsOf(setOrderStatus)).toHaveLength(0);
  });

  test('left alone it is sent once, with the version that was seen', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const tables = one();
    const { user, backend } = await open({ tables });
    backend.on(setOrderStatus, () => stepped(first(tables).order, 'CONFIRMED'));
    await user.click(card(7).getByRole('button', { name: '017 접수하기' }));
    await act(() => vi.advanceTimersByTimeAsync(5_100));
    expect(backend.callsOf(setOrderStatus).map((call) => call.body)).toEqual([{ status: 'CONFIRMED', version: 1 }]);
    await waitFor(() => expect(card(7).getByRole('button', { name: '017 조리 시작' })).toBeTruthy());
  });

  test('when somebody else was faster the present order is shown and said', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const tables = one();
    const { user, backend } = await open({ tables });
    const present: Order = { ...first(tables).order, status: 'CANCELLED', version: 3, cancelReason: '품절' };
    backend.on(setOrderStatus, () => {
      throw problem('order/stale', { order: present });
    });
    await user.click(card(7).getByRole('button', { name: '017 접수하기' }));
    await act(() => vi.advanceTimersByTimeAsync(5_100));
    expect(await screen.findByText('그사이 다른 사람이 주문 017을 바꿨어요. 지금은 ‘취소’ 상태예요.')).toBeTruthy();
    await waitFor(() => expect(card(7).queryByRole('button', { name: /017 접수하기/ })).toBeNull());
  });

  test('a change heard while a step waits drops the step, so that nothing is overwritten', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const tables = one();
    const { user, backend } = await open({ tables });
    await user.click(card(7).getByRole('button', { name: '017 접수하기' }));
    await act(async () => void backend.emit({ type: 'order_updated', order: stepped(first(tables).order, 'CANCELLED') }));
    expect(await screen.findByText(/그사이 다른 사람이 주문 017을 바꿨어요/)).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(backend.callsOf(setOrderStatus)).toHaveLength(0);
  });
});

describe('an order and a table', () => {
  const one = () => [seated(7, (table, session) => [anOrder(table, session)])];

  test('deleting asks by number and amount, needs a reason, and leaves the total', async () => {
    const tables = one();
    const { user, backend } = await open({ tables });
    const { order } = first(tables);
    backend.on(deleteOrder, () => null);
    await user.click(card(7).getByRole('button', { name: /017.*자세히/ }));
    await user.click(await screen.findByRole('button', { name: '주문 삭제' }));
    const dialog = within(screen.getByRole('alertdialog'));
    expect(dialog.getByText('주문 017을 삭제해요.')).toBeTruthy();
    expect(dialog.getByText('14,000원이 빠져요.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: '삭제하기' }));
    expect(dialog.getByText('이유를 적어 주세요.')).toBeTruthy();
    expect(backend.callsOf(deleteOrder)).toHaveLength(0);
    await user.click(dialog.getByRole('button', { name: '두 번 들어온 주문' }));
    await user.click(dialog.getByRole('button', { name: '삭제하기' }));
    await waitFor(() => expect(backend.callsOf(deleteOrder)[0]?.body).toEqual({ reason: '두 번 들어온 주문', version: 1 }));
    await act(async () => void backend.emit({ type: 'order_deleted', order: { ...order, version: 2 }, reason: '두 번 들어온 주문' }));
    await waitFor(() => expect(card(7).queryByText('017')).toBeNull());
    expect(card(7).queryByText('14,000원')).toBeNull();
  });

  test('closing asks for each unfinished order, keeps the choices when more come in, and sends all', async () => {
    const tables = [
      seated(7, (table, session) => [
        anOrder(table, session, { number: '017', status: 'PREPARING' }),
        anOrder(table, session, { number: '018', status: 'PENDING' }),
      ]),
    ];
    const { user, backend } = await open({ tables });
    const { table, session } = first(tables);
    const later = anOrder(table.table, session, { number: '019' });
    const closed = {
      id: session.id,
      tableId: table.table.id,
      tableNumber: 7,
      startedAt: session.startedAt,
      endedAt: ago(0),
      totalAmount: table.totalAmount,
      orders: [],
    };
    backend.on(completeTable, ({ body }) => {
      if (body.resolutions?.length !== 3) throw problem('checkout/unfinished-orders', { orders: [later] });
      return closed;
    });
    await user.click(card(7).getByRole('button', { name: /^7/ }));
    await user.click(await screen.findByRole('button', { name: /이용 완료/ }));
    const sheet = () => within(screen.getByRole('dialog', { name: '7번 이용 완료' }));
    await waitFor(() => sheet());
    await user.click(sheet().getByRole('button', { name: /이용 완료/ }));
    expect(sheet().getAllByText('완료인지 취소인지 골라 주세요.')).toHaveLength(2);
    const choice = (number: string) => within(sheet().getByRole('group', { name: new RegExp(`주문 ${number}`) }));
    await user.click(choice('017').getByRole('radio', { name: '완료' }));
    await user.click(choice('018').getByRole('radio', { name: '취소' }));
    await user.type(sheet().getByRole('textbox', { name: '이유' }), '손님이 가셨어요');
    await user.click(sheet().getByRole('button', { name: /이용 완료/ }));
    expect(await sheet().findByText(/그사이 주문이 들어왔어요/)).toBeTruthy();
    expect(choice('017').getByRole<HTMLInputElement>('radio', { name: '완료' }).checked).toBe(true);
    await user.click(choice('019').getByRole('radio', { name: '완료' }));
    await user.click(sheet().getByRole('button', { name: /이용 완료/ }));
    await waitFor(() => expect(backend.callsOf(completeTable)).toHaveLength(2));
    const sent = backend.callsOf(completeTable)[1]?.body as { resolutions: { action: string; reason?: string }[] };
    expect(sent.resolutions.map(({ action, reason }) => [action, reason])).toEqual(
      expect.arrayContaining([
        ['complete', undefined],
        ['cancel', '손님이 가셨어요'],
        ['complete', undefined],
      ]),
    );
    expect(await screen.findByText(/7번 이용을 마쳤어요/)).toBeTruthy();
  });

  test('the kitchen may step an order, but sees nothing that takes money away', async () => {
    const tables = one();
    const { user } = await open({ tables, role: 'kitchen' });
    await user.click(card(7).getByRole('button', { name: /017.*자세히/ }));
    expect(await screen.findByRole('button', { name: '접수하기' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '주문 삭제' })).toBeNull();
    expect(screen.queryByRole('button', { name: '주문 취소' })).toBeNull();
  });
});
