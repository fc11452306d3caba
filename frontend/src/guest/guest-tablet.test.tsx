// @vitest-environment happy-dom
import { awaitJoin, refresh, tableLogin } from '@tableorder/contract/access';
import { exitTablet, readUnpairing, reportDevice } from '@tableorder/contract/devices';
import type { JoinRequestId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { openGuestApp, openShop, pairTablet, SESSION, TABLE } from '../../test/seat-guest.tsx';

let backend: FakeBackend;
beforeEach(() => {
  localStorage.setItem('tableorder.locale', 'ko');
  ({ backend } = openShop('tablet'));
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
  localStorage.clear();
  backend.close();
});

const invitation = () => screen.queryByRole('button', { name: '5번 테이블, 눌러서 시작하기' });
const begin = (app: Awaited<ReturnType<typeof pairTablet>>) => app.user.click(screen.getByRole('button', { name: /눌러서 시작하기/ }));
async function openExit(app: Awaited<ReturnType<typeof pairTablet>>) {
  await begin(app);
  await app.user.click(screen.getByRole('button', { name: '한국어' }));
  await app.user.click(await screen.findByRole('button', { name: '직원용' }));
  const sheet = within(await screen.findByRole('dialog', { name: '태블릿을 테이블에서 빼기' }));
  return {
    sheet,
    enter: async (pin: string) => {
      await app.user.type(sheet.getByLabelText(/태블릿 PIN/), pin);
      await app.user.click(sheet.getByRole('button', { name: '테이블에서 빼기' }));
    },
  };
}

test('a free tablet invites in every language, and the first touch takes that away', async () => {
  const app = await pairTablet();
  for (const words of ['화면을 눌러 시작하세요', 'Touch to begin', '画面をタッチしてください', '触摸屏幕开始点餐'])
    expect(screen.getByText(words)).toBeTruthy();
  await begin(app);
  await waitFor(() => expect(invitation()).toBeNull());
});

test('a tablet that nobody touches invites again in the shop’s language; one with something in its cart does not', async () => {
  const app = await pairTablet();
  await begin(app);
  await app.user.click(screen.getByRole('button', { name: '한국어' }));
  await app.user.click(await screen.findByRole('radio', { name: 'English' }));
  await screen.findByRole('button', { name: 'English' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fireEvent.pointerDown(document.body);
  await vi.advanceTimersByTimeAsync(89_000);
  expect(screen.queryByRole('button', { name: /touch to begin/ })).toBeNull();
  await vi.advanceTimersByTimeAsync(1_500);
  vi.useRealTimers();
  expect(await screen.findByRole('button', { name: '5번 테이블, 눌러서 시작하기' })).toBeTruthy();
});

test('a tablet invites nobody while a party sits there that staff let in', async () => {
  await pairTablet();
  const table = { ...TABLE, zone: null, status: 'IN_USE' as const };
  const session = { id: SESSION, startedAt: toInstant(0) };
  backend.emit({ type: 'table_updated', tableId: TABLE.id, table, session, totalAmount: 0 as never });
  await waitFor(() => expect(invitation()).toBeNull());
  backend.emit({ type: 'session_closed', sessionId: SESSION, tableId: TABLE.id, reason: 'completed' });
  await waitFor(() => expect(invitation()).toBeTruthy());
});

test('a tablet says how it is', async () => {
  await pairTablet();
  await waitFor(() => expect(backend.callsOf(reportDevice)).toHaveLength(1));
  expect(backend.callsOf(reportDevice)[0]?.body).toMatchObject({ version: 'dev', battery: null, charging: null, awake: true });
});

test('staff take a tablet off its table by the PIN; a wrong one keeps it there', async () => {
  const app = await pairTablet();
  let pin = '';
  backend.on(exitTablet, ({ body }) => {
    pin = body.pin;
    if (pin !== '2468') throw problem('device/wrong-pin', {});
    return null;
  });
  const { sheet, enter } = await openExit(app);
  await enter('12ab34');
  expect(await sheet.findByText('PIN이 맞지 않아요.')).toBeTruthy();
  expect(pin).toBe('1234');
  await enter('2468');
  expect(await screen.findByText('직원이 이 태블릿을 테이블에서 뺐어요.')).toBeTruthy();
});

test('the way out says how long it is shut, and where it is without a PIN', async () => {
  const app = await pairTablet();
  backend.on(exitTablet, () => {
    throw problem('device/no-pin', {});
  });
  const { sheet, enter } = await openExit(app);
  await enter('1234');
  expect(await sheet.findByText(/직원 화면의 태블릿에서 연결을 풀거나/)).toBeTruthy();
  backend.on(exitTablet, () => {
    throw problem('too-many-requests', {}, { retryAfterS: 840 });
  });
  await enter('5678');
  expect(await sheet.findByText('여러 번 틀렸어요. 14분 뒤에 다시 해 주세요.')).toBeTruthy();
});

test('a tablet stays at its table whatever address is opened', async () => {
  const app = await pairTablet();
  app.unmount();
  for (const path of ['/pair', '/t/hansang/9']) {
    const again = await openGuestApp(path, 'another');
    expect(await screen.findByRole('button', { name: '5번 테이블, 눌러서 시작하기' })).toBeTruthy();
    expect(backend.callsOf(tableLogin)).toHaveLength(1);
    again.unmount();
  }
});

test('a tablet that was put out says by whom', async () => {
  await pairTablet();
  backend.on(refresh, () => {
    throw problem('unauthorized', {});
  });
  backend.on(readUnpairing, ({ body }) => {
    expect(body).toEqual({ deviceKey: 'device-key' });
    return { by: 'tablet' as const, at: toInstant(0) };
  });
  backend.on(reportDevice, () => {
    throw problem('unauthorized', {});
  });
  document.dispatchEvent(new Event('visibilitychange'));
  expect(await screen.findByText('다른 태블릿이 이 테이블에 연결됐어요.')).toBeTruthy();
});

test('a phone at a free table asks staff, waits, and is in when they say yes; it asks once', async () => {
  backend.close();
  const phones = openShop();
  ({ backend } = phones);
  const asking = {
    requestId: '0199aaaa-0000-7000-8000-0000000000aa' as JoinRequestId,
    secret: 'wait',
    expiresAt: toInstant(Date.now() + 600_000),
  };
  backend.on(tableLogin, () => {
    throw problem('table/ask-staff', asking);
  });
  let state: 'waiting' | 'refused' | 'accepted' = 'waiting';
  backend.on(awaitJoin, ({ body }) => {
    expect(body).toEqual({ requestId: asking.requestId, secret: 'wait' });
    return { state, signIn: state === 'accepted' ? phones.signedIn() : null };
  });
  const app = await openGuestApp('/t/hansang/5', 'secret');
  expect(await screen.findByRole('heading', { name: '직원에게 물어봤어요' })).toBeTruthy();
  app.unmount();
  const again = await openGuestApp('/t/hansang/5', 'secret');
  expect(await screen.findByRole('heading', { name: '직원에게 물어봤어요' })).toBeTruthy();
  expect(backend.callsOf(tableLogin)).toHaveLength(1);

  state = 'refused';
  expect(await screen.findByText(/직원이 아직 이 테이블을 열지 않았어요/, undefined, { timeout: 5_000 })).toBeTruthy();
  state = 'accepted';
  await again.user.click(screen.getByRole('button', { name: '다시 물어보기' }));
  expect(await screen.findByRole('heading', { name: '찌개' }, { timeout: 5_000 })).toBeTruthy();
  expect(backend.callsOf(tableLogin)).toHaveLength(2);
}, 20_000);
