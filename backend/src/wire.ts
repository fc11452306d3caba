import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Ports } from './app.ts';
import type { Config } from './config.ts';
import { withSteadyCounts } from './http/limits.ts';
import type { Bus } from './infra/bus/bus.ts';
import type { Cache } from './infra/cache/cache.ts';
import type { Clock } from './infra/clock/clock.ts';
import { systemClock } from './infra/clock/system.ts';
import type { Db, OnCommit } from './infra/db/db.ts';
import type { Examined } from './infra/db/examine.ts';
import type { Duty } from './infra/duty/duty.ts';
import { openEvents } from './infra/events/events.ts';
import type { Files } from './infra/files/files.ts';
import { echoTo } from './infra/log/echo.ts';
import type { Log } from './infra/log/log.ts';
import { leveled } from './infra/log/record.ts';
import { systemNetwork } from './infra/network/system.ts';
import type { LocalBackups, Run } from './maintenance/backup-desk.ts';
import type { BackupPorts } from './maintenance/backup-ports.ts';
import type { Service } from './maintenance/doctor-services.ts';
import type { Move } from './maintenance/move.ts';
import { placeOfPictures } from './maintenance/picture-place.ts';

interface Closing {
  close(): Promise<void>;
}

/** Keeps what was opened, so that all of it is let go of in reverse order. */
function keeping(): Closing & { keep<T extends Closing>(port: T): T } {
  const opened: Closing[] = [];
  return {
    keep(port) {
      opened.push(port);
      return port;
    },
    async close() {
      for (const port of opened.splice(0).reverse()) await port.close();
    },
  };
}

/** A look at the database, whichever it is, and how many migrations this program knows. */
export async function examineDatabase({ database }: Config): Promise<{ readonly examined: Examined; readonly knows: number }> {
  const { migrations } = await import('./infra/db/migrations/all.ts');
  const knows = migrations.length;
  if (database.kind === 'postgres') {
    const { examinePostgres } = await import('./infra/db/postgres-examine.ts');
    return { examined: await examinePostgres(database.url), knows };
  }
  const { examineSqlite } = await import('./infra/db/sqlite-examine.ts');
  return { examined: examineSqlite(database.file), knows };
}

