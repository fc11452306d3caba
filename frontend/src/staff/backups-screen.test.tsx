// @vitest-environment happy-dom

import { type Backups, makeBackup, readBackups } from '@tableorder/contract/backups';
import { toInstant } from '@tableorder/contract/time';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { openStaff } from '../../test/staff-screen.tsx';

let opened: Awaited<ReturnType<typeof openStaff>>;
afterEach(() => {
  cleanup();
  opened.backend.close();
});

const some: Backups = {
  kept: true,
  running: false,
  overdue: false,
  items: [
    { at: toInstant(Date.parse('2026-11-26T19:00:00Z')), state: 'proven' },
    { at: toInstant(Date.parse('2026-11-25T19:00:00Z')), state: 'failed' },
  ],
};
const at = (path: string, backups: Backups, more: Partial<Parameters<typeof openStaff>[0]> = {}) =>
  openStaff({
    path,
    prepare: (backend) => {
      backend.on(readBackups, () => backups);
    },
    ...more,
  });

test('the owner sees each backup with how it stands, and who to ask about one that failed', async () => {
  opened = await at('/staff/settings/backups', some);
  const list = await screen.findByRole('list', { name: '백업 목록' });
  const [proven, failed] = within(list).getAllByRole('listitem');
  expect(proven?.textContent).toContain('확인됨');
  expect(failed?.textContent).toContain('실패');
  expect(failed?.textContent).toContain('서버를 관리하는 분');
});

test('one that is asked for is begun once, and the button waits for its end', async () => {
  opened = await at('/staff/settings/backups', some);
  const asked: unknown[] = [];
  opened.backend.on(makeBackup, () => {
    asked.push(1);
    return { ...some, running: true };
  });
  await opened.user.click(await screen.findByRole('button', { name: '지금 백업하기' }));
  expect(await screen.findByText('백업하고 있어요. 주문은 그대로 받아요.')).toBeTruthy();
  await opened.user.click(screen.getByRole('button', { name: /지금 백업하기/ }));
  expect(asked).toHaveLength(1);
});

test('where PostgreSQL is backed up by other means there is no button that would do nothing', async () => {
  opened = await at('/staff/settings/backups', { kept: false, running: false, overdue: false, items: [] });
  expect(await screen.findByText('백업은 여기서 하지 않아요')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '지금 백업하기' })).toBeNull();
});

test('the owner’s board says that no backup is younger than 26 hours, and leads there', async () => {
  opened = await at('/staff', { ...some, overdue: true });
  await opened.live();
  expect(await screen.findByText('확인된 백업이 26시간 넘게 없어요.')).toBeTruthy();
  expect(screen.getByRole('link', { name: '백업 보기' }).getAttribute('href')).toBe('/staff/settings/backups');
});

test('nobody but the owner asks for them', async () => {
  let asked = 0;
  opened = await openStaff({
    role: 'manager',
    prepare: (backend) => {
      backend.on(readBackups, () => {
        asked += 1;
        return { ...some, overdue: true };
      });
    },
  });
  await opened.live();
  await waitFor(() => expect(screen.getAllByRole('main').length).toBeGreaterThan(0));
  expect(asked).toBe(0);
  expect(screen.queryByText('확인된 백업이 26시간 넘게 없어요.')).toBeNull();
});
