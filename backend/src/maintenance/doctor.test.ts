import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noRedis, startRedis } from '../../test/redis-server.ts';
import { loadConfig } from '../config.ts';
import { systemClock } from '../infra/clock/system.ts';
import { testClock } from '../infra/clock/test-clock.ts';
import type { Examined } from '../infra/db/examine.ts';
import { migrations } from '../infra/db/migrations/all.ts';
import { examinePostgres } from '../infra/db/postgres-examine.ts';
import { openSqlite } from '../infra/db/sqlite.ts';
import { examineSqlite } from '../infra/db/sqlite-examine.ts';
import { testLog } from '../infra/log/test-log.ts';
import { wireServices } from '../wire.ts';
import { examineShop } from './doctor.ts';
import { type Finding, told } from './doctor-findings.ts';

const SECRET = 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa';
const DAY_MS = 86_400_000;
const SOUND: Examined = { engine: 'SQLite 3.53.0', unfit: null, version: 24, newestAt: null, inUse: false, damage: null };

let folder: string;
let servers: Server[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tableorder-doctor-'));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const settings = (env: Record<string, string> = {}) =>
  loadConfig({
    JWT_SECRET_KEY: SECRET,
    DB_FILE_PATH: join(folder, 'data/app.db'),
    UPLOAD_DIR: join(folder, 'uploads'),
    LOG_FILE_PATH: join(folder, 'logs/app-{date}.log'),
    BACKUP_DIR: join(folder, 'backups'),
    HOST: '127.0.0.1',
    BACKEND_PORT: '0',
    FRONTEND_PORT: '0',
    PUBLIC_URL: 'http://localhost:3000',
    ...env,
  });

async function findings(env: Record<string, string> = {}, examined: Examined = SOUND, clock = systemClock): Promise<Finding[]> {
  return examineShop({ config: settings(env), clock, examined, knows: 24, services: wireServices(settings(env)) });
}
const of = (all: readonly Finding[], what: string) => all.filter((finding) => finding.what === what);
const worst = (all: readonly Finding[], what: string) => of(all, what).find(({ state }) => state === 'wrong') ?? of(all, what)[0];

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('what the doctor says of the database', () => {
  const said = async (examined: Partial<Examined>) => worst(await findings({}, { ...SOUND, ...examined }), 'database');

  it('is well when it is whole and of this program', async () => expect(await said({})).toMatchObject({ state: 'well', act: null }));
  it('is that there is none yet', async () => expect(await said({ version: null })).toMatchObject({ state: 'look' }));
  it('is that the next start brings it up to date', async () => expect(await said({ version: 20 })).toMatchObject({ state: 'look' }));
  it('is how to go back from a newer program', async () => {
    expect(await said({ version: 25 })).toMatchObject({ state: 'wrong', act: expect.stringContaining('backup that its upgrade made') });
  });
  it('is to put the last backup back when it is damaged', async () => {
    expect(await said({ damage: 'Tree 5: page 7' })).toMatchObject({ state: 'wrong', act: expect.stringContaining('restore latest') });
  });
  it('is that an engine which loses data must not be used', async () => {
    expect(await said({ unfit: 'SQLite 3.40.1 can lose committed data' })).toMatchObject({ state: 'wrong' });
  });
});

describe('a look at a SQLite file', () => {
  const file = () => join(folder, 'data/app.db');

  it('sees none, and makes none', () => {
    expect(examineSqlite(file())).toMatchObject({ version: null, damage: null, unfit: null });
    expect(() => readFileSync(`${file()}.lock`)).toThrow(/ENOENT/);
  });

  it('sees its version, its newest event, and whether a server uses it', async () => {
    const pool = { min: 1, max: 2, acquireTimeoutMs: 1000, idleMs: 1000 };
    const db = await openSqlite({ file: file(), pool }, testLog(), systemClock);
    expect(examineSqlite(file())).toMatchObject({ version: migrations.length, newestAt: null, inUse: true, damage: null });
    await db.close();
    expect(examineSqlite(file())).toMatchObject({ inUse: false });
  });

  it('sees that it is none, or smashed', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(file(), 'this is no database, and it is long enough to be read as the head of one '.repeat(3));
    expect(examineSqlite(file()).damage).toMatch(/not a database/);
    rmSync(file());
    const raw = new Database(file());
    raw.exec('create table migrations (number integer); create table events (at integer); insert into migrations values (3)');
    raw.exec(
      'create table filler (text text); insert into filler select hex(randomblob(2000)) from (select 1 union select 2 union select 3)',
    );
    raw.close();
    const bytes = readFileSync(file());
    bytes.fill(0xff, 4096 * 3, 4096 * 3 + 200);
    writeFileSync(file(), bytes);
    expect(examineSqlite(file()).damage).not.toBeNull();
  });
});

