import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { testClock } from '../clock/test-clock.ts';
import { logSuite, type OpenLog } from './log.suite.ts';
import type { Level } from './log.ts';
import { stdoutJsonLog } from './stdout-json.ts';

function collector(fails: () => boolean = () => false) {
  let text = '';
  const out = new Writable({
    autoDestroy: false,
    write(chunk, _encoding, done) {
      if (fails()) return done(new Error('EPIPE'));
      text += chunk;
      done();
    },
  });
  return { out, lines: () => text.split('\n').slice(0, -1) };
}

const open = async (level: Level): Promise<OpenLog> => {
  const { out, lines } = collector();
  return { log: stdoutJsonLog({ level, clock: testClock(), out }), lines: async () => lines() };
};

describe('JSON on stdout', () => {
  logSuite(open, (line) => {
    const { timestamp, level, component, ...rest } = JSON.parse(line);
    return { timestamp, level, component, rest: JSON.stringify(rest) };
  });

  it('is one object a line with the facts inside', async () => {
    const { out, lines } = collector();
    stdoutJsonLog({ level: 'INFO', clock: testClock(), out }).info('orders', 'placed', { number: '017', total: 5 });
    expect(lines().map((line) => JSON.parse(line))).toEqual([
      { timestamp: '2026-11-23T03:00:00.000Z', level: 'INFO', component: 'orders', message: 'placed', facts: { number: '017', total: 5 } },
    ]);
  });

  it('lives on when nobody reads any more', async () => {
    let broken = true;
    const { out, lines } = collector(() => broken);
    const log = stdoutJsonLog({ level: 'INFO', clock: testClock(), out });
    log.info('x', 'into the void');
    await new Promise((resolve) => setTimeout(resolve, 10));
    broken = false;
    expect(() => log.info('x', 'still here')).not.toThrow();
    await log.close();
    expect(lines()).toEqual([]);
    expect(out.writableLength).toBe(0);
  });
});
