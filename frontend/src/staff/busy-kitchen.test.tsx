// @vitest-environment happy-dom

import { toInstant } from '@tableorder/contract/time';
import { endBusy, readBusy, setBusy } from '@tableorder/contract/waiting';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { free } from '../../test/staff-fixtures.ts';
import { openStaff } from '../../test/staff-screen.tsx';
import { serverNow } from '../lib/clock.ts';

vi.mock('../lib/sound.ts', () => ({
  createChime: () => ({ play: () => true, setVolume: () => {}, isUnlocked: () => true, subscribe: () => () => {}, close: () => {} }),
}));

const MINUTE = 60_000;
let opened: Awaited<ReturnType<typeof openStaff>>;
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  opened.backend.close();
});

const busyFor = (minutes: number) => ({ sinceAt: toInstant(serverNow()), untilAt: toInstant(serverNow() + minutes * MINUTE), minutes: 15 });
const line = () => screen.queryByText(/주방이 바쁘다고 알려요/);

test('guests are told for half an hour that the kitchen is busy, and no more when it is taken back', async () => {
  opened = await openStaff({ tables: [free(8)] });
  const { backend, user } = opened;
  await opened.live();
  const asked: (number | null)[] = [];
  backend.on(setBusy, ({ body }) => {
    asked.push(body.forMinutes);
    return { busy: busyFor(30) };
  });
  backend.on(endBusy, () => ({ busy: null }));
  await user.click(screen.getAllByRole('button', { name: '주방이 바빠요' })[0] as HTMLElement);
  await user.click(within(await screen.findByRole('dialog', { name: '주방이 바빠요' })).getByRole('button', { name: '30분 동안' }));
  await waitFor(() => expect(line()?.textContent).toContain('+15분'));
  expect(asked).toEqual([30]);
  await user.click(screen.getByRole('button', { name: '그만 알리기' }));
  await waitFor(() => expect(line()).toBeNull());
  expect(backend.callsOf(readBusy)).toHaveLength(1);
});

test('another screen’s switch is seen at once, and its end needs no word', async () => {
  opened = await openStaff({ tables: [free(8)] });
  await opened.live();
  await act(async () => {
    opened.backend.emit({ type: 'busy_updated', busy: busyFor(30) });
    await new Promise((resolve) => setTimeout(resolve));
  });
  expect(line()).toBeTruthy();
  await act(async () => {
    opened.backend.emit({ type: 'busy_updated', busy: { ...busyFor(30), untilAt: toInstant(serverNow() - MINUTE) } });
    await new Promise((resolve) => setTimeout(resolve));
  });
  await waitFor(() => expect(line()).toBeNull());
});