describe('a look at a PostgreSQL database', () => {
  it('says what keeps it from being reached', async () => {
    expect(await examinePostgres('postgres://nobody@127.0.0.1:1/none')).toMatchObject({ damage: expect.stringContaining('ECONNREFUSED') });
  });

  const url = process.env.TEST_POSTGRES_URL ?? '';
  it.skipIf(url === '')(`sees the engine${url === '' ? ' (skipped: TEST_POSTGRES_URL is not set)' : ''}`, async () => {
    expect(await examinePostgres(url)).toMatchObject({ engine: expect.stringMatching(/^PostgreSQL \d+/), unfit: null, damage: null });
  });
});

describe('what the doctor says of services on other machines', () => {
  const named = (port: number) => ({
    REDIS_URL: `redis://:a-password@127.0.0.1:${port}`,
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_BUCKET: 'pictures',
    S3_ACCESS_KEY_ID: 'shop',
    S3_SECRET_ACCESS_KEY: 'a-secret-of-tests',
  });

  it('is nothing where the settings name none', async () => {
    expect(of(await findings(), 'Redis')).toEqual([]);
  });

  it('is why they do not answer and what that costs, never how they know us', async () => {
    const port = await listen(createServer((_, reply) => reply.writeHead(403).end()));
    const all = await findings(named(port));
    expect(of(all, 'Redis')).toMatchObject([{ state: 'wrong', says: expect.stringContaining(`127.0.0.1:${port}: `) }]);
    expect(of(all, 'pictures')).toMatchObject([
      { state: 'wrong', says: expect.stringContaining(`the bucket pictures at http://127.0.0.1:${port}: `) },
    ]);
    expect(told(all)).not.toMatch(/a-password|a-secret/);
  });

  it.skipIf(noRedis !== null)(`is that they answer${noRedis ? ` (skipped: ${noRedis})` : ''}`, async () => {
    const [redis, store] = [await startRedis(), await startFauxqs({ port: 0, logger: false })];
    store.createBucket('pictures');
    const all = await findings({ ...named(store.port), REDIS_URL: redis.url });
    expect(of(all, 'Redis')).toMatchObject([{ state: 'well' }]);
    expect(of(all, 'pictures')).toMatchObject([{ state: 'well' }]);
    await Promise.all([redis.close(), store.stop()]);
  });
});

describe('what the doctor says of folders and files', () => {
  it('is well where they can be written, whose missing ones it makes as the server would', async () => {
    const all = await findings();
    for (const what of ['data', 'pictures', 'log', 'backup disk']) expect(of(all, what)[0]).toMatchObject({ what, state: 'well' });
  });

  it('names the folder that cannot be written, why, and what to do', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(worst(await findings({ UPLOAD_DIR: join(folder, 'file/uploads') }), 'pictures')).toMatchObject({
      state: 'wrong',
      says: expect.stringMatching(/file\/uploads cannot be written \(ENOTDIR\)/),
      act: expect.stringContaining('a part of its path is not a folder'),
    });
  });

  it('is that backups on the disk of the data go with it', async () => {
    expect(of(await findings(), 'backup disk')[1]).toMatchObject({ state: 'look', act: expect.stringContaining('another disk') });
  });

  it('is that others can read the database', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/app.db'), '');
    chmodSync(join(folder, 'data/app.db'), 0o644);
    expect(worst(await findings(), 'secrets')).toMatchObject({ state: 'look', act: expect.stringMatching(/^chmod 600 .*app\.db/) });
    chmodSync(join(folder, 'data/app.db'), 0o600);
    expect(worst(await findings(), 'secrets')).toMatchObject({ state: 'well' });
  });
});

