import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Backups } from '@tableorder/contract/backups';
import { toInstant } from '@tableorder/contract/time';
import type { Config } from '../config.ts';
import type { BackupDesk } from '../features/backups/backups.desk.ts';
import type { Clock } from '../infra/clock/clock.ts';
import type { Log } from '../infra/log/log.ts';
import { type Backup, listBackups } from './backup-folder.ts';
import { newestProven, OVERDUE_MS } from './backup-rules.ts';

/** Beside this module and beside the bundle alike. */
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const MOST_TOLD = 30;
/** Looking through a whole database is work: not more often than this by hand. */
const AGAIN_BY_HAND_MS = 600_000;
/** A new server makes its first backup within minutes; until then there is none to miss. */
const FIRST_WITHIN_MS = 3_600_000;

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

interface DeskDeps {
  readonly config: Pick<Config, 'backup' | 'database'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** One backup at a time, whoever wants it. PostgreSQL's are made by other means: then there is nothing here. */
export class LocalBackups implements BackupDesk {
  readonly #deps: DeskDeps;
  readonly #run: () => Run;
  readonly #begunAt: number;
  #running: Run | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(deps: DeskDeps, run: () => Run = runBackup) {
    this.#deps = deps;
    this.#run = run;
    this.#begunAt = deps.clock.monotonic();
  }

  get kept(): boolean {
    return this.#deps.config.database.kind === 'sqlite';
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Every backup in the folder, the newest first. */
  list(): Promise<Backup[]> {
    return listBackups(this.#deps.config.backup.dir);
  }

  /** Makes one; resolves with what went wrong, null for nothing and when this server is being stopped. Not while one is under way. */
  async make(): Promise<string | null> {
    if (this.#stopped || this.#running) return null;
    this.#running = this.#run();
    const failure = await this.#running.failed;
    this.#running = null;
    return this.#stopped ? null : failure;
  }

  ask(): number {
    if (this.#running) return 0;
    const { clock, log } = this.#deps;
    const waitMs = this.#askedAt + AGAIN_BY_HAND_MS - clock.monotonic();
    if (waitMs > 0) return waitMs;
    this.#askedAt = clock.monotonic();
    this.make()
      .then((failure) => {
        if (failure !== null) log.error('backup', 'the backup that was asked for failed', { failure });
      })
      .catch((error: unknown) => log.error('backup', 'the backup that was asked for could not begin', {}, error));
    return 0;
  }

  async read(): Promise<Backups> {
    if (!this.kept) return { kept: false, running: false, overdue: false, items: [] };
    const { clock } = this.#deps;
    const all = await this.list();
    const newest = newestProven(all, clock.now());
    const overdue = newest ? clock.now() - newest.at > OVERDUE_MS : clock.monotonic() - this.#begunAt > FIRST_WITHIN_MS;
    const items = all.slice(0, MOST_TOLD).map(({ at, state }) => ({ at: toInstant(at), state }));
    return { kept: true, running: this.isRunning, overdue, items };
  }

  stop(): void {
    this.#stopped = true;
    this.#running?.stop();
  }
}
