import type { Display } from '@tableorder/contract/displays';
import type { DisplayId } from '@tableorder/contract/ids';
import { toInstant } from '@tableorder/contract/time';
import { expect, test } from 'vitest';
import { displayFaults, isMissedOrHere } from './staff-display.rules.ts';

const NOW = 1_700_000_000_000;
const display = (more: Partial<Display> = {}): Display => ({
  displayId: '00000000-0000-4000-8000-00000000000a' as DisplayId,
  kind: 'kitchen',
  stationId: null,
  awake: true,
  live: true,
  version: 'b7',
  at: toInstant(NOW - 20_000),
  who: 'cook',
  ...more,
});

test.each([
  ['all is well', {}, 'b7', []],
  ['the build is not known', {}, null, []],
  ['the screen is dark', { awake: false }, 'b7', ['asleep']],
  ['its stream is down', { live: false }, 'b7', ['deaf']],
  ['dark and without a stream', { awake: false, live: false }, 'b7', ['asleep']],
  ['an older build', {}, 'b8', ['old']],
  ['silent, whatever it said before', { awake: false, at: toInstant(NOW - 75_000) }, 'b8', ['silent']],
] as const)('%s', (_, more, served, faults) => {
  expect(displayFaults(display(more), NOW, served)).toEqual(faults);
});

test('a closed tab of the board is not missed; a screen of the kitchen or on the wall is', () => {
  const silent = { at: toInstant(NOW - 75_000) };
  expect(isMissedOrHere(display({ kind: 'board' }), NOW)).toBe(true);
  expect(isMissedOrHere(display({ kind: 'board', ...silent }), NOW)).toBe(false);
  expect(isMissedOrHere(display({ kind: 'wall', ...silent }), NOW)).toBe(true);
  expect(isMissedOrHere(display(silent), NOW)).toBe(true);
});
