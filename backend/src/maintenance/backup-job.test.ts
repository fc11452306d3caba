import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../config.ts';
import { testClock } from '../infra/clock/test-clock.ts';
import { type TestLog, testLog } from '../infra/log/test-log.ts';
import { promMetrics } from '../infra/metrics/prom.ts';
import { LocalBackups, type Run, runBackup } from './backup-desk.ts';
import { listBackups } from './backup-folder.ts';
import { startBackups } from './backup-job.ts';
import { openBackupShop } from './backup-shop.fixture.ts';
import { digestOf } from './durable-files.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const minutesNow = (at: number) => {
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
    .format(at)
    .split(':')
    .map(Number);
  return hours * 60 + minutes;
};

let dir: string;
let log: TestLog;
let clock: ReturnType<typeof testClock>;
let runs: number;
let outcome: string | null;
let stopped: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  dir = mkdtempSync(join(tmpdir(), 'tableorder-job-'));
  log = testLog();
  clock = testClock();
  runs = 0;
  stopped = 0;
  outcome = null;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true, force: true });
});

/** A proven backup, as its folder says it. */
function prove(at: number): void {
  const folder = join(dir, new Date(at).toISOString().replaceAll(/[:.]/g, '-'));
  mkdirSync(folder);
  const madeAt = new Date(at).toISOString();
  const database = { bytes: 0, sha256: '0'.repeat(64) };
  const rest = { program: '0', version: 1, epoch: null, secretMark: '0'.repeat(16), rows: {}, pictures: [], missingPictures: [] };
  const manifest = JSON.stringify({ format: 1, madeAt, database, ...rest });
  writeFileSync(join(folder, 'manifest.json'), manifest);
  writeFileSync(join(folder, 'proof.json'), JSON.stringify({ provenAt: new Date(at).toISOString(), manifestSha256: digestOf(manifest) }));
}

const run = (): Run => {
  runs += 1;
  if (outcome === null) prove(clock.now());
  const stop = () => {
    stopped += 1;
  };
  return { failed: Promise.resolve(outcome), stop };
};

/** A server whose daily moment is in two hours. */
function start(env: Record<string, string> = {}, by = run) {
  const minutes = minutesNow(clock.now()) + 120;
  const time = `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const config = loadConfig({ JWT_SECRET_KEY: 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa', BACKUP_DIR: dir, BACKUP_TIME: time, ...env });
  return startBackups({ config, clock, log, metrics: promMetrics(log), backups: new LocalBackups({ config, clock, log }, by) });
}

/** Time passes in steps, and what was begun in each comes to its end. */
async function pass(ms: number): Promise<void> {
  const step = ms > 5 * HOUR ? 15 * MINUTE : MINUTE;
  for (let passed = 0; passed < ms; passed += step) {
    clock.advance(step);
    vi.advanceTimersByTime(step);
    // The job looks into the folder meanwhile, as this does.
    await listBackups(dir);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}

const ran = (times: number) => vi.waitFor(() => expect(runs).toBe(times), { timeout: 5000 });

const spoken = (level: 'INFO' | 'WARNING' | 'ERROR') => log.messages(level);

describe('a running server', () => {
  it('makes its backup once a day, at its minute', async () => {
    prove(clock.now() - HOUR);
    const job = start();
    await pass(2 * HOUR - MINUTE);
    expect(runs).toBe(0);
    await pass(2 * MINUTE);
    await ran(1);
    await pass(23 * HOUR);
    await ran(1);
    await pass(HOUR);
    await ran(2);
    job.stop();
  });

  it('makes up one that was missed, but not before the shop has started in peace', async () => {
    prove(clock.now() - 30 * HOUR);
    const job = start();
    await pass(4 * MINUTE);
    expect(runs).toBe(0);
    await pass(2 * MINUTE);
    await ran(1);
    job.stop();
  });

  it('tries again in an hour what failed, and says it loudly', async () => {
    outcome = 'it ended with 78';
    const job = start();
    await pass(HOUR);
    await ran(1);
    await vi.waitFor(() => expect(spoken('ERROR')).toEqual(['the daily backup failed; tried again in an hour']));
    outcome = null;
    await pass(6 * MINUTE);
    await ran(2);
    expect(spoken('ERROR')).toHaveLength(1);
    job.stop();
  });

  it('says at its start and every hour how old the last proven backup is: loudly from 26 hours on', async () => {
    prove(clock.now() - 25 * HOUR);
    const job = start({ BACKUP_TIME: 'none' });
    await pass(59 * MINUTE);
    expect([spoken('INFO'), spoken('WARNING')]).toEqual([['last proven backup'], []]);
    await pass(2 * HOUR);
    await vi.waitFor(() => expect(spoken('WARNING')).toEqual(['the last proven backup is too old']));
    expect(runs).toBe(0);
    job.stop();
  });

  it('says loudly that none of the backups there are is proven', async () => {
    prove(clock.now() - HOUR);
    const [name = ''] = readdirSync(dir);
    rmSync(join(dir, name, 'proof.json'));
    const job = start();
    await pass(MINUTE);
    await vi.waitFor(() => expect(spoken('WARNING')).toEqual(['no backup is proven']));
    job.stop();
  });

  it('begins no second one while one is made, and takes it along when it stops', async () => {
    const job = start({}, () => ({ ...run(), failed: new Promise(() => {}) }));
    await pass(3 * HOUR);
    await ran(1);
    job.stop();
    expect(stopped).toBe(1);
    await pass(25 * HOUR);
    await ran(1);
  });

  it('makes none of PostgreSQL, and says what does', async () => {
    const job = start({ DATABASE_URL: 'postgres://shop:pw@db/shop' });
    await pass(26 * HOUR);
    expect([runs, spoken('INFO')]).toEqual([0, ['PostgreSQL is not backed up from here: use pg_dump']]);
    job.stop();
  });
});

it('is a process of its own, which makes a backup beside the server and tells when it could not', async () => {
  vi.useRealTimers();
  const shop = await openBackupShop();
  const { database, backup } = shop.ports.config;
  vi.stubEnv('JWT_SECRET_KEY', 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa');
  vi.stubEnv('DB_FILE_PATH', database.kind === 'sqlite' ? database.file : '');
  vi.stubEnv('UPLOAD_DIR', join(shop.root, 'uploads'));
  vi.stubEnv('BACKUP_DIR', backup.dir);
  vi.stubEnv('LOG_FILE_PATH', join(shop.root, 'logs', 'app-{date}.log'));
  expect(await runBackup().failed).toBeNull();
  expect((await listBackups(backup.dir)).map(({ state }) => state)).toEqual(['proven']);
  vi.stubEnv('DB_FILE_PATH', join(shop.root, 'nothing.db'));
  expect(await runBackup().failed).toBe('it ended with 78');
  const stopped = runBackup();
  stopped.stop();
  expect(await stopped.failed).toBe('it ended with SIGTERM');
  vi.unstubAllEnvs();
  await shop.close();
}, 30_000);
