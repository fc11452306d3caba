import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstant } from '@tableorder/contract/time';
import { filesOf } from '../features/menu/menu.commands.ts';
import { CannotOpenDatabase, type Db } from '../infra/db/db.ts';
import type { Files } from '../infra/files/files.ts';
import {
  type Backup,
  DATABASE,
  findBackup,
  HALF,
  listBackups,
  type Manifest,
  markFailed,
  markOfSecret,
  markProven,
  nameOf,
  PICTURES,
  UnusableBackup,
  writeManifest,
} from './backup-folder.ts';
import type { BackupPorts } from './backup-ports.ts';
import { expired, surplusFailures } from './backup-rules.ts';
import { digestOf, digestOfFile, moveDurably, syncPath, writeNew } from './durable-files.ts';
import { placeOfPictures } from './picture-place.ts';
import { proveBackup } from './prove.ts';

const { version: PROGRAM } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
/** How often the database is copied anew because a picture it names was replaced while the pictures were copied. */
const TRIES = 3;

/** Why no backup was made, in one line for the operator. */
export class NoBackup extends Error {
  override name = 'NoBackup';
}

async function namedPictures(db: Db): Promise<Map<string, string>> {
  const rows = await db.find((query) =>
    query.selectFrom('menu_items').select(['name', 'picture', 'picture_widths']).where('picture', 'is not', null),
  );
  return new Map(
    rows.flatMap(({ name, picture, picture_widths: widths }) =>
      filesOf({ picture, pictureWidths: JSON.parse(widths ?? '[]') as number[] }).map((file): [string, string] => [file, name]),
    ),
  );
}

async function picturesIn(ports: BackupPorts, file: string): Promise<Map<string, string>> {
  const db = await ports.openDb(file, 'beside');
  try {
    return await namedPictures(db);
  } finally {
    await db.close();
  }
}

async function copyPictures(from: Files, names: Iterable<string>, to: string) {
  await mkdir(to, { mode: 0o700 });
  const copied: Manifest['pictures'] = [];
  const missing: string[] = [];
  for (const name of names) {
    const bytes = await from.read(name);
    if (bytes === null) {
      missing.push(name);
      continue;
    }
    await writeNew(join(to, name), bytes);
    copied.push({ name, bytes: bytes.length, sha256: digestOf(bytes) });
  }
  await syncPath(to);
  return { copied, missing };
}

/** One copy of everything in `half`; null when a picture was replaced meanwhile, and the database has to be copied anew. */
async function copyOnce(ports: BackupPorts, half: string, live: string): Promise<Manifest | null> {
  const { config, clock, copies } = ports;
  await mkdir(half, { mode: 0o700 });
  const madeAt = toInstant(clock.now());
  const file = join(half, DATABASE);
  // Made first, because only then it is nobody else's to read.
  await writeNew(file, '');
  const { version, epoch, rows } = await copies.copyTo(file);
  const named = await picturesIn(ports, file);
  const { copied, missing } = await copyPictures(ports.files, named.keys(), join(half, PICTURES));
  if (missing.length > 0) {
    const stillNamed = await picturesIn(ports, live);
    if (!missing.some((name) => stillNamed.has(name))) return null;
  }
  await syncPath(file);
  return {
    format: 1,
    madeAt,
    program: PROGRAM,
    version,
    epoch,
    secretMark: markOfSecret(config.jwt.secret),
    rows,
    database: { bytes: (await stat(file)).size, sha256: await digestOfFile(file) },
    pictures: copied,
    missingPictures: missing.map((name) => `${named.get(name)} (${name})`),
  };
}

async function copyAll(ports: BackupPorts, half: string, live: string): Promise<Manifest> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const manifest = await copyOnce(ports, half, live);
    if (manifest) {
      await writeManifest(half, manifest);
      await syncPath(half);
      return manifest;
    }
    await rm(half, { recursive: true, force: true });
  }
  throw new NoBackup('pictures were replaced all the while: try again later');
}

