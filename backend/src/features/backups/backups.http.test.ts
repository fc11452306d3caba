import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup, readBackups } from '@tableorder/contract/backups';
import { toInstant } from '@tableorder/contract/time';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openShop } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { nameOf } from '../../maintenance/backup-folder.ts';

const HOUR_MS = 3_600_000;

let backend: Backend;
let clock: TestClock;
let dir: string;
/** Backups that were begun; each ends when it is told how. */
let begun: ((failure: string | null) => void)[];

beforeEach(async () => {
  clock = testClock();
  dir = await mkdtemp(join(tmpdir(), 'tableorder-desk-'));
  begun = [];
});
afterEach(async () => {
  await backend.close();
  await rm(dir, { recursive: true, force: true });
});

async function open(env: Record<string, string> = {}) {
  const runBackup = () => {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    begun.push(resolve);
    return { failed: promise, stop: () => resolve('stopped') };
  };
  backend = await startBackend({ clock, runBackup, env: { BACKUP_DIR: dir, ...env } });
  return openShop(backend);
}

/** A backup of that moment that failed, as the folder shows it. */
async function failedAt(at: number, reason: string): Promise<void> {
  const folder = join(dir, nameOf(toInstant(at)));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'failure.json'), JSON.stringify({ failedAt: toInstant(at), reason }));
}

describe('the server’s backups, as an owner sees them', () => {
  it('are none at a new server, and none is overdue before the first could have been made', async () => {
    const shop = await open();
    expect(await backend.call(readBackups, { token: shop.owner })).toEqual({ kept: true, running: false, overdue: false, items: [] });
    clock.advance(2 * HOUR_MS);
    expect(await backend.call(readBackups, { token: shop.owner })).toMatchObject({ overdue: true });
  });

  it('are told by when and how they stand, never where they lie or why one failed: other shops are in them too', async () => {
    const shop = await open();
    await failedAt(clock.now() - HOUR_MS, `EACCES: permission denied, open '${dir}/secret-path'`);
    const { text } = await backend.ask('GET', '/api/admin/backups', { token: shop.owner });
    expect(JSON.parse(text)).toMatchObject({ items: [{ at: toInstant(clock.now() - HOUR_MS), state: 'failed' }] });
    expect(text).not.toContain('secret-path');
    expect(text).not.toContain(dir);
  });

  it('are the owner’s alone', async () => {
    const shop = await open();
    for (const role of ['manager', 'staff', 'kitchen'] as const) {
      const token = await shop.staff(role);
      expect(await backend.refused(readBackups, { token })).toMatchObject({ status: 403 });
      expect(await backend.refused(makeBackup, { token })).toMatchObject({ status: 403 });
    }
    expect(begun).toEqual([]);
  });

  it('are not known where PostgreSQL is backed up by other means', async () => {
    const shop = await open({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(await backend.call(readBackups, { token: shop.owner })).toMatchObject({ kept: false, overdue: false, items: [] });
    expect(await backend.refused(makeBackup, { token: shop.owner })).toMatchObject({ status: 404 });
  });
});

describe('a backup that is asked for', () => {
  it('is begun once, however often it is asked for while it runs', async () => {
    const shop = await open();
    expect(await backend.call(makeBackup, { token: shop.owner })).toMatchObject({ running: true });
    expect(await backend.call(makeBackup, { token: shop.owner })).toMatchObject({ running: true });
    expect(begun).toHaveLength(1);
    begun[0]?.(null);
    await vi.waitFor(async () => expect(await backend.call(readBackups, { token: shop.owner })).toMatchObject({ running: false }));
  });

  it('is not begun again within ten minutes: looking through all of it is work for the whole house', async () => {
    const shop = await open();
    await backend.call(makeBackup, { token: shop.owner });
    begun[0]?.(null);
    await vi.waitFor(async () => expect(await backend.call(readBackups, { token: shop.owner })).toMatchObject({ running: false }));
    clock.advance(HOUR_MS / 6 - 1000);
    const refused = await backend.ask('POST', '/api/admin/backups', { token: shop.owner });
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
    clock.advance(1000);
    await backend.call(makeBackup, { token: shop.owner });
    expect(begun).toHaveLength(2);
  });

  it('that fails is said in the log, with what went wrong', async () => {
    const shop = await open();
    await backend.call(makeBackup, { token: shop.owner });
    begun[0]?.('it ended with 70');
    await vi.waitFor(() => expect(backend.log.messages('ERROR')).toEqual(['the backup that was asked for failed']));
  });
});
