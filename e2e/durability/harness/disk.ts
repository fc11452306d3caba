import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const FILE_SYSTEMS = ['ext4', 'xfs'] as const;
export type FileSystem = (typeof FILE_SYSTEMS)[number];

/** A disk of its own for a server: its power can be cut, and it can be filled. */
export interface Disk {
  readonly dir: string;
  /** Everything that was not synced is gone at once, and nothing can be read or written until `powerOn`. */
  powerOff(): void;
  /** Mounts it again; whoever used it must be gone. */
  powerOn(): void;
  /** Everything written so far is on it for good. */
  settle(): void;
  /** Takes all the room there is. */
  fill(): void;
  empty(): void;
  remove(): void;
}

const MEGA = 1_048_576;
/** xfs is not made smaller than this. */
const LEAST_BYTES = 320 * MEGA;

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' });

/** A disk in a file of `folder`; null, with the reason, where nobody may mount one. Needs root, a loop device, xfs_io and mkfs. */
export function makeDisk(folder: string, system: FileSystem, bytes = LEAST_BYTES): { disk: Disk } | { disk: null; why: string } {
  const image = join(folder, `${system}.img`);
  const dir = join(folder, system);
  const mount = () => run('mount', '-o', 'loop', image, dir);
  try {
    writeFileSync(image, '');
    truncateSync(image, bytes);
    run(`mkfs.${system}`, '-q', image);
    mkdirSync(dir);
    mount();
    run('xfs_io', '-V');
  } catch (error) {
    return { disk: null, why: error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error) };
  }
  const ballast = join(dir, 'ballast');
  const disk: Disk = {
    dir,
    powerOff: () => void run('xfs_io', '-x', '-c', 'shutdown', dir),
    powerOn() {
      run('umount', dir);
      mount();
    },
    settle: () => void run('sync', '-f', dir),
    fill() {
      const { bavail, bsize } = statfsSync(dir);
      // All but a little at once, and then block by block what the file system keeps for itself.
      if (bavail * bsize > 2 * MEGA) run('fallocate', '-l', String(bavail * bsize - MEGA), ballast);
      try {
        for (;;) appendFileSync(ballast, Buffer.alloc(4096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove: () => void run('umount', '-l', dir),
  };
  return { disk };
}
