import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

async function withFile<T>(path: string, flags: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Puts on the disk what another program wrote; for a folder: which names are in it. */
export const syncPath = (path: string): Promise<void> => withFile(path, 'r', (file) => file.sync());

/** Writes a new file that is on the disk once resolved; its folder still has to be synced. */
export const writeNew = (path: string, content: string | Uint8Array): Promise<void> =>
  withFile(path, 'wx', async (file) => {
    await file.writeFile(content);
    await file.sync();
  });

/** A new name for a file or folder, on the disk once resolved. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncPath(dirname(to));
}

export const digestOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
