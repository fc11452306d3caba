import { describe, expect, it } from 'vitest';
import { chaos, randomFates } from '../../../test/chaos.ts';
import { testLog } from '../log/test-log.ts';
import { busSuite } from './bus.suite.ts';
import { memoryBus } from './memory.ts';

describe('bus in memory', () => {
  busSuite(async () => memoryBus({ log: testLog() }));

  it('logs what a listener throws', async () => {
    const log = testLog();
    const bus = memoryBus({ log });
    bus.subscribe('store:1', () => {
      throw new Error('broken screen');
    });
    await bus.publish('store:1', 'x');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(log.messages('ERROR')).toEqual(['a listener failed']);
    expect(log.records[0]?.error).toContain('broken screen');
  });

  it('is one of many: two in one process do not hear each other', async () => {
    const one = memoryBus({ log: testLog() });
    const other = memoryBus({ log: testLog() });
    let heard = 0;
    other.subscribe('t', () => {
      heard += 1;
    });
    await one.publish('t', 'x');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toBe(0);
  });
});

describe('bus in memory behind a line that stalls', () => {
  const stalls = randomFates(3, 300, 0.1, [{ kind: 'stall', ms: 2 }]);
  busSuite(async () => chaos(memoryBus({ log: testLog() }), { publish: stalls, ping: stalls }).port);
});
