// @vitest-environment happy-dom
import { adminLogin } from '@tableorder/contract/access';
import { readTableHistory } from '@tableorder/contract/checkout';
import type { FiledOrder } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { setUp } from '@tableorder/contract/stores';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { ago, anOrder, seated, signedIn } from '../../test/staff-fixtures.ts';
import { openStaff, type StaffStart } from '../../test/staff-screen.tsx';

let opened: Awaited<ReturnType<typeof openStaff>>;
async function open(start: StaffStart) {
  opened = await openStaff(start);
  return opened;
}
afterEach(() => {
  cleanup();
  opened.backend.close();
});

describe('the door', () => {
  async function atTheDoor() {
    const app = await open({ role: null });
    await app.user.type(await screen.findByLabelText('매장 코드'), 'Hanok ');
    await app.user.type(screen.getByLabelText('아이디'), 'minji');
    await app.user.type(screen.getByLabelText('비밀번호'), 'Wrong-1234');
    return { ...app, go: () => app.user.click(screen.getByRole('button', { name: '들어가기' })) };
  }

  test('a wrong pair says only that, and keeps what was typed', async () => {
    const { backend, go } = await atTheDoor();
    backend.on(adminLogin, () => {
      throw problem('access/wrong-credentials', {});
    });
    await go();
    expect(await screen.findByText('매장 코드, 아이디, 비밀번호를 다시 확인해 주세요.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('비밀번호').value).toBe('Wrong-1234');
    expect(backend.callsOf(adminLogin)[0]?.body).toEqual({ store: 'hanok', username: 'minji', password: 'Wrong-1234', screen: {} });
  });

  test('too many tries say how long, and the button waits', async () => {
    const { backend, go } = await atTheDoor();
    backend.on(adminLogin, () => {
      throw problem('too-many-requests', {}, { retryAfterS: 540 });
    });
    await go();
    expect(await screen.findByText('여러 번 틀렸어요. 9분 뒤에 다시 시도해 주세요.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '들어가기' }).disabled).toBe(true);
  });

  test('without a line it says so; with it the board opens and the sign-in is kept', async () => {
    const { backend, go } = await atTheDoor();
    backend.on(adminLogin, () => signedIn('staff'));
    backend.goOffline();
    await go();
    expect(await screen.findByText('연결을 확인하고 다시 시도해 주세요.')).toBeTruthy();
    backend.goOnline();
    await go();
    expect(await screen.findByText('아직 테이블이 없어요.')).toBeTruthy();
    expect(localStorage.getItem('tableorder.staff.sign')).toContain('"role":"staff"');
  });

  test('a fresh machine is set up: the password rule is checked here, a refusal keeps the form', async () => {
    const { backend, user } = await open({ role: null, setup: true });
    backend.on(setUp, () => {
      throw problem('store/code-taken', {});
    });
    await user.type(await screen.findByLabelText('설정 번호'), 'one-time-token-1234');
    await user.type(screen.getByLabelText('매장 이름'), '한옥집');
    await user.type(screen.getByLabelText('매장 코드'), 'hanok');
    await user.type(screen.getByLabelText('아이디'), 'minji');
    await user.type(screen.getByLabelText('비밀번호'), 'short');
    await user.click(screen.getByRole('button', { name: '매장 만들기' }));
    expect(screen.getByText('아래 규칙을 모두 채워 주세요.')).toBeTruthy();
    expect(backend.callsOf(setUp)).toHaveLength(0);
    await user.type(screen.getByLabelText('비밀번호'), '-Enough-2026');
    await user.click(screen.getByRole('button', { name: '매장 만들기' }));
    expect(await screen.findAllByText('이미 쓰고 있는 매장 코드예요. 다른 코드를 정해 주세요.')).not.toHaveLength(0);
    expect(screen.getByLabelText<HTMLInputElement>('매장 이름').value).toBe('한옥집');
    expect(backend.callsOf(setUp)[0]?.body).toMatchObject({ owner: { username: 'minji', password: 'short-Enough-2026' } });
  });
});

describe('the history of a table', () => {
  test('shows parties newest first, deleted orders with who and why, and the next page', async () => {
    const place = seated(7, (table, session) => [anOrder(table, session)]);
    const { table, session } = place;
    if (!session) throw new Error('nobody at the table');
    const filed = (number: string, deletion: FiledOrder['deletion']): FiledOrder => ({
      ...anOrder(table, session, { number, status: 'COMPLETED' }),
      transitions: [],
      sessionEndedAt: ago(5),
      deletion,
    });
    const deleted = filed('021', { at: ago(4), by: 'minji', reason: '두 번 들어온 주문' });
    const { user } = await open({
      tables: [place],
      path: `/staff/tables/${table.id}/history`,
      prepare: (backend) =>
        backend.on(readTableHistory, ({ query }) =>
          query.cursor === undefined
            ? { items: [filed('022', null), deleted], nextCursor: 'more' }
            : { items: [filed('020', null)], nextCursor: null },
        ),
    });
    expect(await screen.findByText('022')).toBeTruthy();
    expect(screen.getByText(/minji가 .*에 삭제했어요: 두 번 들어온 주문/)).toBeTruthy();
    // Half a party claims no total.
    expect(screen.queryByText('28,000원')).toBeNull();
    await user.click(screen.getByRole('button', { name: '더 보기' }));
    expect(await screen.findByText('020')).toBeTruthy();
    await waitFor(() => expect(screen.getByText('28,000원')).toBeTruthy());
    expect(screen.getAllByText(/^02\d$/).map((element) => element.textContent)).toEqual(['022', '021', '020']);
  });
});
