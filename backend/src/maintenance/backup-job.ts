import type { Ports } from '../app.ts';
import type { LocalBackups } from './backup-desk.ts';
import type { Backup } from './backup-folder.ts';
import { isDue, newestProven, OVERDUE_MS } from './backup-rules.ts';

const LOOK_EVERY_MS = 60_000;
/** A backup that was missed is made up once the shop has started in peace. */
const FIRST_LOOK_MS = 300_000;
const AGAIN_AFTER_MS = 3_600_000;
const HOUR_MS = 3_600_000;

interface JobPorts extends Pick<Ports, 'config' | 'clock' | 'log' | 'metrics'> {
  readonly backups: LocalBackups;
}

/** Says how old the last proven backup is: loudly when it is too old. */
export function tellAge({ config, clock, log }: Pick<JobPorts, 'config' | 'clock' | 'log'>, backups: readonly Backup[]): void {
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
  readonly #timers: NodeJS.Timeout[] = [];
  #triedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(ports: JobPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#show();
    this.#every(HOUR_MS, async () => tellAge(this.#ports, await this.#ports.backups.list()));
    const { atMinutes } = this.#ports.config.backup;
    if (atMinutes === null) return;
    const begun = this.#ports.clock.monotonic();
    this.#every(LOOK_EVERY_MS, async () => {
      if (this.#ports.clock.monotonic() - begun >= FIRST_LOOK_MS) await this.#look(atMinutes);
    });
  }

  #show(): void {
    const { clock, metrics, backups } = this.#ports;
    metrics.gauge('tableorder_backup_last_proven_timestamp_seconds', async () => {
      const newest = newestProven(await backups.list(), clock.now());
      return newest ? [{ labels: {}, value: newest.at / 1000 }] : [];
    });
    metrics.gauge('tableorder_backups', async () => {
      const all = await backups.list();
      const states = ['proven', 'unproven', 'failed'] as const;
      return states.map((state) => ({ labels: { state }, value: all.filter((backup) => backup.state === state).length }));
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
    const { clock, log, backups } = this.#ports;
    const all = await backups.list();
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const waits = this.#stopped || backups.isRunning || clock.monotonic() - this.#triedAt < AGAIN_AFTER_MS;
    if (waits || !isDue(all, clock.now(), atMinutes, timeZone)) return;
    this.#triedAt = clock.monotonic();
    const failure = await backups.make();
    if (failure !== null) log.error('backup', 'the daily backup failed; tried again in an hour', { failure });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#ports.backups.stop();
  }
}

/** Makes a backup once a day while the server runs, and makes up one that was missed while it did not. */
export function startBackups(ports: JobPorts): { stop(): void } {
  const { log, backups } = ports;
  if (!backups.kept) {
    log.info('backup', 'PostgreSQL is not backed up from here: use pg_dump');
    return { stop() {} };
  }
  const job = new BackupJob(ports);
  job.start();
  return job;
}
