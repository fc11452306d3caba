import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { isAbsolute, resolve, sep } from 'node:path';
import { isDeepStrictEqual, parseArgs, parseEnv } from 'node:util';
import { type Config, ConfigError, loadConfig, loadConfigAt } from './config.ts';
import { resetSecondFactor } from './features/access/access.second-factor.ts';
import { makeSetupToken } from './features/access/access.setup.ts';
import { systemClock } from './infra/clock/system.ts';
import { DamagedDatabase } from './infra/db/copies.ts';
import { CannotOpenDatabase } from './infra/db/db.ts';
import { NewerDatabase } from './infra/db/migrate.ts';
import { makeBackup, NoBackup } from './maintenance/backup.ts';
import { type Backup, findBackup, listBackups, UnusableBackup } from './maintenance/backup-folder.ts';
import { newestProven } from './maintenance/backup-rules.ts';
import { examineShop } from './maintenance/doctor.ts';
import { told } from './maintenance/doctor-findings.ts';
import { moveShop, NotMoved } from './maintenance/move.ts';
import { changeSecret, NoNewSecret } from './maintenance/new-secret.ts';
import { RestoreRefused, restoreBackup } from './maintenance/restore.ts';
import { tidy } from './maintenance/schedule.ts';
import { examineDatabase, wire, wireBackups, wireBeside, wireMove, wireServices } from './wire.ts';

/** What was asked for lacks something, or names nobody. */
class MisusedCommand extends Error {
  override name = 'MisusedCommand';
}

const HELP = `tableorder: what an operator does beside the running server

  tableorder backup             copy the database and the pictures, and prove the copy by restoring it; also while the server runs
      --quiet                   say nothing unless it fails
  tableorder backups            list the backups, the newest first
  tableorder restore <backup>   put a backup (its name, its folder, or "latest": the newest proven one) into an empty place;
                                the server must be stopped
      --unproven                also one that was never proven, or failed
      --other-secret            also one made with another JWT_SECRET_KEY, with which no password fits
  tableorder setup-token        print a one-time token that sets up one more store (good for 24 hours); also while the server runs
  tableorder reset-second-factor --store <code> --username <name>
                                take the second factor away from somebody whose phone and recovery codes are lost; ends their sign-ins;
                                also while the server runs
  tableorder new-secret         put a new random JWT_SECRET_KEY into .env and keep the present one as the former: nobody is signed out,
                                every password stays right; restart the server after it
  tableorder doctor             look at disk, permissions, clock, database, secret, ports, backups and certificate, and say what to do;
                                changes nothing; ends with 1 when something is wrong
  tableorder migrate-data --to <file>
                                move the shop to the database and the place for pictures that the lines of this file name (DATABASE_URL or
                                DB_FILE_PATH, S3_… or UPLOAD_DIR); beside a running server it copies ahead, and with the server stopped it
                                copies what changed since, compares every row and picture, and is done; broken off it goes on where it was
  tableorder tidy               drop old events, ended sign-ins, history beyond a year and pictures nobody names; the server must be stopped
  tableorder help               this page
`;

const REFUSED = 78;
const FAILED = 70;
const SICK = 1;
const USAGE = 64;

