import { makeApp } from './app.ts';
import { ConfigError, loadConfig } from './config.ts';
import { makeSetupToken } from './features/access/access.setup.ts';
import { watchSilence } from './features/displays/displays.watch.ts';
import { PrintWorks } from './features/printers/printers.works.ts';
import { watchUnseen } from './features/receipts/receipts.watch.ts';
import { findAnyStore } from './features/stores/stores.sql.ts';
import { CannotOpenDatabase } from './infra/db/db.ts';
import { NewerDatabase } from './infra/db/migrate.ts';
import type { Work } from './infra/duty/duty.ts';
import { RedisRefused } from './infra/redis/refused.ts';
import { refuseHalfMade } from './maintenance/half-made.ts';
import { startJobs } from './maintenance/schedule.ts';
import { seedDemo } from './maintenance/seed.ts';
import { type Wired, wire, wireDuty } from './wire.ts';

/** How long a stop may take: a request that is still running is answered, then the process ends (reliability goal G4). */
const STOP_MS = 10_000;
const CUT_MS = 2000;

/** What the program that started us reads from our output: one line of JSON each. */
const say = (what: object): void => {
  process.stdout.write(`${JSON.stringify(what)}\n`);
};

/** What one instance does for all: jobs, printers, and looking after what nobody saw. */
function beginWork(ports: Wired): Work {
  const works = [startJobs(ports), new PrintWorks(ports), watchUnseen(ports), watchSilence(ports)];
  return { stop: async () => void (await Promise.all(works.map((work) => work.stop()))) };
}

async function start(): Promise<void> {
  const config = loadConfig();
  const ports = await wire(config);
  const { log, db } = ports;
  await refuseHalfMade(db);
  const { server } = await makeApp(ports);
  if (!(await db.first(findAnyStore, {}))) {
    if (config.seedDemo) say({ event: 'demo', ...(await seedDemo(ports)) });
    else if (config.setupToken === null) say({ event: 'setup', token: await makeSetupToken(ports) });
  }
  const duty = await wireDuty(config, log);
  duty.take(() => beginWork(ports));
  await server.listen({ host: config.host, port: config.ports.backend });
  const [bound] = server.addresses();
  const port = typeof bound === 'object' ? bound.port : config.ports.backend;
  log.info('server', 'ready', { host: config.host, port, database: config.database.kind });

  let stopping = false;
  const stop = async (why: string, code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // A connection that never asks, or never stops sending, is not idle: it is cut when the others had their time.
    setTimeout(() => server.server.closeAllConnections(), CUT_MS).unref();
    setTimeout(() => process.exit(code || 1), STOP_MS).unref();
    log.info('server', 'stopping', { why });
    await Promise.all([server.close(), duty.close()]);
    await ports.close();
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop('SIGTERM', 0));
  process.on('SIGINT', () => void stop('SIGINT', 0));
  // A bug: what the process holds in memory can't be trusted any more. Drain and let the supervisor start anew.
  const fall = (error: unknown): void => {
    log.critical('server', 'unexpected failure, stopping', {}, error);
    void stop('failure', 70);
  };
  process.on('uncaughtException', fall);
  process.on('unhandledRejection', fall);
  // Who is told that we are ready may stop us the next moment.
  say({ event: 'ready', port });
}

/** Why the address can't be listened on, in one line; null for an error of another kind. */
function whyDeaf(error: Error): string | null {
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is used by another program: stop it, or set BACKEND_PORT to another`;
  if (code === 'EACCES') return `port ${port} needs the system’s permission: set BACKEND_PORT to one above 1023`;
  if (code === 'EADDRNOTAVAIL') return `${address} is no address of this machine: set HOST to one that is`;
  return null;
}

/** One line for what the person who starts the program can mend (78), everything for what only we can (70). */
start().catch((error: unknown) => {
  const mendable = [ConfigError, CannotOpenDatabase, NewerDatabase, RedisRefused].some((kind) => error instanceof kind);
  const line = error instanceof Error ? (mendable ? error.message : whyDeaf(error)) : null;
  process.stderr.write(`${line ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(line === null ? 70 : 78);
});
