// @vitest-environment happy-dom
import { type Device, listDevices, setTabletPin } from '@tableorder/contract/devices';
import { endpoint } from '@tableorder/contract/endpoint';
import type { DeviceId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { anyText, object } from '@tableorder/contract/schema';
import { acceptJoin, refuseJoin } from '@tableorder/contract/tables';
import { toInstant } from '@tableorder/contract/time';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { ago, aJoinRequest, free } from '../../test/staff-fixtures.ts';
import { openStaff, type StaffStart } from '../../test/staff-screen.tsx';

let backend: FakeBackend;
afterEach(() => {
  cleanup();
  backend.close();
});

/** Beside the contract: a file of the screens' own server. */
const version = endpoint({
  method: 'GET',
  path: '/version.json',
  summary: '',
  callers: ['anyone'],
  reply: { 200: object({ version: anyText() }) },
  problems: [],
});

const tables = [free(1), free(2), free(3)] as const;
const fine = { at: ago(0), version: 'b2', battery: 82, charging: true, awake: true, secure: true };
const device = (at: 0 | 1 | 2, report: Partial<NonNullable<Device['report']>> | null = {}): Device => ({
  id: `0199aaaa-0000-7000-8000-00000000010${at}` as DeviceId,
  tableId: tables[at].table.id,
  tableNumber: tables[at].table.number,
  label: null,
  zone: null,
  pairedAt: ago(600),
  connected: true,
  report: report && { ...fine, ...report },
});

async function open(items: readonly Device[], more: StaffStart = {}) {
  let pinSetAt: ReturnType<typeof toInstant> | null = null;
  const staff = await openStaff({
    path: '/staff/devices',
    tables: [...tables],
    prepare: (wire) => {
      wire.on(version, () => ({ version: 'b2' }));
      wire.on(listDevices, () => ({ items: [...items], nextCursor: null, pinSetAt }));
      wire.on(setTabletPin, ({ body }) => {
        pinSetAt = body.pin === null ? null : ago(0);
        return { pinSetAt };
      });
    },
    ...more,
  });
  ({ backend } = staff);
  return staff;
}

test('the opening check says in one line that all are ready', async () => {
  await open([device(0), device(1)]);
  const check = within(await screen.findByRole('region', { name: '영업 전 확인' }));
  expect(check.getByText('2대 중 2대 준비됐어요')).toBeTruthy();
  expect(screen.getByText('태블릿 없는 테이블 1개')).toBeTruthy();
});

test('what is wrong stands first and says what to do', async () => {
  await open([device(0), device(1, { battery: 9, charging: false, version: 'b1' }), device(2, { at: ago(5) })]);
  await screen.findByText('3대 중 1대 준비됐어요');
  expect(screen.getAllByRole('article').map((row) => row.getAttribute('aria-label'))).toEqual(['3번', '2번', '1번']);
  expect(within(screen.getByRole('article', { name: '3번' })).getByText('2분 넘게 소식이 없어요.')).toBeTruthy();
  const second = within(screen.getByRole('article', { name: '2번' }));
  expect(second.getByText(/충전기를 꽂아 주세요/)).toBeTruthy();
  expect(second.getByText(/9%/)).toBeTruthy();
  expect(await second.findByText(/화면을 새로 고쳐 주세요/)).toBeTruthy();
});

test('what needs HTTPS is said only where a tablet lacks it', async () => {
  await open([device(0, { secure: false, battery: null, charging: null })]);
  expect(await screen.findByText(/HTTPS가 아니면/)).toBeTruthy();
  expect(screen.getByText('1대 중 1대 준비됐어요')).toBeTruthy();
});

test('a manager sets the PIN and drops it after a question; others see none of it', async () => {
  const staff = await open([device(0)]);
  await staff.user.type(await screen.findByLabelText(/새 PIN/), '12a');
  await staff.user.click(screen.getByRole('button', { name: '저장' }));
  expect(backend.callsOf(setTabletPin)).toHaveLength(0);
  await staff.user.type(screen.getByLabelText(/새 PIN/), '34');
  await staff.user.click(screen.getByRole('button', { name: '저장' }));
  await waitFor(() => expect(backend.callsOf(setTabletPin)[0]?.body).toEqual({ pin: '1234' }));
  await staff.user.click(await screen.findByRole('button', { name: 'PIN 없애기' }));
  const asked = within(await screen.findByRole('alertdialog', { name: '태블릿 PIN을 없애요.' }));
  await staff.user.click(asked.getByRole('button', { name: 'PIN 없애기' }));
  await waitFor(() => expect(backend.callsOf(setTabletPin)[1]?.body).toEqual({ pin: null }));
  staff.unmount();
  backend.close();
  await open([device(0)], { role: 'staff' });
  await screen.findByText('1대 중 1대 준비됐어요');
  expect(screen.queryByText('태블릿 PIN')).toBeNull();
});

test('guests who ask are over every screen, table by table; a yes is sent once for all of them', async () => {
  const staff = await open([], { path: '/staff/calls' });
  backend.on(acceptJoin, () => null);
  await staff.live();
  const request = aJoinRequest(tables[1].table);
  backend.emit({ type: 'join_requested', request });
  backend.emit({ type: 'join_requested', request: aJoinRequest(tables[1].table) });
  expect(await screen.findByText('손님이 시작해도 되는지 물어봐요.')).toBeTruthy();
  expect(await screen.findByText(/휴대폰 2대/)).toBeTruthy();
  await staff.user.click(screen.getByRole('button', { name: '2번 테이블 열기' }));
  expect(backend.callsOf(acceptJoin).map(({ path }) => path)).toEqual([`/api/admin/join-requests/${request.id}/accept`]);
  const { table } = tables[1];
  const session = { id: request.id as never, startedAt: ago(0) };
  backend.emit({ type: 'table_updated', tableId: table.id, table: { ...table, status: 'IN_USE' }, session, totalAmount: 0 as never });
  await waitFor(() => expect(screen.queryByText('손님이 시작해도 되는지 물어봐요.')).toBeNull());
});

test('a refusal that came too late says so, and a request nobody decided goes by itself', async () => {
  const staff = await open([], { path: '/staff/calls' });
  backend.on(refuseJoin, () => {
    throw problem('table/join-over', {});
  });
  await staff.live();
  backend.emit({ type: 'join_requested', request: aJoinRequest(tables[0].table) });
  backend.emit({ type: 'join_requested', request: aJoinRequest(tables[2].table, { expiresAt: toInstant(0) }) });
  await staff.user.click(await screen.findByRole('button', { name: '1번 거절' }));
  expect(await screen.findByText('기다리던 손님이 이제 없어요.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '3번 거절' })).toBeNull();
});
