import { describe, expect, it } from 'vitest';
import { memoryBus } from '../src/infra/bus/memory.ts';
import { memoryCache } from '../src/infra/cache/memory.ts';
import { testClock } from '../src/infra/clock/test-clock.ts';
import { testLog } from '../src/infra/log/test-log.ts';
import { ChaosError, chaos, randomFates } from './chaos.ts';

const cache = () => memoryCache({ ttlMs: 1000, clock: testClock(), log: testLog() });

describe('chaos', () => {
  it('lets through what is not planned, and counts', async () => {
    const { port, calls } = chaos(cache(), {});
    await port.set('k', 'v');
    expect(await port.get('k')).toBe('v');
    await port.get('k');
    expect([...calls]).toEqual([
      ['set', 1],
      ['get', 2],
    ]);
  });

  it('gives each call its fate, the last one staying', async () => {
    const { port } = chaos(cache(), { ping: [{ kind: 'throw' }, { kind: 'ok' }, { kind: 'throw', error: new RangeError('own') }] });
    await expect(port.ping()).rejects.toThrow(ChaosError);
    await port.ping();
    await expect(port.ping()).rejects.toThrow(RangeError);
    await expect(port.ping()).rejects.toThrow(RangeError);
  });

  it('loses the call, or only its answer', async () => {
    const inner = cache();
    const lost = chaos(inner, { set: [{ kind: 'lose' }] }).port;
    await lost.set('k', 'v');
    expect(await inner.get('k')).toBeNull();
    const done = chaos(inner, { set: [{ kind: 'lose-answer' }] }).port;
    await expect(done.set('k', 'v')).rejects.toThrow('answer is lost');
    expect(await inner.get('k')).toBe('v');
  });

  it('stalls', async () => {
    const { port } = chaos(cache(), { ping: [{ kind: 'stall', ms: 30 }] });
    const from = performance.now();
    await port.ping();
    expect(performance.now() - from).toBeGreaterThanOrEqual(29);
  });

  it('loses a nudge and the subscriber does not hear it, as a bus may', async () => {
    const { port } = chaos(memoryBus({ log: testLog() }), { publish: [{ kind: 'lose' }, { kind: 'ok' }] });
    const heard: string[] = [];
    port.subscribe('t', (payload) => void heard.push(payload));
    await port.publish('t', 'lost');
    await port.publish('t', 'heard');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toEqual(['heard']);
  });

  it('by a seed is the same in every run, and about as bad as asked', () => {
    const fates = randomFates(7, 1000, 0.2, [{ kind: 'throw' }, { kind: 'lose' }]);
    expect(randomFates(7, 1000, 0.2, [{ kind: 'throw' }, { kind: 'lose' }])).toEqual(fates);
    expect(randomFates(8, 1000, 0.2, [{ kind: 'throw' }, { kind: 'lose' }])).not.toEqual(fates);
    const bad = fates.filter(({ kind }) => kind !== 'ok').length;
    expect(bad).toBeGreaterThan(150);
    expect(bad).toBeLessThan(250);
  });
});
