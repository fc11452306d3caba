import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chaos, randomFates } from '../../../test/chaos.ts';
import { systemClock } from '../clock/system.ts';
import { filesSuite, listed } from './files.suite.ts';
import { localFiles } from './local.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (dir = join(root, 'uploads', 'menu-images')) => localFiles({ dir, clock: systemClock });

describe('files in a folder', () => {
  filesSuite(async () => open());

  it('are readable by owner and group only, and nothing half-made stays beside them', async () => {
    await open().put('a.webp', Buffer.from('x'));
    const dir = join(root, 'uploads', 'menu-images');
    expect(statSync(join(dir, 'a.webp')).mode & 0o137).toBe(0);
    expect(readdirSync(dir)).toEqual(['a.webp']);
  });

  it('do not show what a crash left, which goes after an hour', async () => {
    const dir = join(root, 'left');
    mkdirSync(dir);
    for (const name of ['.half-old', '.half-new', 'README.txt.bak', 'kept.webp']) writeFileSync(join(dir, name), 'x');
    utimesSync(join(dir, '.half-old'), new Date(0), new Date(0));
    const files = open(dir);
    expect((await listed(files)).map(({ name }) => name)).toEqual(['kept.webp']);
    await files.ping();
    expect(readdirSync(dir).sort()).toEqual(['.half-new', 'README.txt.bak', 'kept.webp']);
  });

  it('are refused while the folder cannot be made, and taken once it can', async () => {
    writeFileSync(join(root, 'uploads'), 'in the way');
    const files = open();
    await expect(files.ping()).rejects.toThrow();
    await expect(files.put('a.webp', Buffer.from('x'))).rejects.toThrow();
    rmSync(join(root, 'uploads'));
    await files.ping();
    await files.put('a.webp', Buffer.from('x'));
    expect(await files.read('a.webp')).not.toBeNull();
  });

  it('are refused as storage-full when there is no room, the old one staying whole, and taken when there is', async (context) => {
    const disk = join(root, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('needs root and mount for a small disk');
    }
    try {
      const files = open(disk);
      await files.put('a.webp', Buffer.alloc(16_384, 1));
      await expect(files.put('a.webp', Buffer.alloc(100_000, 2))).rejects.toMatchObject({ key: 'storage-full', retryAfterS: 30 });
      expect(Buffer.from((await files.read('a.webp')) ?? []).equals(Buffer.alloc(16_384, 1))).toBe(true);
      expect(readdirSync(disk)).toEqual(['a.webp']);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(49_152));
      await expect(files.ping()).rejects.toMatchObject({ key: 'storage-full' });
      rmSync(join(disk, 'ballast'));
      await files.ping();
      await files.put('b.webp', Buffer.alloc(16_384, 3));
      expect(existsSync(join(disk, 'b.webp'))).toBe(true);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('files in a folder that stalls', () => {
  const stalls = randomFates(2, 100, 0.3, [{ kind: 'stall', ms: 5 }]);
  filesSuite(async () => chaos(open(), { put: stalls, read: stalls, remove: stalls, ping: stalls }).port);
});