describe('what the doctor says of the clock', () => {
  it('is wrong behind the newest order, and in the years before us', async () => {
    const now = systemClock.now();
    expect(worst(await findings({}, { ...SOUND, newestAt: now + 3 * 3_600_000 }), 'clock')).toMatchObject({
      state: 'wrong',
      says: 'it is 180 minutes behind the newest order',
    });
    expect(worst(await findings({}, { ...SOUND, newestAt: now + 60_000 }), 'clock')).toMatchObject({ state: 'well' });
    expect(worst(await findings({}, SOUND, { now: () => 5000, monotonic: () => 0 }), 'clock')).toMatchObject({ state: 'wrong' });
  });
});

describe('what the doctor says of ports', () => {
  it('is well where one is free, or our own server answers', async () => {
    const port = await listen(createServer((request, response) => response.writeHead(request.url === '/health/ready' ? 200 : 404).end()));
    expect(worst(await findings({ BACKEND_PORT: String(port) }), 'backend')).toMatchObject({
      state: 'well',
      says: `answers at port ${port}`,
    });
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(worst(await findings({ BACKEND_PORT: String(port) }), 'backend')).toMatchObject({ state: 'well', says: `port ${port} is free` });
  });

  it('is wrong where another program sits', async () => {
    const port = await listen(createServer((_, response) => response.writeHead(404).end()));
    expect(worst(await findings({ FRONTEND_PORT: String(port) }), 'frontend')).toMatchObject({
      state: 'wrong',
      act: expect.stringContaining('FRONTEND_PORT'),
    });
  });
});

describe('what the doctor says of backups', () => {
  it('is wrong where there is something to lose and none is proven', async () => {
    expect(worst(await findings(), 'backups')).toMatchObject({ state: 'wrong', says: 'there is none' });
    expect(worst(await findings({}, { ...SOUND, version: null }), 'backups')).toMatchObject({ state: 'well' });
  });

  it('repeats why the last failed: here its reader is who runs the server', async () => {
    const dir = join(folder, 'backups/2026-11-26T04-00-00-000Z');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'failure.json'), JSON.stringify({ failedAt: '2026-11-26T04:00:00.000Z', reason: 'no room' }));
    expect(worst(await findings(), 'backups')).toMatchObject({ says: 'none is proven; the last failed: no room' });
  });
});

const openssl = (() => {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!openssl)(`what the doctor says of the certificate${openssl ? '' : ' (skipped: openssl not installed)'}`, () => {
  let port: number;
  beforeEach(async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '30',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    port = await listen(createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }) as unknown as Server);
  });
  const at = (days: number) => {
    const now = systemClock.now() + days * DAY_MS;
    return findings({ PUBLIC_URL: `https://localhost:${port}` }, SOUND, { ...testClock(), now: () => now });
  };

  it('is that phones do not trust one that nobody signed', async () => {
    expect(worst(await at(0), 'certificate')).toMatchObject({
      state: 'wrong',
      says: expect.stringMatching(/not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/),
    });
  });

  it('is for how many days it has been over', async () => {
    expect(worst(await at(40), 'certificate')).toMatchObject({ state: 'wrong', says: expect.stringMatching(/ended (10|11) days ago/) });
  });

  it('is that nobody answers at that address', async () => {
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(worst(await at(0), 'certificate')).toMatchObject({ state: 'look', says: expect.stringContaining('not reached from here') });
  });
});

it('says all of it in lines: how it stands, what was seen, and below it what to do', () => {
  expect(
    told([
      { what: 'clock', state: 'well', says: 'right', act: null },
      { what: 'data', state: 'wrong', says: 'full', act: 'make room' },
    ]),
  ).toBe(['ok     clock        right', 'WRONG  data         full', '                    → make room'].join('\n'));
});
