// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Tone, Voice } from '../lib/sound.ts';
import { createRing } from './ring.ts';

const heard: Tone[] = [];
const voices: Voice[] = [];
const chime = {
  play: (tone: Tone, voice: Voice) => voices.push(voice) > 0 && heard.push(tone) > 0,
  setVolume: () => {},
  isUnlocked: () => true,
  subscribe: () => () => {},
  close: () => {},
};
let ring: ReturnType<typeof createRing>;

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  heard.length = 0;
  voices.length = 0;
  ring = createRing(chime);
});
afterEach(() => {
  ring.close();
  vi.useRealTimers();
});

test('a call has its own tone, again and again until somebody answers it', () => {
  ring.waiting({ order: [], call: ['water'] });
  vi.advanceTimersByTime(12_000);
  expect(heard).toEqual(['call', 'call', 'call']);
  ring.waiting({ order: [], call: [] });
  vi.advanceTimersByTime(60_000);
  expect(heard).toHaveLength(3);
});

test('an order and a call that both wait are rung for in turn; the one that is left goes on alone', () => {
  ring.waiting({ order: ['017'], call: ['bill'] });
  vi.advanceTimersByTime(18_000);
  expect(heard).toEqual(['order', 'call', 'order', 'call']);
  ring.waiting({ order: ['017'], call: [] });
  vi.advanceTimersByTime(12_000);
  expect(heard.slice(4)).toEqual(['order', 'order']);
});

test('what joins rings at once; what was there already, or only leaves, does not', () => {
  ring.waiting({ order: ['017'], call: [] });
  ring.waiting({ order: ['017'], call: ['bill'] });
  ring.waiting({ order: ['017'], call: ['bill'] });
  ring.waiting({ order: [], call: ['bill'] });
  expect(heard).toEqual(['order', 'call']);
});

test('turned off it is silent, and remembers it', () => {
  ring.setQuiet(true);
  ring.waiting({ order: ['017'], call: ['bill'] });
  vi.advanceTimersByTime(30_000);
  expect(heard).toEqual([]);
  expect(createRing(chime).isQuiet()).toBe(true);
});

test('each rings in the voice that the shop chose, and the one it turned off not at all', () => {
  ring.setVoices({ order: 'knock', call: 'off' });
  ring.waiting({ order: ['017'], call: ['bill'] });
  vi.advanceTimersByTime(18_000);
  expect(heard).toEqual(['order', 'order']);
  expect(voices).toEqual(['knock', 'knock']);
});
