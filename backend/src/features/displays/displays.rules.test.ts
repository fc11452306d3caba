import { SILENT_MS } from '@tableorder/contract/displays.rules';
import type { StationId } from '@tableorder/contract/ids';
import { expect, it } from 'vitest';
import { isListening, type KnownDisplay, stationsWithScreen, unheardStations } from './displays.rules.ts';

const [kitchen, bar] = ['kitchen', 'bar'] as unknown as [StationId, StationId];
const NOW = 1_000_000;
const screen = (more: Partial<KnownDisplay> = {}): KnownDisplay => ({
  kind: 'kitchen',
  stationId: kitchen,
  awake: true,
  live: true,
  at: NOW,
  ...more,
});

it('a screen listens while it is awake, live, and said so lately', () => {
  expect(isListening(screen(), NOW)).toBe(true);
  expect(isListening(screen({ awake: false }), NOW)).toBe(false);
  expect(isListening(screen({ live: false }), NOW)).toBe(false);
  expect(isListening(screen({ at: NOW - SILENT_MS + 1 }), NOW)).toBe(true);
  expect(isListening(screen({ at: NOW - SILENT_MS }), NOW)).toBe(false);
});

it('a station has a screen of its own until that has been silent for a day', () => {
  const DAY = 24 * 3_600_000;
  const displays = [screen({ awake: false, live: false, at: NOW - DAY + 1 }), screen({ stationId: bar, at: NOW - DAY })];
  expect([...stationsWithScreen([...displays, screen({ kind: 'board', stationId: null })], NOW)]).toEqual([kitchen]);
});

it.each<[string, readonly KnownDisplay[], Parameters<typeof unheardStations>[2], readonly StationId[]]>([
  ['a shop without any is not warned', [], [], []],
  ['a shop that works by its board is not warned', [screen({ kind: 'board', stationId: null, awake: false })], [], []],
  ['its screen listens', [screen()], [], []],
  ['its screen is dark', [screen({ awake: false })], [], [kitchen]],
  ['one of two listens', [screen({ awake: false }), screen()], [], []],
  ['the pass is not the cook', [screen({ live: false }), screen({ kind: 'pass', stationId: null })], [], [kitchen]],
  ['another station listens', [screen({ awake: false }), screen({ stationId: bar })], [], [kitchen]],
  ['its printer prints', [screen({ awake: false })], [{ stationIds: [kitchen], states: ['ready'] }], []],
  ['its printer is out of paper', [], [{ stationIds: [bar], states: ['paper-out'] }], [bar]],
  ['another prints for it', [], [{ stationIds: [bar], states: ['offline', 'paper-low'] }], []],
])('%s', (_, displays, printers, unheard) => {
  expect(unheardStations([kitchen, bar], displays, printers, NOW)).toEqual(unheard);
});
