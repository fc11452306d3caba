// @vitest-environment happy-dom
import { addStaff, changeStaff, listStaff } from '@tableorder/contract/access';
import { type AuditEntry, listAudit } from '@tableorder/contract/audit';
import { lockScreen, readScreen, switchPerson } from '@tableorder/contract/people';
import { problem } from '@tableorder/contract/problem';
import { changeSettings, DEFAULT_SETTINGS, readSettings } from '@tableorder/contract/settings';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { ago, nextId, signedIn } from '../../test/staff-fixtures.ts';
import { openStaff, type StaffStart } from '../../test/staff-screen.tsx';

const KIM = { id: nextId<ReturnType<typeof signedIn>['staff']['id']>(), username: 'kim', role: 'staff' as const };

let opened: Awaited<ReturnType<typeof openStaff>>;
const start = async (settings: StaffStart) => {
  opened = await openStaff(settings);
  return opened;
};
afterEach(() => {
  cleanup();
  opened.backend.close();
});

describe('the people', () => {
  const people = (path = '/staff/people') =>
    start({ path, prepare: (backend) => void backend.on(listStaff, () => ({ items: [signedIn('owner').staff, KIM], nextCursor: null })) });

  test('a name that is taken is said at its field, and the form stays', async () => {
    const { user, backend } = await people();
    backend.on(addStaff, () => {
      throw problem('access/username-taken', { username: 'kim' });
    });
    await user.click(await screen.findByRole('button', { name: '직원 추가' }));
    await user.type(screen.getByLabelText('아이디'), 'kim');
    await user.type(screen.getByLabelText('비밀번호'), 'Kimchi-Jjigae-7');
    await user.click(screen.getByRole('button', { name: '추가하기' }));
    expect(await screen.findByText('kim은 이미 쓰고 있어요. 다른 아이디를 정해 주세요.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('비밀번호').value).toBe('Kimchi-Jjigae-7');
  });

  test('a new role says that the person’s sign-ins end, and is sent alone', async () => {
    const { user, backend } = await people();
    backend.on(changeStaff, () => ({ ...KIM, role: 'manager' as const }));
    await user.click(await screen.findByRole('button', { name: 'kim 바꾸기' }));
    await user.click(screen.getByRole('radio', { name: /^매니저/ }));
    expect(screen.getByText('저장하면 kim의 로그인이 모두 끝나요.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '저장' }));
    await waitFor(() => expect(backend.callsOf(changeStaff)[0]?.body).toEqual({ role: 'manager' }));
  });
});

describe('the lock', () => {
  test('asks who works, takes a PIN, and says how many tries are left', async () => {
    const seated = [{ ...KIM, byPin: true, until: ago(-60) }];
    const { user, backend } = await start({
      prepare: (fake) => {
        localStorage.setItem('tableorder.staff.screen', JSON.stringify({ key: 'A'.repeat(43), store: 'hanok' }));
        fake.on(readScreen, () => ({ people: seated }));
        fake.on(switchPerson, ({ body }) => {
          if (body.pin !== '4821') throw problem('access/wrong-pin', { left: 4 });
          return { ...signedIn('staff'), staff: KIM };
        });
      },
    });
    await user.click(await screen.findByRole('button', { name: '잠그기' }));
    expect(backend.callsOf(lockScreen)).toHaveLength(1);
    await user.click(await screen.findByRole('button', { name: /^kim/ }));
    await user.type(screen.getByLabelText('kim의 PIN'), '7392{Enter}');
    expect(await screen.findByText('PIN이 맞지 않아요. 4번 더 틀리면 비밀번호가 필요해요.')).toBeTruthy();
    for (const digit of '4821') await user.click(screen.getByRole('button', { name: digit }));
    await user.click(screen.getByRole('button', { name: '들어가기' }));
    expect(await screen.findByRole('link', { name: '지금 일하는 사람: kim. 내 계정 열기' })).toBeTruthy();
  });
});

describe('the settings', () => {
  test('what is refused stays as it was typed, and nothing else is sent', async () => {
    const { user, backend } = await start({
      path: '/staff/settings',
      prepare: (fake) => {
        fake.on(changeSettings, () => {
          throw problem('forbidden', {});
        });
      },
    });
    const name = await screen.findByLabelText<HTMLInputElement>('매장 이름');
    await user.clear(name);
    await user.type(name, '새 이름');
    const shop = within(screen.getByRole('region', { name: '매장' }));
    await user.click(shop.getByRole('button', { name: '저장' }));
    expect(await shop.findByText('이 일은 할 수 있는 권한이 없어요.')).toBeTruthy();
    expect(name.value).toBe('새 이름');
    expect(backend.callsOf(changeSettings)[0]?.body).toMatchObject({ name: '새 이름' });
    await user.click(shop.getByRole('button', { name: '되돌리기' }));
    expect(name.value).not.toBe('새 이름');
  });

  test('keeping history shorter is asked before, for it deletes', async () => {
    const { user, backend } = await start({ path: '/staff/settings' });
    backend.on(changeSettings, () => ({ store: signedIn('owner').store, settings: { ...DEFAULT_SETTINGS, historyDays: 90 } }));
    backend.on(readSettings, () => ({ store: signedIn('owner').store, settings: { ...DEFAULT_SETTINGS, historyDays: 90 } }));
    const days = await screen.findByLabelText('보관하는 날');
    await user.clear(days);
    await user.type(days, '90');
    await user.click(within(screen.getByRole('region', { name: '기록 보관' })).getByRole('button', { name: '저장' }));
    expect(await screen.findByText('90일이 지난 주문과 기록이 한 시간 안에 지워져요. 되돌릴 수 없어요.')).toBeTruthy();
    expect(backend.callsOf(changeSettings)).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: '줄이기' }));
    await waitFor(() => expect(backend.callsOf(changeSettings)[0]?.body).toEqual({ historyDays: 90 }));
  });
});

describe('the record', () => {
  const entry = (more: Partial<AuditEntry>): AuditEntry => ({
    id: nextId(),
    at: ago(5),
    staffId: KIM.id,
    staffName: 'kim',
    role: 'staff',
    act: 'order.cancel',
    subjectId: null,
    subject: '017',
    details: {},
    ...more,
  });

  test('says acts and amounts in words, and looks on by itself past a page that found nothing', async () => {
    const { backend } = await start({
      path: '/staff/audit',
      prepare: (fake) => {
        fake.on(listStaff, () => ({ items: [KIM], nextCursor: null }));
        fake.on(listAudit, ({ query }) =>
          query.cursor === undefined
            ? { items: [], nextCursor: 'older' }
            : { items: [entry({ details: { amount: '14000', from: 'PENDING', to: 'CANCELLED' } })], nextCursor: null },
        );
      },
    });
    expect(await screen.findByText('주문 017 취소')).toBeTruthy();
    expect(screen.getByText('바뀐 것 접수 대기 → 취소 · 금액 14,000원')).toBeTruthy();
    expect(backend.callsOf(listAudit)).toHaveLength(2);
  });
});
