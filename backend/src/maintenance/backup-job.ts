import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ports } from '../app.ts';
import { type Backup, listBackups } from './backup-folder.ts';
import { isDue, newestProven, OVERDUE_MS } from './backup-rules.ts';

/** Beside this module and beside the bundle alike. */
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const LOOK_EVERY_MS = 60_000;
/** A backup that was missed is made up once the shop has started in peace. */
const FIRST_LOOK_MS = 300_000;
const AGAIN_AFTER_MS = 3_600_000;
const HOUR_MS = 3_600_000;

type JobPorts = Pick<Ports, 'config' | 'clock' | 'log' | 'metrics'>;

/** A backup under way; `failed` resolves with what went wrong, null for nothing. */
export interface Run {
  readonly failed: Promise<string | null>;
  stop(): void;
}

/**
 * `tableorder backup` as a process of its own: looking through a whole database would stop the server's orders for seconds, and
 * what ends that process does not end the server.
 */
export function runBackup(): Run {
  const child = spawn(process.execPath, [CLI, 'backup', '--quiet'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const failed = new Promise<string | null>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? code}`));
  });
  return { failed, stop: () => void child.kill() };
}

/** Says how old the last proven backup is: loudly when it is too old. */
export function tellAge({ config, clock, log }: Omit<JobPorts, 'metrics'>, backups: readonly Backup[]): void {
  const newest = newestProven(backups, clock.now());
  const facts = { dir: config.backup.dir };
  if (newest) {
    const ageMs = clock.now() - newest.at;
    const known = { ...facts, name: newest.name, hours: Math.floor(ageMs / HOUR_MS) };
    if (ageMs > OVERDUE_MS) log.warning('backup', 'the last proven backup is too old', known);
    else log.info('backup', 'last proven backup', known);
  } else if (backups.length > 0) log.warning('backup', 'no backup is proven', facts);
  else log.info('backup', 'no backup yet', facts);
}

class BackupJob {
  readonly #ports: JobPorts;
  readonly #run: () => Run;
  readonly #timers: NodeJS.Timeout[] = [];
  #running: Run | null = null;
  #triedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(ports: JobPorts, run: () => Run) {
    this.#ports = ports;
    this.#run = run;
  }

  start(): void {
    this.#show();
    this.#every(HOUR_MS, async () => tellAge(this.#ports, await listBackups(this.#ports.config.backup.dir)));
    const { atMinutes } = this.#ports.config.backup;
    if (atMinutes === null) return;
    const begun = this.#ports.clock.monotonic();
    this.#every(LOOK_EVERY_MS, async () => {
      if (this.#ports.clock.monotonic() - begun >= FIRST_LOOK_MS) await this.#look(atMinutes);
    });
  }

  #show(): void {
    const { config, clock, metrics } = this.#ports;
    const { dir } = config.backup;
    metrics.gauge('tableorder_backup_last_proven_timestamp_seconds', async () => {
      const newest = newestProven(await listBackups(dir), clock.now());
      return newest ? [{ labels: {}, value: newest.at / 1000 }] : [];
    });
    metrics.gauge('tableorder_backups', async () => {
      const backups = await listBackups(dir);
      const states = ['proven', 'unproven', 'failed'] as const;
      return states.map((state) => ({ labels: { state }, value: backups.filter((backup) => backup.state === state).length }));
    });
  }

  #every(ms: number, work: () => Promise<void>): void {
    const attempt = () => {
      work().catch((error: unknown) => this.#ports.log.error('backup', 'the backups cannot be looked at', {}, error));
    };
    attempt();
    this.#timers.push(setInterval(attempt, ms).unref());
  }

  async #look(atMinutes: number): Promise<void> {
    const { config, clock, log } = this.#ports;
    const backups = await listBackups(config.backup.dir);
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const waits = this.#stopped || this.#running !== null || clock.monotonic() - this.#triedAt < AGAIN_AFTER_MS;
    if (waits || !isDue(backups, clock.now(), atMinutes, timeZone)) return;
    this.#triedAt = clock.monotonic();
    this.#running = this.#run();
    const failure = await this.#running.failed;
    this.#running = null;
    if (this.#stopped) return;
    if (failure !== null) log.error('backup', 'the daily backup failed; tried again in an hour', { failure });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#running?.stop();
  }
}

/** Makes a backup once a day while the server runs, and makes up one that was missed while it did not. */
export function startBackups(ports: JobPorts, run: () => Run = runBackup): { stop(): void } {
  const { config, log } = ports;
  if (config.database.kind !== 'sqlite') {
    log.info('backup', 'PostgreSQL is not backed up from here: use pg_dump');
    return { stop() {} };
  }
  const job = new BackupJob(ports, run);
  job.start();
  return job;
}