interface Given {
  readonly what: string | undefined;
  readonly quiet: boolean;
  readonly unproven: boolean;
  readonly otherSecret: boolean;
  readonly store: string | undefined;
  readonly username: string | undefined;
  readonly to: string | undefined;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The settings, when backups are made here at all. */
function backupConfig(): Config {
  const config = loadConfig();
  if (config.database.kind === 'postgres')
    throw new ConfigError([
      'DATABASE_URL is set: back up PostgreSQL with pg_dump --format=custom --file=shop.dump "$DATABASE_URL", put it back with pg_restore, and copy UPLOAD_DIR or the bucket beside it',
    ]);
  return config;
}

const sizeOf = (bytes: number): string => `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;

async function backUp({ quiet }: Given): Promise<void> {
  // Orders come first.
  setPriority(10);
  const ports = await wireBackups(backupConfig());
  try {
    const { folder, state, reason } = await makeBackup(ports);
    if (state !== 'proven') throw new UnusableBackup(`${folder} is NOT proven: ${reason}`);
    if (!quiet) say(`${folder} is proven`);
  } finally {
    await ports.close();
  }
}

async function showBackups(): Promise<void> {
  const { backup } = backupConfig();
  const backups = await listBackups(backup.dir);
  if (backups.length === 0) say(`no backup in ${backup.dir}`);
  for (const { name, state, reason, manifest } of backups) {
    const bytes = manifest ? manifest.pictures.reduce((sum, one) => sum + one.bytes, manifest.database.bytes) : 0;
    const held = manifest
      ? `${sizeOf(bytes)}, ${manifest.rows.orders} orders, ${manifest.pictures.length} pictures`
      : 'no readable manifest';
    say(`${name}  ${state.padEnd(8)}  ${held}${reason ? `  (${reason})` : ''}`);
  }
}

async function wantedBackup(dir: string, what: string): Promise<Backup> {
  const backups = await listBackups(dir);
  if (what === 'latest') {
    const newest = newestProven(backups, systemClock.now());
    if (!newest) throw new RestoreRefused(`no backup in ${dir} is proven`);
    return newest;
  }
  const folder = isAbsolute(what) || what.includes(sep) || what.includes('/') ? resolve(what) : resolve(dir, what);
  return findBackup(folder);
}

async function restore({ what, unproven, otherSecret }: Given): Promise<void> {
  const config = backupConfig();
  const ports = await wireBackups(config);
  try {
    const backup = await wantedBackup(config.backup.dir, what ?? '');
    const { madeAt, rows, pictures } = await restoreBackup(ports, backup, { unproven, otherSecret });
    say(`put back: ${rows.orders} orders and ${pictures.length} pictures, as they stood at ${madeAt}`);
    say('Everybody has to sign in again, tablets do so by themselves. Start the server now.');
  } finally {
    await ports.close();
  }
}

async function doctor(): Promise<void> {
  const config = loadConfig();
  const services = wireServices(config);
  const findings = await examineShop({ config, clock: systemClock, services, ...(await examineDatabase(config)) });
  say(told(findings));
  if (findings.some(({ state }) => state === 'wrong')) process.exitCode = SICK;
}

async function migrateData({ to }: Given): Promise<void> {
  if (!to) throw new MisusedCommand('migrate-data needs --to <file>, whose lines say where the shop shall be');
  if (!existsSync(to)) throw new MisusedCommand(`there is no file ${to}`);
  const [source, target] = [loadConfig(), loadConfigAt(parseEnv(await readFile(to, 'utf8')))];
  if (isDeepStrictEqual(source.database, target.database)) throw new MisusedCommand(`${to} names the database that the shop is in`);
  const move = await wireMove(source, target);
  try {
    const state = await moveShop({ ...move, say });
    if (state === 'ahead')
      say('copied ahead beside the running server. Stop the server, every instance of it, and run this again to finish.');
    else say(`moved, and every row and picture compared. Put the lines of ${to} into .env in place of the old ones, and start the server.`);
  } finally {
    await move.close();
  }
}

const commands: Readonly<Record<string, { readonly takes?: true; run(given: Given): Promise<void> }>> = {
  backup: { run: backUp },
  backups: { run: showBackups },
  restore: { takes: true, run: restore },
  'setup-token': {
    async run() {
      const { db, close } = await wireBeside(loadConfig());
      try {
        say(await makeSetupToken({ db, clock: systemClock }));
      } finally {
        await close();
      }
    },
  },
  'reset-second-factor': {
    async run({ store, username }) {
      if (!store || !username) throw new MisusedCommand('reset-second-factor needs --store <code> and --username <name>');
      const { db, close } = await wireBeside(loadConfig());
      try {
        // The running server asks the database again within seconds; nobody has to be told.
        const done = await resetSecondFactor({ db, clock: systemClock, signIns: { changed: () => {} } }, { store, username });
        if (done === null) throw new MisusedCommand(`no ${username} in the store ${store}`);
        say(done === 'none' ? `${username} has no second factor` : `${username} signs in with the password alone from now on`);
      } finally {
        await close();
      }
    },
  },
  'new-secret': {
    async run() {
      await changeSecret(resolve('.env'), randomBytes(32).toString('hex'), systemClock.now());
      say('.env has a new JWT_SECRET_KEY. Restart the server now, every instance of it.');
      say('Take JWT_SECRET_KEY_FORMER out when everybody has signed in once: a password that was not used until then has to be set anew.');
    },
  },
  'migrate-data': { run: migrateData },
  doctor: { run: doctor },
  tidy: {
    async run() {
      const ports = await wire(loadConfig());
      try {
        await tidy(ports);
      } finally {
        await ports.close();
      }
    },
  },
  help: {
    async run() {
      process.stdout.write(HELP);
    },
  },
};

const REFUSALS = [
  MisusedCommand,
  ConfigError,
  CannotOpenDatabase,
  NewerDatabase,
  DamagedDatabase,
  NoBackup,
  NoNewSecret,
  NotMoved,
  UnusableBackup,
  RestoreRefused,
];

function fail(error: unknown): void {
  const known = REFUSALS.some((kind) => error instanceof kind);
  process.stderr.write(`${error instanceof Error ? (known ? error.message : error.stack) : String(error)}\n`);
  process.exitCode = known ? REFUSED : FAILED;
}

function misused(what: string): void {
  process.stderr.write(`tableorder: ${what}\n\n${HELP}`);
  process.exitCode = USAGE;
}

function read(): { name: string; given: Given } {
  const flag = { type: 'boolean', default: false } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      quiet: flag,
      unproven: flag,
      'other-secret': flag,
      store: { type: 'string' },
      username: { type: 'string' },
      to: { type: 'string' },
    },
  });
  const [name = 'help', what, ...rest] = positionals;
  const takes = commands[name]?.takes ?? false;
  if (!commands[name] || rest.length > 0 || takes !== (what !== undefined))
    throw new TypeError(`no such command: ${positionals.join(' ')}`);
  return {
    name,
    given: {
      what,
      quiet: values.quiet,
      unproven: values.unproven,
      otherSecret: values['other-secret'],
      store: values.store,
      username: values.username,
      to: values.to,
    },
  };
}

try {
  const { name, given } = read();
  await commands[name]?.run(given).catch(fail);
} catch (error) {
  misused(error instanceof Error ? error.message : String(error));
}
