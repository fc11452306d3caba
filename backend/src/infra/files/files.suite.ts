import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Files, StoredFile } from './files.ts';

export const BAD_NAMES = [
  '',
  '.',
  '..',
  '../secret.webp',
  '..%2fsecret.webp',
  'a/b.webp',
  'a\\b.webp',
  'C:\\x.webp',
  '/etc/passwd',
  'a\u0000.webp',
  'a.webp\n',
  'A.webp',
  '김치.webp',
  '.webp',
  '.hidden.webp',
  'a.',
  'a',
  'a.b.webp',
  'a b.webp',
  `${'a'.repeat(300)}.webp`,
  '__proto__',
] as const;

export const listed = async (files: Files): Promise<StoredFile[]> => {
  const found: StoredFile[] = [];
  for await (const file of files.list()) found.push(file);
  return found.sort((a, b) => a.name.localeCompare(b.name));
};

/** What every driver of the files must do, starting empty. */
export function filesSuite(open: () => Promise<Files>): void {
  const test = (name: string, run: (files: Files) => Promise<void>) =>
    it(name, async () => {
      const files = await open();
      try {
        await run(files);
      } finally {
        await files.close();
      }
    });

  test('gives back what was put, to the byte', async (files) => {
    const bytes = randomBytes(300_000);
    await files.put('0198-640.webp', bytes);
    await files.put('empty.webp', new Uint8Array());
    expect(Buffer.compare((await files.read('0198-640.webp')) ?? new Uint8Array(), bytes)).toBe(0);
    expect((await files.read('empty.webp'))?.length).toBe(0);
  });

  test('has null for what is not there', async (files) => {
    expect(await files.read('missing.webp')).toBeNull();
  });

  test('replaces', async (files) => {
    await files.put('a.webp', Buffer.from('a long first one'));
    await files.put('a.webp', Buffer.from('second'));
    expect(Buffer.from((await files.read('a.webp')) ?? []).toString()).toBe('second');
    expect(await listed(files)).toHaveLength(1);
  });

  test('is whole after twenty puts of one name at once', async (files) => {
    const versions = Array.from({ length: 20 }, (_, i) => Buffer.alloc(50_000, i));
    await Promise.all(versions.map((bytes) => files.put('a.webp', bytes)));
    const kept = Buffer.from((await files.read('a.webp')) ?? []);
    expect(versions.some((bytes) => bytes.equals(kept))).toBe(true);
    expect(await listed(files)).toHaveLength(1);
  });

  test('removes, and what is not there without a word', async (files) => {
    await files.put('a.webp', Buffer.from('x'));
    await files.remove('a.webp');
    await files.remove('a.webp');
    expect(await files.read('a.webp')).toBeNull();
    expect(await listed(files)).toEqual([]);
  });

  test('lists every file with its size and time', async (files) => {
    expect(await listed(files)).toEqual([]);
    await files.put('b.webp', Buffer.from('12345'));
    await files.put('a.webp', Buffer.from('1'));
    const found = await listed(files);
    expect(found.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a.webp', 1],
      ['b.webp', 5],
    ]);
    for (const { changedAt } of found) expect(Math.abs(changedAt - Date.now())).toBeLessThan(60_000);
  });

  it.each(BAD_NAMES)('refuses the name %j before it touches anything', async (name) => {
    const files = await open();
    await expect(files.put(name, Buffer.from('x'))).rejects.toThrow(RangeError);
    await expect(files.remove(name)).rejects.toThrow(RangeError);
    expect(await files.read(name)).toBeNull();
    expect(await listed(files)).toEqual([]);
    await files.close();
  });

  test('answers a ping and leaves nothing behind by it', async (files) => {
    await files.ping();
    expect(await listed(files)).toEqual([]);
  });

  it('closes twice', async () => {
    const files = await open();
    await files.close();
    await files.close();
  });
}
