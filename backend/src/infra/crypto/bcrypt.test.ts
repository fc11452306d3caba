import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { bcryptPasswords } from './bcrypt.ts';

const secret = randomBytes(32);
const quick = bcryptPasswords({ cost: 4, secret });

describe('passwords', () => {
  it('are stored under the name of their scheme, at the given cost, never the same twice', async () => {
    const [one, other] = [await quick.hash('Abcdef1!'), await quick.hash('Abcdef1!')];
    expect(one).toMatch(/^hmac384-bcrypt\$2b\$04\$[./A-Za-z0-9]{53}$/);
    expect(one).not.toBe(other);
    expect(await quick.verify('Abcdef1!', one)).toBe('right');
    expect(await quick.verify('Abcdef1!', other)).toBe('right');
  });

  it.each([
    ['the 73rd byte', 'a'.repeat(72), 'b'],
    ['the 128th character', 'x'.repeat(127), 'y'],
    ['the 25th syllable', '가'.repeat(24), '나'],
    ['the 64th syllable', '힣'.repeat(63), '나'],
    ['what follows NUL', 'ab\u0000', 'c'],
    ['an emoji at the end', '🍲'.repeat(30), '🍜'],
    ['a trailing space', 'Abcdef1!', ' '],
  ])('differ when only %s differs', async (_name, start, end) => {
    const stored = await quick.hash(start + end);
    expect(await quick.verify(start + end, stored)).toBe('right');
    expect(await quick.verify(start, stored)).toBe('wrong');
    expect(await quick.verify(`${start}${end === 'y' ? 'z' : 'y'}`, stored)).toBe('wrong');
  });

  it('are taken as typed: case and the way a letter is composed count', async () => {
    expect(await quick.verify('abcdef1!', await quick.hash('Abcdef1!'))).toBe('wrong');
    expect(await quick.verify('e\u0301', await quick.hash('\u00e9'))).toBe('wrong');
  });

  it('mean nothing under another secret', async () => {
    const other = bcryptPasswords({ cost: 4, secret: randomBytes(32) });
    expect(await other.verify('Abcdef1!', await quick.hash('Abcdef1!'))).toBe('wrong');
  });

  it('under the secret before the present one are right, and outdated', async () => {
    const changed = bcryptPasswords({ cost: 4, secret: randomBytes(32), former: secret });
    const stored = await quick.hash('Abcdef1!');
    expect(await changed.verify('Abcdef1!', stored)).toBe('outdated');
    expect(await changed.verify('Abcdef1?', stored)).toBe('wrong');
    const anew = await changed.hash('Abcdef1!');
    expect(await changed.verify('Abcdef1!', anew)).toBe('right');
    expect(await quick.verify('Abcdef1!', anew)).toBe('wrong');
  });

  it('at another cost than the present one are right, and outdated', async () => {
    const dearer = bcryptPasswords({ cost: 5, secret });
    expect(await dearer.verify('Abcdef1!', await quick.hash('Abcdef1!'))).toBe('outdated');
  });

  it('are wrong for nobody, for another scheme and for damaged text', async () => {
    const stored = await quick.hash('Abcdef1!');
    const texts = [
      null,
      '',
      'hmac384-bcrypt',
      'hmac384-bcrypt$',
      'hmac384-bcrypt$2b$04$short',
      stored.slice(14),
      `argon2$${stored}`,
      stored.slice(0, -1),
      `${stored}x`,
    ];
    for (const text of texts) expect(await quick.verify('Abcdef1!', text), String(text)).toBe('wrong');
  });

  it('cost the same whether the person exists or not', async () => {
    const slow = bcryptPasswords({ cost: 10, secret });
    const stored = await slow.hash('Abcdef1!');
    const timeOf = async (text: string | null) => {
      const times: number[] = [];
      for (let i = 0; i < 7; i += 1) {
        const start = performance.now();
        await slow.verify('wrong', text);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await timeOf(stored), await timeOf(null)];
    expect(known).toBeGreaterThan(10);
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(1.5);
  });

  it('are two at work and ten waiting; the thirteenth is told to come again', async () => {
    const slow = bcryptPasswords({ cost: 9, secret });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => slow.verify('x', null)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
    for (const result of results.slice(12))
      expect(result).toMatchObject({ status: 'rejected', reason: { key: 'unavailable', retryAfterS: 3 } });
  });

  it('do not hold up the rest: the loop turns while they are checked', async () => {
    const slow = bcryptPasswords({ cost: 11, secret });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    await Promise.all([slow.verify('x', null), slow.verify('x', null)]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
