// @vitest-environment happy-dom

import { readAddresses } from '@tableorder/contract/devices';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { openStaff } from '../../test/staff-screen.tsx';

let opened: Awaited<ReturnType<typeof openStaff>>;
afterEach(() => {
  cleanup();
  opened.backend.close();
});

const address = {
  url: 'http://192.168.0.12:3000',
  by: 'network',
  secure: false,
  qrSvg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
} as const;

test('the address is there to type and to scan, with what to do next', async () => {
  opened = await openStaff({
    path: '/staff/devices/addresses',
    prepare: (backend) => backend.on(readAddresses, () => ({ items: [address], nextCursor: null })),
  });
  expect(await screen.findByText('http://192.168.0.12:3000/pair')).toBeTruthy();
  expect(screen.getByRole('img', { name: 'http://192.168.0.12:3000/pair QR 코드' }).getAttribute('src')).toContain('svg');
  expect(screen.getByText('주방: http://192.168.0.12:3000/kitchen')).toBeTruthy();
  expect(screen.queryByText(/여러 개면/)).toBeNull();
});

test('several are shown in their order, and which is right is said', async () => {
  const second = { ...address, url: 'http://10.8.0.2:3000' };
  opened = await openStaff({
    path: '/staff/devices/addresses',
    prepare: (backend) => backend.on(readAddresses, () => ({ items: [address, second], nextCursor: null })),
  });
  await screen.findByText('http://10.8.0.2:3000/pair');
  expect(screen.getByText(/여러 개면/)).toBeTruthy();
});

test('a server that nobody reaches says so, and who can mend it', async () => {
  opened = await openStaff({ path: '/staff/devices/addresses' });
  expect(await screen.findByText('다른 기기에서 이 서버에 들어올 수 없어요')).toBeTruthy();
});