/** Source and target of a move. The source's own file is taken for the time when no server has it; otherwise it is read beside its server. */
export async function wireMove(source: Config, target: Config): Promise<Omit<Move, 'say'> & { close(): Promise<void> }> {
  const log = await openLog(source, systemClock);
  const { keep, close } = keeping();
  keep(log);
  try {
    const used = async () => (await examineDatabase(source)).examined.inUse;
    const running = await used();
    const from = keep(running ? await openBeside(source, log) : await openDb(source, log, systemClock));
    const to = keep(await openDb(target, log, systemClock));
    const moves = !isDeepStrictEqual(source.files, target.files);
    const pictures = moves ? { from: keep(await openFiles(source, systemClock)), to: keep(await openFiles(target, systemClock)) } : null;
    const { migratedInMemory, sqliteShapes } = await import('./infra/db/schema-page.ts');
    const raw = await migratedInMemory();
    const tables = sqliteShapes(raw);
    raw.close();
    // A file that is ours cannot come into use meanwhile.
    return { from, to, pictures, tables, running, inUse: async () => source.database.kind === 'postgres' && used(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What was opened, and how to let go of it: in reverse order of opening. */
export interface Wired extends Ports {
  readonly backups: LocalBackups;
  close(): Promise<void>;
}

async function openLog({ log }: Config, clock: Clock): Promise<Log> {
  if (log.kind === 'json') {
    const { stdoutJsonLog } = await import('./infra/log/stdout-json.ts');
    return stdoutJsonLog({ level: log.level, clock, out: process.stdout });
  }
  const { dailyFileLog } = await import('./infra/log/daily-file.ts');
  return dailyFileLog({ path: log.file, level: log.level, retentionDays: log.retentionDays, clock, echo: echoTo(process.stderr) });
}

async function openDb(config: Config, log: Log, clock: Clock, onCommit?: OnCommit): Promise<Db> {
  const { database, pool } = config;
  if (database.kind === 'postgres') {
    const { openPostgres } = await import('./infra/db/postgres.ts');
    return openPostgres({ url: database.url, pool, onCommit }, log, clock);
  }
  const { openSqlite } = await import('./infra/db/sqlite.ts');
  const beforeUpgrade = async (version: number) => {
    const { backUpBeforeUpgrade } = await import('./maintenance/upgrade.ts');
    await backUpBeforeUpgrade(await wireBackups(config, { clock, log }), version);
  };
  return openSqlite({ file: database.file, pool, beforeUpgrade, onCommit }, log, clock);
}

async function openBus({ bus }: Config, log: Log): Promise<Bus> {
  if (bus.kind === 'redis') {
    const { redisBus } = await import('./infra/bus/redis.ts');
    return redisBus({ ...bus, log });
  }
  const { memoryBus } = await import('./infra/bus/memory.ts');
  return memoryBus({ log });
}

async function openCache({ cache }: Config, log: Log, clock: Clock): Promise<Cache> {
  if (cache.kind === 'redis') {
    const { redisCache } = await import('./infra/cache/redis.ts');
    return redisCache({ ...cache, log });
  }
  const { memoryCache } = await import('./infra/cache/memory.ts');
  return memoryCache({ ttlMs: cache.ttlMs, clock, log });
}

async function openFiles({ files }: Config, clock: Clock): Promise<Files> {
  if (files.kind === 's3') {
    const { s3Files } = await import('./infra/files/s3.ts');
    return s3Files({ ...files, clock });
  }
  const { localFiles } = await import('./infra/files/local.ts');
  return localFiles({ dir: files.dir, clock });
}

/** Who asks is told; nobody reads a log beside it. */
const noLog: Log = { ...leveled('CRITICAL', systemClock, () => {}), close: async () => {} };

/** The services of other machines that the settings name, each asked over a connection of its own. */
export function wireServices(config: Config): Service[] {
  const { files, cache } = config;
  const services: Service[] = [];
  if (files.kind === 's3')
    services.push({
      what: 'pictures',
      at: placeOfPictures(files),
      async ask() {
        const store = await openFiles(config, systemClock);
        await store.ping().finally(() => store.close());
      },
    });
  if (cache.kind === 'redis')
    services.push({
      what: 'Redis',
      at: new URL(cache.url).host,
      async ask() {
        const redis = await openCache(config, noLog, systemClock);
        await redis.ping().finally(() => redis.close());
      },
    });
  return services;
}

/** What one of all instances does. SQLite has one instance; on PostgreSQL they find out among themselves. */
export async function wireDuty({ database }: Config, log: Log): Promise<Duty> {
  if (database.kind === 'postgres') {
    const { postgresDuty } = await import('./infra/duty/postgres.ts');
    return postgresDuty({ url: database.url, log });
  }
  const { aloneDuty } = await import('./infra/duty/alone.ts');
  return aloneDuty();
}

/** The database for one short errand beside a running server, which keeps owning the file. What the server remembers must not depend on it. */
export async function wireBeside(config: Config): Promise<{ readonly db: Db; close(): Promise<void> }> {
  const log = await openLog(config, systemClock);
  try {
    const db = await openBeside(config, log);
    return { db, close: () => db.close().finally(() => log.close()) };
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function openBeside(config: Config, log: Log): Promise<Db> {
  if (config.database.kind === 'postgres') return openDb(config, log, systemClock);
  const { openSqliteBeside } = await import('./infra/db/sqlite.ts');
  return openSqliteBeside({ file: config.database.file, pool: { ...config.pool, min: 1 } }, log, systemClock);
}

/** What backing up and putting back need. `close` lets go of the log. */
export async function wireBackups(
  config: Config,
  given: { clock?: Clock; log?: Log } = {},
): Promise<BackupPorts & { close(): Promise<void> }> {
  const clock = given.clock ?? systemClock;
  const log = given.log ?? (await openLog(config, clock));
  const { sqliteCopies } = await import('./infra/db/sqlite-copies.ts');
  const { openSqlite, openSqliteBeside } = await import('./infra/db/sqlite.ts');
  const { localFiles } = await import('./infra/files/local.ts');
  const files = await openFiles(config, clock);
  const pool = { ...config.pool, min: 1 };
  return {
    config,
    clock,
    log,
    copies: sqliteCopies(config.database.kind === 'sqlite' ? config.database.file : ''),
    openDb: (file, as) => (as === 'owner' ? openSqlite : openSqliteBeside)({ file, pool }, log, clock),
    files,
    filesAt: (dir) => localFiles({ dir, clock }),
    close: () => files.close().finally(() => log.close()),
  };
}

/** What a test brings of its own. */
export interface Given {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly openDb?: () => Promise<Db>;
  readonly runBackup?: () => Run;
}

/** Opens every port with the driver the settings choose; a driver that is not chosen is not loaded. The only file that names drivers. */
export async function wire(config: Config, given: Given = {}): Promise<Wired> {
  const { keep, close } = keeping();
  try {
    const clock = given.clock ?? systemClock;
    const log = keep(given.log ?? (await openLog(config, clock)));
    const { promMetrics } = await import('./infra/metrics/prom.ts');
    const metrics = promMetrics(log);
    const onCommit = (ms: number, commands: number) => {
      metrics.took('tableorder_db_commit_seconds', ms, {});
      metrics.count('tableorder_db_committed_commands_total', {}, commands);
    };
    const db = keep(given.openDb ? await given.openDb() : await openDb(config, log, clock, onCommit));
    const bus = keep(await openBus(config, log));
    const { countedCache } = await import('./infra/cache/counted.ts');
    const cache = keep(withSteadyCounts(countedCache(await openCache(config, log, clock), metrics), clock, log));
    const files = keep(await openFiles(config, clock));
    const { sharpPictures } = await import('./infra/files/sharp.ts');
    const pictures = keep(sharpPictures({ kinds: config.uploads.pictureKinds, maxBytes: config.uploads.maxBytes, clock, log }));
    const { secret, former } = config.jwt;
    const { bcryptPasswords } = await import('./infra/crypto/bcrypt.ts');
    const passwords = bcryptPasswords({ cost: config.bcryptCost, secret, former: former?.secret ?? null });
    const { aesGcmSeals } = await import('./infra/crypto/aes-gcm.ts');
    const seals = aesGcmSeals({ secret, former: former?.secret ?? null });
    const { hs256Tokens } = await import('./infra/crypto/hs256.ts');
    const tokens = hs256Tokens({ key: secret, former, clock });
    const { ESCPOS_TIMES, escposPrinter } = await import('./infra/printer/escpos-tcp.ts');
    const printer = keep(escposPrinter({ reach: config.printers.reach, ...ESCPOS_TIMES }));
    const { resvgRaster } = await import('./infra/raster/resvg.ts');
    const raster = resvgRaster();
    const { LocalBackups } = await import('./maintenance/backup-desk.ts');
    const backups = new LocalBackups({ config, clock, log }, given.runBackup);
    const onStored = (type: string) => metrics.count('tableorder_events_total', { type });
    const events = await openEvents(db, bus, clock, () => randomBytes(6).toString('hex'), onStored);
    return {
      config,
      clock,
      log,
      db,
      bus,
      cache,
      files,
      pictures,
      passwords,
      seals,
      tokens,
      events,
      metrics,
      printer,
      raster,
      backups,
      network: systemNetwork,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
