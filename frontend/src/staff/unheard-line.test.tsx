// @vitest-environment happy-dom

import { listDisplays, reportDisplay } from '@tableorder/contract/displays';
import type { StationId } from '@tableorder/contract/ids';
import { DEFAULT_SETTINGS, readSettings } from '@tableorder/contract/settings';
import { listStations, type Station } from '@tableorder/contract/stations';
import { onTheWall } from '@tableorder/contract/time';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { free, nextId, signedIn } from '../../test/staff-fixtures.ts';
import { openStaff } from '../../test/staff-screen.tsx';
import { serverNow } from '../lib/clock.ts';

vi.mock('../lib/sound.ts', () => ({
  createChime: () => ({ play: () => true, setVolume: () => {}, isUnlocked: () => true, subscribe: () => () => {}, close: () => {} }),
}));

let opened: Awaited<ReturnType<typeof openStaff>>;
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  opened.backend.close();
});

const station: Station = {
  id: nextId<StationId>(),
  name: '주방',
  names: {},
  warnMs: 600_000,
  lateMs: 900_000,
  language: null,
  takesRest: true,
};
const line = () => screen.queryByText('주방 화면을 보는 사람이 없어요. 주문이 들어와도 뜨지 않아요.');

const openWith = (unheard: { now: StationId[] }, openingHours: typeof DEFAULT_SETTINGS.openingHours = null) =>
  openStaff({
    tables: [free(8)],
    prepare: (backend) => {
      backend.on(listDisplays, () => ({ items: [], nextCursor: null, unheard: unheard.now }));
      backend.on(listStations, () => ({ items: [station], nextCursor: null }));
      backend.on(readSettings, () => ({ store: signedIn().store, settings: { ...DEFAULT_SETTINGS, openingHours } }));
    },
  });

test('before the first order the board says that nobody watches the kitchen, until somebody does', async () => {
  const unheard = { now: [station.id] };
  opened = await openWith(unheard);
  await opened.live();
  await waitFor(() => expect(line()).toBeTruthy());
  unheard.now = [];
  await act(async () => opened.backend.emit({ type: 'displays_updated', unheard: [] }));
  await waitFor(() => expect(line()).toBeNull());
});

test('a shop that is closed for long is not warned', async () => {
  const weekday = (onTheWall(serverNow(), 'Asia/Seoul').weekday + 3) % 7;
  opened = await openWith({ now: [station.id] }, [{ weekdays: [weekday], from: '10:00', to: '20:00' }]);
  await opened.live();
  await waitFor(() => expect(opened.backend.callsOf(readSettings).length).toBeGreaterThan(1));
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(line()).toBeNull();
});

const saying = async (path: string) => {
  const said: unknown[] = [];
  opened = await openStaff({
    path,
    tables: [free(8)],
    prepare: (backend) =>
      backend.on(reportDisplay, ({ body }) => {
        said.push([body.kind, body.awake, body.live]);
        return null;
      }),
  });
  await opened.live();
  return said;
};

test('the screen says what it is, and at once that it is hidden', async () => {
  const said = await saying('/staff');
  await waitFor(() => expect(said.at(-1)).toEqual(['board', true, true]));
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await waitFor(() => expect(said.at(-1)).toEqual(['board', false, true]));
});

test('a screen on the wall says so', async () => {
  const said = await saying('/staff/wall');
  await waitFor(() => expect(said.at(-1)).toEqual(['wall', true, true]));
});
