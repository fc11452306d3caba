import { percentile } from '@tableorder/contract/reports.rules';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../test/chaos.ts';
import { type CallTimes, callsFigures, outcomeOf } from './reports.calls.rules.ts';

/** 12:00 in Seoul. */
const NOON = Date.UTC(2026, 10, 23, 3);
const call = (more: Partial<CallTimes> = {}): CallTimes => ({ reason: 'water', created_at: NOON, done_at: null, ended_at: null, ...more });

describe('a call', () => {
  it.each([
    ['open', {}],
    ['answered', { done_at: NOON + 30_000 }],
    ['answered', { done_at: NOON + 30_000, ended_at: NOON + 600_000 }],
    ['missed', { done_at: NOON + 600_000, ended_at: NOON + 600_002 }],
    ['answered', { reason: 'bill', done_at: NOON + 600_000, ended_at: NOON + 600_000 }],
  ] as const)('is %s: %j', (outcome, more) => {
    expect(outcomeOf(call(more))).toBe(outcome);
  });
});

it('a percentile by nearest rank is one of the values, with at least that share not above it, whatever the order', () => {
  const random = seeded(9);
  expect(percentile([], 50)).toBeNull();
  for (let round = 0; round < 200; round++) {
    const values = Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 100));
    const percent = Math.ceil(random() * 100);
    const found = percentile(values, percent) ?? Number.NaN;
    const share = (list: number[]) => (100 * list.length) / values.length;
    expect(values).toContain(found);
    expect(share(values.filter((value) => value <= found))).toBeGreaterThanOrEqual(percent);
    expect(share(values.filter((value) => value < found))).toBeLessThan(percent);
  }
});

it('counts calls by reason and by the hour on the shop’s clock, and leaves what was never answered out of the times', () => {
  const hour = 3_600_000;
  const calls = [
    ...[10, 20, 30, 90].map((seconds) => call({ done_at: NOON + seconds * 1000 })),
    call({ created_at: NOON + hour, done_at: NOON + 2 * hour, ended_at: NOON + 2 * hour }),
    call({ reason: 'help' }),
  ];
  const figures = callsFigures(calls, 'Asia/Seoul');
  expect(figures).toMatchObject({ calls: 6, answered: 4, medianSeconds: 20, p95Seconds: 90, missed: 1, open: 1 });
  expect(figures.reasons.map(({ reason, calls: all, answered }) => [reason, all, answered])).toEqual([
    ['water', 5, 4],
    ['help', 1, 0],
  ]);
  expect(figures.hours[12]).toMatchObject({ hour: 12, calls: 5, answered: 4, medianSeconds: 20 });
  expect(figures.hours[13]).toMatchObject({ calls: 1, answered: 0, medianSeconds: null, p95Seconds: null, missed: 1 });
  for (const part of [figures.reasons, figures.hours]) expect(part.reduce((sum, one) => sum + one.calls, 0)).toBe(figures.calls);
});
