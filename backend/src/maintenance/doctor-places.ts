import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { whyUnwritable } from '../infra/files/unwritable.ts';
import { type Finding, look, well, wrong } from './doctor-findings.ts';

/** Below this an evening's orders, logs and the nightly backup may not fit. */
const LITTLE_BYTES = 1_000_000_000;
/** Below this writes are about to fail. */
const NONE_BYTES = 100_000_000;

const mega = (bytes: number): string => `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
/** Whether this process may make and remove a file there; the folder is made when it is missing, as the server would. */
async function writable(what: string, dir: string): Promise<Finding> {
  try {
    await mkdir(dir, { recursive: true });
    const probe = join(dir, `.doctor-${randomUUID()}`);
    await writeFile(probe, 'x', { flag: 'wx', mode: 0o600 });
    await rm(probe);
  } catch (error) {
    const why = whyUnwritable(error);
    if (!why) throw error;
    return wrong(what, `${dir} cannot be written (${why.code})`, why.act);
  }
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  if (free < NONE_BYTES) return wrong(what, `${dir} has ${mega(free)} left`, 'make room now: orders will be refused when the disk is full');
  if (free < LITTLE_BYTES)
    return look(what, `${dir} has ${mega(free)} left`, 'make room: a backup needs as much as database and pictures together');
  return well(what, `${dir} can be written, ${mega(free)} left`);
}

/** The folders that the server writes. */
export async function lookAtFolders({
  database,
  files,
  log,
  backup,
}: Pick<Config, 'database' | 'files' | 'log' | 'backup'>): Promise<Finding[]> {
  const found = files.kind === 'local' ? [await writable('pictures', files.dir)] : [];
  if (log.kind === 'text') found.push(await writable('log', dirname(log.file)));
  if (database.kind !== 'sqlite') return found;
  found.unshift(await writable('data', dirname(database.file)));
  found.push(await writable('backup disk', backup.dir));
  const [data, copies] = await Promise.all([dirname(database.file), backup.dir].map((dir) => stat(dir).catch(() => null)));
  if (data && copies && data.dev === copies.dev)
    found.push(
      look(
        'backup disk',
        'the backups lie on the disk of the data',
        'give BACKUP_DIR another disk, or copy the folder away each day: a disk that breaks takes both',
      ),
    );
  return found;
}

/** Files that only the server's user should read. */
export async function lookAtSecrets({ database }: Pick<Config, 'database'>): Promise<Finding[]> {
  const secret = ['.env', ...(database.kind === 'sqlite' ? [database.file] : [])];
  const open: string[] = [];
  for (const file of secret) {
    const known = await stat(file).catch(() => null);
    if (known && (known.mode & 0o077) !== 0) open.push(resolve(file));
  }
  if (open.length > 0) return [look('secrets', `others on this computer can read ${open.join(' and ')}`, `chmod 600 ${open.join(' ')}`)];
  return [well('secrets', 'the secret is long enough, and its files are the server’s alone')];
}
