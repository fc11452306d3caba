import { copyFile, lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deleteUnusedSetupTokens } from '../features/access/access.sql.ts';
import type { Contents } from '../infra/db/copies.ts';
import type { Db } from '../infra/db/db.ts';
import type { Files } from '../infra/files/files.ts';
import { type Backup, DATABASE, findBackup, knowsSecret, type Manifest, PICTURES, UnusableBackup } from './backup-folder.ts';
import type { BackupPorts } from './backup-ports.ts';
import { digestOf, digestOfFile, moveDurably, syncPath } from './durable-files.ts';
import { placeOfPictures } from './picture-place.ts';

/** Where a backup is put: the shop's own place, or a scratch one that proves it. */
export interface Place {
  readonly file: string;
  readonly files: Files;
}

/** Why nothing was put back, in one line for the operator. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused';
}

const isThere = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    },
  );

function manifestOf({ folder, manifest }: Backup): Manifest {
  if (manifest) return manifest;
  throw new UnusableBackup(`${folder} cannot be used: its manifest is damaged, or of a newer program`);
}

/** Every byte is what it was when the backup was made. */
async function assertUnchanged(folder: string, { database, pictures }: Manifest): Promise<void> {
  const changed = (file: string) => new UnusableBackup(`${file} is not what was backed up: take another backup`);
  const files = [
    { file: join(folder, DATABASE), ...database },
    ...pictures.map((one) => ({ file: join(folder, PICTURES, one.name), ...one })),
  ];
  for (const { file, bytes, sha256 } of files) {
    if (!(await isThere(file))) throw new UnusableBackup(`${file} is gone: take another backup`);
    if ((await lstat(file)).size !== bytes || (await digestOfFile(file)) !== sha256) throw changed(file);
  }
}

function assertSameRows(manifest: Manifest, { version, rows }: Contents): void {
  const tables = new Set([...Object.keys(manifest.rows), ...Object.keys(rows)]);
  for (const table of tables)
    if (manifest.rows[table] !== rows[table])
      throw new UnusableBackup(`the backup has ${rows[table]} rows in ${table}, the shop had ${manifest.rows[table]}`);
  if (manifest.version !== version) throw new UnusableBackup(`the backup's tables are of version ${version}, not ${manifest.version}`);
}

/** Every order's total is the sum of its lines (reliability promise I4). */
async function assertSums(db: Db): Promise<void> {
  const wrong = await db.find((query) =>
    query
      .selectFrom('orders')
      .leftJoin(
        query
          .selectFrom('order_items')
          .select((e) => ['order_id', e.fn.sum<number>('subtotal').as('subtotal')])
          .groupBy('order_id')
          .as('lines'),
        'lines.order_id',
        'orders.id',
      )
      .select('orders.id')
      .where((e) => e(e.fn.coalesce('lines.subtotal', e.val(-1)), '<>', e.ref('orders.total_amount')))
      .limit(3),
  );
  if (wrong.length > 0)
    throw new UnusableBackup(`orders whose total is not the sum of their lines: ${wrong.map(({ id }) => id).join(', ')}`);
}

/**
 * What was true when the backup was made and must not come back: who was signed in, codes that may have been used since, and the
 * numbering of events, so that every screen fetches everything anew.
 */
async function freshen(db: Db, at: number): Promise<void> {
  await db.inServer(async (trx) => {
    await trx.write((query) => query.updateTable('sign_ins').set({ ended_at: at }).where('ended_at', 'is', null));
    await trx.write((query) => query.deleteFrom('pairing_codes'));
    await trx.run(deleteUnusedSetupTokens, {});
    await trx.write((query) => query.deleteFrom('server_facts').where('name', '=', 'epoch'));
  });
}

async function prepareDatabase(ports: BackupPorts, folder: string, manifest: Manifest, half: string): Promise<void> {
  await copyFile(join(folder, DATABASE), half);
  assertSameRows(manifest, ports.copies.inspect(half));
  const db = await ports.openDb(half, 'owner');
  try {
    await assertSums(db);
    await freshen(db, ports.clock.now());
  } finally {
    await db.close();
  }
  await syncPath(half);
}

const REST = ['', '-wal', '-shm', '-journal', '.lock'];

/** Verifies a backup and puts it into an empty place. The database takes its name last: until then no server finds a shop here. */
export async function putBack(ports: BackupPorts, folder: string, place: Place): Promise<Manifest> {
  const manifest = manifestOf(await findBackup(folder));
  await assertUnchanged(folder, manifest);
  const half = `${place.file}.restoring`;
  const put: string[] = [];
  await mkdir(dirname(place.file), { recursive: true, mode: 0o750 });
  try {
    await prepareDatabase(ports, folder, manifest, half);
    for (const { name, sha256 } of manifest.pictures) {
      const bytes = await readFile(join(folder, PICTURES, name));
      if (digestOf(bytes) !== sha256) throw new UnusableBackup(`${name} changed while it was put back`);
      put.push(name);
      await place.files.put(name, bytes);
    }
    await moveDurably(half, place.file);
  } catch (error) {
    for (const name of put) await place.files.remove(name);
    throw error;
  } finally {
    for (const rest of REST) await rm(half + rest, { force: true });
  }
  return manifest;
}

async function assertEmpty(file: string, files: Files, pictures: string): Promise<void> {
  const left: string[] = [];
  for (const rest of ['', '-wal', '-shm', '-journal']) if (await isThere(file + rest)) left.push(file + rest);
  for await (const { name } of files.list()) {
    left.push(`${pictures}/${name}`);
    if (left.length >= 5) break;
  }
  if (left.length === 0) return;
  throw new RestoreRefused(
    `something is there already (${left.slice(0, 4).join(', ')}${left.length > 4 ? ', …' : ''}): move ${dirname(file)} and ${pictures} away first, and keep them`,
  );
}

export interface Wanted {
  /** Also one that was never proven, or failed; it is verified all the same. */
  readonly unproven: boolean;
  /** Also one whose passwords were made with another secret. */
  readonly otherSecret: boolean;
}

/** Puts a backup back into the shop's own empty place. Everything that could speak against it is looked at before anything is written. */
export async function restoreBackup(ports: BackupPorts, backup: Backup, wanted: Wanted): Promise<Manifest> {
  const { config, copies, log } = ports;
  if (config.database.kind !== 'sqlite') throw new RestoreRefused('only the SQLite file can be put back here');
  const { file } = config.database;
  const { folder, state, reason } = backup;
  const manifest = manifestOf(backup);
  if (state !== 'proven' && !wanted.unproven)
    throw new RestoreRefused(`${folder} is ${state}${reason ? ` (${reason})` : ''}: take a proven one, or add --unproven`);
  if (!knowsSecret(manifest.secretMark, config.jwt) && !wanted.otherSecret)
    throw new RestoreRefused(
      `${folder} was made with another JWT_SECRET_KEY, without which no password fits: put that .env back, or add --other-secret`,
    );
  const { files } = ports;
  await mkdir(dirname(file), { recursive: true, mode: 0o750 });
  const lock = copies.own(file);
  try {
    await assertEmpty(file, files, placeOfPictures(config.files));
    await putBack(ports, folder, { file, files });
  } finally {
    lock.close();
  }
  log.info('restore', 'backup put back', { folder, orders: manifest.rows.orders, pictures: manifest.pictures.length });
  return manifest;
}
