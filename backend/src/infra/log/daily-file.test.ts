import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testClock } from '../clock/test-clock.ts';
import { type DailyFileOptions, dailyFileLog } from './daily-file.ts';
import { logSuite, type OpenLog } from './log.suite.ts';
import type { Level } from './log.ts';

const DAY = 86_400_000;
let dir: string;
let echoed: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'log-'));
  echoed = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const start = (more: Partial<DailyFileOptions> = {}) => {
  const clock = testClock();
  const log = dailyFileLog({
    path: join(dir, 'app-{date}.log'),
    level: 'INFO',
    retentionDays: 30,
    clock,
    echo: (line) => echoed.push(line),
    retryMs: 20,
    ...more,
  });
  return { clock, log };
};
const linesOf = (day: string): string[] => {
  const file = join(dir, `app-${day}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 3000, interval: 10 });

async function open(level: Level): Promise<OpenLog> {
  const { log } = start({ level });
  return {
    log,
    async lines() {
      await log.close();
      return linesOf('2026-11-23');
    },
  };
}

describe('daily files', () => {
  logSuite(open, (line) => {
    const [, timestamp = '', level = '', component = '', rest = ''] =
      /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\] \[([A-Z]+)\] \[([\w.:/-]+)\] (.*)$/.exec(line) ?? [];
    return { timestamp, level, component, rest };
  });

  it('have the line format of the given design', async () => {
    const { log } = start();
    log.info('orders', 'order placed', { number: '017', note: 'no "onion"', at: 'a b=c' });
    await log.close();
    expect(linesOf('2026-11-23')).toEqual([
      '[2026-11-23T03:00:00.000Z] [INFO] [orders] order placed number=017 note="no \\"onion\\"" at="a b=c"',
    ]);
  });

  it('begin anew when the UTC day does, without losing the last line of the old one', async () => {
    const { log, clock } = start();
    clock.set(Date.UTC(2026, 10, 23, 23, 59, 59, 999));
    log.info('x', 'old');
    clock.advance(1);
    log.info('x', 'new');
    await log.close();
    expect(linesOf('2026-11-23')[0]).toContain('[2026-11-23T23:59:59.999Z] [INFO] [x] old');
    expect(linesOf('2026-11-24')).toHaveLength(1);
  });

  it('go on where an earlier run stopped, readable by owner and group only', async () => {
    for (const word of ['first', 'second']) {
      const { log } = start();
      log.info('x', word);
      await log.close();
    }
    expect(linesOf('2026-11-23').map((line) => line.slice(-6).trim())).toEqual(['first', 'second']);
    expect(statSync(join(dir, 'app-2026-11-23.log')).mode & 0o137).toBe(0);
  });

  it('older than the retention go at start, by the day in the name and not by mtime; nothing else goes', async () => {
    const names = [
      'app-2026-10-25.log',
      'app-2026-10-24.log',
      'app-2020-01-01.log',
      'app-2026-02-30.log',
      'app-2020-01-01.log.gz',
      'app-old.log',
      'other-2020-01-01.log',
      'my-app-2020-01-01.log',
    ];
    for (const name of names) writeFileSync(join(dir, name), 'x\n');
    utimesSync(join(dir, 'app-2026-10-25.log'), 0, 0);
    const { log } = start();
    await eventually(() => expect(existsSync(join(dir, 'app-2020-01-01.log'))).toBe(false));
    await log.close();
    expect(readdirSync(dir).sort()).toEqual(
      [
        'app-2026-10-25.log',
        'app-2026-11-23.log',
        'app-2026-02-30.log',
        'app-2020-01-01.log.gz',
        'app-old.log',
        'other-2020-01-01.log',
        'my-app-2020-01-01.log',
      ].sort(),
    );
  });

  it('are thirty after forty days, also over the end of a month', async () => {
    const { log, clock } = start();
    for (let day = 0; day < 40; day += 1) {
      log.info('x', `day ${day}`);
      const today = new Date(clock.now()).toISOString().slice(0, 10);
      await eventually(() => expect(linesOf(today)).toHaveLength(1));
      await eventually(() => expect(readdirSync(dir)).toHaveLength(Math.min(day + 1, 30)));
      clock.advance(DAY);
    }
    await log.close();
    expect(readdirSync(dir).sort()[0]).toBe('app-2026-12-03.log');
  });

  it('wait for a full disk: say so once, count what was too much, and write the rest when there is room', async () => {
    symlinkSync('/dev/full', join(dir, 'app-2026-11-23.log'));
    const { log } = start({ maxWaitingBytes: 1000 });
    for (let i = 0; i < 40; i += 1) log.info('x', `line ${i}`);
    await eventually(() => expect(echoed.join()).toContain('ENOSPC'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(echoed).toHaveLength(1);
    unlinkSync(join(dir, 'app-2026-11-23.log'));
    await eventually(() => expect(linesOf('2026-11-23').at(-1)).toMatch(/\[WARNING\] \[log\] lines were lost lost=\d+/));
    log.info('x', 'after');
    await log.close();
    const lines = linesOf('2026-11-23');
    const kept = lines.filter((line) => line.includes('line ')).length;
    expect(kept).toBeGreaterThan(10);
    expect(lines.join()).toContain(`lost=${40 - kept}`);
    expect(lines.at(-1)).toContain('after');
  });

  it('wait for a folder that cannot be made, and closing does not hang on it', async () => {
    writeFileSync(join(dir, 'logs'), 'in the way');
    const path = join(dir, 'logs', 'app-{date}.log');
    const stuck = start({ path }).log;
    stuck.warning('x', 'lost');
    await stuck.close();
    expect(echoed.at(-1)).toMatch(/lines lost: 1/);
    const { log } = start({ path });
    log.info('x', 'kept');
    await new Promise((resolve) => setTimeout(resolve, 60));
    unlinkSync(join(dir, 'logs'));
    mkdirSync(join(dir, 'logs'));
    await eventually(() => expect(readFileSync(join(dir, 'logs', 'app-2026-11-23.log'), 'utf8')).toContain('kept'));
    await log.close();
  });

  it('come back when somebody removes the open one', async () => {
    const { log } = start();
    log.info('x', 'one');
    await eventually(() => expect(linesOf('2026-11-23')).toHaveLength(1));
    unlinkSync(join(dir, 'app-2026-11-23.log'));
    log.info('x', 'two');
    await log.close();
    expect(linesOf('2026-11-23')).toHaveLength(1);
  });

  it('echo warnings and worse for who watches', async () => {
    const { log } = start();
    log.info('x', 'quiet');
    log.warning('x', 'loud');
    await log.close();
    expect(echoed).toEqual(['[2026-11-23T03:00:00.000Z] [WARNING] [x] loud\n']);
  });

  it('mend a line that a full disk tore', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('needs root for a small disk');
    const disk = join(dir, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('needs to mount a small disk');
    }
    try {
      writeFileSync(join(disk, 'ballast'), 'b'.repeat(8192));
      const { log } = start({ path: join(disk, 'app-{date}.log') });
      for (let i = 0; i < 120; i += 1) log.info('x', `line ${i} ${'z'.repeat(40)}`);
      await eventually(() => expect(echoed.join()).toContain('ENOSPC'));
      unlinkSync(join(disk, 'ballast'));
      const file = join(disk, 'app-2026-11-23.log');
      await eventually(() => expect(readFileSync(file, 'utf8')).toContain('line 119'));
      await log.close();
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      const whole = lines.filter((line) => /^\[.{24}\] \[INFO\] \[x\] line \d+ z{40}$/.test(line));
      expect(whole.map((line) => Number(/line (\d+)/.exec(line)?.[1]))).toEqual(Array.from({ length: 120 }, (_, i) => i));
      expect(lines.length - whole.length).toBeLessThanOrEqual(1);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