/** A backup that fills the disk the shop writes its orders to would do what it is against. */
async function assertRoom({ config, copies }: BackupPorts, files: Files): Promise<void> {
  let bytes = copies.bytes();
  for await (const file of files.list()) bytes += file.bytes;
  // The copy, and the restored one that proves it.
  const needed = Math.ceil(bytes * 2.1);
  const { bavail, bsize } = await statfs(config.backup.dir);
  const mega = (count: number) => `${Math.ceil(count / 1_000_000)} MB`;
  if (bavail * bsize < needed)
    throw new NoBackup(
      `${config.backup.dir} has ${mega(bavail * bsize)} left and a backup needs ${mega(needed)}: make room, or give BACKUP_DIR another disk`,
    );
}

async function remove(ports: BackupPorts, backups: readonly Backup[]): Promise<void> {
  for (const { name, folder, state } of backups) {
    // A removal that is cut off must not leave half a backup under its name.
    const gone = join(ports.config.backup.dir, `${HALF}gone-${name}`);
    await rename(folder, gone);
    await rm(gone, { recursive: true, force: true });
    ports.log.info('backup', 'old backup removed', { name, state });
  }
}

async function rotate(ports: BackupPorts, proven: boolean): Promise<void> {
  const { config, clock } = ports;
  const { dir, retentionDays } = config.backup;
  const backups = await listBackups(dir);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const old = proven ? expired(backups, { now: clock.now(), days: retentionDays, timeZone }) : [];
  await remove(ports, [...new Set([...old, ...surplusFailures(backups)])]);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Restores the finished backup into a scratch folder and says in it how that went. */
async function judge(ports: BackupPorts, folder: string, { missingPictures }: Manifest): Promise<void> {
  const { clock, log } = ports;
  try {
    if (missingPictures.length > 0)
      throw new UnusableBackup(
        `pictures are missing in ${placeOfPictures(ports.config.files)}, upload them again or take them off the dish: ${missingPictures.join(', ').slice(0, 500)}`,
      );
    await proveBackup(ports, folder);
  } catch (error) {
    log.error('backup', 'this backup is NOT proven, the one before stays', { folder }, error);
    await markFailed(folder, toInstant(clock.now()), reasonOf(error));
    return;
  }
  await markProven(folder, toInstant(clock.now()));
}

async function makeIn(ports: BackupPorts, dir: string, live: string): Promise<Backup> {
  const { clock, log } = ports;
  for (const name of await readdir(dir)) if (name.startsWith(HALF)) await rm(join(dir, name), { recursive: true, force: true });
  await assertRoom(ports, ports.files);
  const at = clock.now();
  const from = clock.monotonic();
  const name = nameOf(toInstant(at));
  const [half, folder] = [join(dir, HALF + name), join(dir, name)];
  try {
    const manifest = await copyAll(ports, half, live);
    await moveDurably(half, folder);
    await judge(ports, folder, manifest);
    const backup = await findBackup(folder);
    const tookMs = Math.round(clock.monotonic() - from);
    if (backup.state === 'proven')
      log.info('backup', 'backup made and proven', {
        name,
        tookMs,
        bytes: manifest.database.bytes,
        pictures: manifest.pictures.length,
        orders: manifest.rows.orders,
      });
    await rotate(ports, backup.state === 'proven');
    return backup;
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/**
 * Copies the database at one point in time, then every picture it names, and proves the copy by restoring it. Also while a server runs.
 * Throws when none could be made: then nothing stands under a backup's name and no other backup was touched.
 */
export async function makeBackup(ports: BackupPorts): Promise<Backup> {
  const { config, log, copies } = ports;
  const { database, backup } = config;
  if (database.kind !== 'sqlite') throw new NoBackup('only the SQLite file can be backed up here');
  try {
    await mkdir(backup.dir, { recursive: true, mode: 0o700 });
    const lock = ownFolder(copies, backup.dir);
    try {
      return await makeIn(ports, backup.dir, database.file);
    } finally {
      lock.close();
    }
  } catch (error) {
    log.error('backup', 'NO backup was made', { dir: backup.dir }, error);
    throw isFull(error) ? new NoBackup(`the disk of ${backup.dir} is full: no backup was made`, { cause: error }) : error;
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(String(error.code));

function ownFolder(copies: BackupPorts['copies'], dir: string): { close(): void } {
  try {
    return copies.own(join(dir, '.running'));
  } catch (error) {
    if (error instanceof CannotOpenDatabase) throw new NoBackup(`another backup is being made in ${dir}`, { cause: error });
    throw error;
  }
}
