import { expect, it } from 'vitest';
import type { Level, Log } from './log.ts';

export interface OpenLog {
  readonly log: Log;
  /** Everything written so far, after a flush. */
  lines(): Promise<string[]>;
}

export interface ReadLine {
  readonly timestamp: string;
  readonly level: string;
  readonly component: string;
  readonly rest: string;
}

export const NASTY =
  'a\r\n[2026-01-01T00:00:00.000Z] [INFO] [orders] forged\u001b[2J\u0000\u0085\u009b\u2028\u2029\u202e\u007f\ud800 %s %o %j b';

const SECRETS = ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'hunter2-very-secret', 'K7M2QX', 'c2VjcmV0LWRldmljZS1rZXk'] as const;

/** What every driver of the log must do. */
export function logSuite(open: (level: Level) => Promise<OpenLog>, read: (line: string) => ReadLine): void {
  it('writes one record as one line with time, level, component and message', async () => {
    const { log, lines } = await open('INFO');
    log.info('orders', 'order placed', { number: '017', total: 12000, staff: null, guest: undefined, late: false });
    const all = await lines();
    expect(all).toHaveLength(1);
    const { timestamp, level, component, rest } = read(all[0] ?? '');
    expect([timestamp, level, component]).toEqual(['2026-11-23T03:00:00.000Z', 'INFO', 'orders']);
    for (const part of ['order placed', '017', '12000', 'staff', 'null', 'false']) expect(rest).toContain(part);
    expect(rest).not.toContain('guest');
    await log.close();
  });

  it.each([
    ['DEBUG', ['d', 'i', 'w', 'e', 'c']],
    ['INFO', ['i', 'w', 'e', 'c']],
    ['WARNING', ['w', 'e', 'c']],
    ['ERROR', ['e', 'c']],
    ['CRITICAL', ['c']],
  ] as const)('at %s leaves out what is quieter', async (level, kept) => {
    const { log, lines } = await open(level);
    log.debug('d', 'x');
    log.info('i', 'x');
    log.warning('w', 'x');
    log.error('e', 'x');
    log.critical('c', 'x');
    expect((await lines()).map((line) => read(line).component)).toEqual(kept);
    await log.close();
  });

  it('keeps one line whatever the text holds, and nothing unsafe in it', async () => {
    const { log, lines } = await open('INFO');
    log.info('orders', NASTY, { note: NASTY, [NASTY]: 'x' }, new Error(NASTY));
    log.info(NASTY, 'second');
    const all = await lines();
    expect(all).toHaveLength(2);
    for (const line of all) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202e]/u);
      expect(line.isWellFormed()).toBe(true);
      expect(read(line).level).toBe('INFO');
    }
    expect(all[0]).toContain('%s %o %j');
    await log.close();
  });

  it('never holds a secret: not by key, not by shape, not in an error or its cause', async () => {
    const { log, lines } = await open('INFO');
    const [jwt, password, code, key] = SECRETS;
    log.info('access', `signed in with Bearer ${jwt} and ${jwt}`, {
      token: jwt,
      password,
      pairingCode: code,
      deviceKey: key,
      url: `/x?ticket=${key}`,
    });
    log.error(
      'access',
      `refused {"password":"${password}"}`,
      { code, detail: `token=${jwt}` },
      new Error(`bad ${jwt}`, { cause: new Error(`password: ${password}`) }),
    );
    log.info('db', `cannot reach postgres://shop:${password}@db/shop`, { address: `/api/join?code=${code}`, secret: 12345678 });
    const text = (await lines()).join('\n');
    expect(text.split('[redacted]').length).toBeGreaterThan(12);
    for (const secret of [...SECRETS, '12345678']) expect(text).not.toContain(secret);
    await log.close();
  });

  it('tells what was thrown, with where and why', async () => {
    const { log, lines } = await open('INFO');
    log.error('orders', 'failed', {}, new TypeError('no table', { cause: new RangeError('row 7') }));
    log.error('orders', 'failed', {}, 'a text');
    const [first = '', second = ''] = await lines();
    for (const part of ['TypeError: no table', 'log.suite.ts', 'RangeError: row 7']) expect(first).toContain(part);
    expect(second).toContain('a text');
    await log.close();
  });

  it('takes anything without throwing, and bounds it', async () => {
    const { log, lines } = await open('INFO');
    const broken = {
      toString() {
        throw new Error('no text');
      },
    };
    log.info('x', 'thrown', {}, Object.create(null));
    log.info('x', broken as unknown as string, { a: broken as unknown as string, big: 'b'.repeat(1_000_000) });
    log.info('x', 'c'.repeat(1_000_000), Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])));
    const all = await lines();
    expect(all).toHaveLength(3);
    for (const line of all) expect(line.length).toBeLessThan(12_000);
    await log.close();
  });

  it.each(['a', 'token', 'token ', 'http:', '//', '"token":"', 'eyJ', 'Bearer ', '\u0000'])(
    'is quick about a megabyte of %j',
    async (piece) => {
      const { log, lines } = await open('INFO');
      const text = piece.repeat(1_000_000 / piece.length);
      const from = performance.now();
      for (let i = 0; i < 10; i += 1) log.error('x', text, { note: text }, new Error(text));
      expect((performance.now() - from) / 10).toBeLessThan(50);
      expect(await lines()).toHaveLength(10);
      await log.close();
    },
  );

  it('keeps the order of 5,000 records', async () => {
    const { log, lines } = await open('INFO');
    for (let i = 0; i < 5000; i += 1) log.info('x', `record ${i}`);
    expect((await lines()).map((line) => Number(/record (\d+)/.exec(line)?.[1]))).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    await log.close();
  });

  it('closes twice and takes no more after that', async () => {
    const { log, lines } = await open('INFO');
    log.info('x', 'before');
    await log.close();
    log.info('x', 'after');
    await log.close();
    expect(await lines()).toHaveLength(1);
  });
}
