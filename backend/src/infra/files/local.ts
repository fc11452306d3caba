import { randomBytes } from 'node:crypto';
import { mkdir, open, opendir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '@tableorder/contract/problem';
import type { Clock } from '../clock/clock.ts';
import { type Files, isFileName, type StoredFile } from './files.ts';

/** What a put leaves when the process dies in it; starts with a dot, so it is never a file of ours. */
const HALF = '.half-';
const HALF_LIFE_MS = 3_600_000;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function told(error: unknown): unknown {
  return ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error))) ? problem('storage-full', {}, { retryAfterS: 30 }) : error;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

// A rename is in the folder, and a folder is on the disk only after its own sync.
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Files in one folder of this machine, or of a volume that several share. */
export function localFiles({ dir, clock }: { readonly dir: string; readonly clock: Clock }): Files {
  // The caller is told why the write failed; a half that cannot be removed either is swept later.
  const dropHalf = (half: string) => unlessMissing(unlink(half)).catch(() => null);
  const halfName = () => join(dir, HALF + randomBytes(12).toString('hex'));

  function pathOf(name: string): string {
    if (!isFileName(name)) throw new RangeError('not a name we give to files');
    return join(dir, name);
  }

  async function sweepHalves(): Promise<void> {
    for await (const { name } of await opendir(dir)) {
      if (!name.startsWith(HALF)) continue;
      const found = await unlessMissing(stat(join(dir, name)));
      if (found && clock.now() - found.mtimeMs > HALF_LIFE_MS) await unlessMissing(unlink(join(dir, name)));
    }
  }

  let made: Promise<void> | null = null;
  const makeDir = () => {
    made ??= mkdir(dir, { recursive: true, mode: 0o750 })
      .then(sweepHalves)
      .catch((error: unknown) => {
        made = null;
        throw error;
      });
    return made;
  };

  return {
    async put(name, bytes) {
      const path = pathOf(name);
      const half = halfName();
      try {
        await makeDir();
        await writeDurably(half, bytes);
        await rename(half, path);
        await syncFolder(dir);
      } catch (error) {
        await dropHalf(half);
        throw told(error);
      }
    },
    async read(name) {
      return isFileName(name) ? unlessMissing(readFile(join(dir, name))) : null;
    },
    async remove(name) {
      await unlessMissing(unlink(pathOf(name)));
    },
    async *list(): AsyncGenerator<StoredFile> {
      const folder = await unlessMissing(opendir(dir));
      if (!folder) return;
      for await (const entry of folder) {
        if (!entry.isFile() || !isFileName(entry.name)) continue;
        const found = await unlessMissing(stat(join(dir, entry.name)));
        if (found) yield { name: entry.name, bytes: found.size, changedAt: Math.floor(found.mtimeMs) };
      }
    },
    async ping() {
      const half = halfName();
      try {
        await makeDir();
        const file = await open(half, 'wx', 0o640);
        await file.writeFile('x').finally(() => file.close());
      } catch (error) {
        throw told(error);
      } finally {
        await dropHalf(half);
      }
    },
    async close() {},
  };
}
