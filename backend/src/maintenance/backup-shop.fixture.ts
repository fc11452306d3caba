import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuId } from '@tableorder/contract/ids';
import { line, openShop, order, type Shop } from '../../test/builders.ts';
import { type Backend, startBackend } from '../../test/start-backend.ts';
import { setPicture } from '../features/menu/menu.pictures.ts';
import { type TestClock, testClock } from '../infra/clock/test-clock.ts';
import { openSqlite } from '../infra/db/sqlite.ts';
import { type TestLog, testLog } from '../infra/log/test-log.ts';
import { wireBackups } from '../wire.ts';
import { makeBackup } from './backup.ts';
import type { Backup } from './backup-folder.ts';
import type { BackupPorts } from './backup-ports.ts';

const PICTURE = new URL('../../demo/pictures/', import.meta.url);

/** A shop with a dish, its picture and orders, on a file of its own, and what backing it up needs. */
export interface BackupShop {
  readonly root: string;
  readonly backend: Backend;
  readonly shop: Shop;
  readonly phone: string;
  readonly dish: MenuId;
  readonly log: TestLog;
  readonly clock: TestClock;
  readonly ports: BackupPorts;
  newPicture(menuId?: MenuId): Promise<void>;
  placeOrder(): Promise<{ readonly id: string; readonly totalAmount: number }>;
  backUp(more?: Partial<BackupPorts>): Promise<Backup>;
  close(): Promise<void>;
}

export async function openBackupShop(): Promise<BackupShop> {
  const root = mkdtempSync(join(tmpdir(), 'tableorder-backup-'));
  const file = join(root, 'data', 'app.db');
  const clock = testClock();
  const backend = await startBackend({
    clock,
    env: { DB_FILE_PATH: file, UPLOAD_DIR: join(root, 'uploads'), BACKUP_DIR: join(root, 'backups') },
    open: async () => {
      const log = testLog();
      const db = await openSqlite({ file, pool: { min: 1, max: 5, acquireTimeoutMs: 5000, idleMs: 60_000 } }, log, clock);
      return { db, log, drop: () => db.close() };
    },
  });
  const shop = await openShop(backend);
  const table = await shop.table(1);
  const { id: dish } = await shop.item({ name: '비빔밥' });
  const phone = await shop.phone(table);
  const log = testLog();
  const ports = await wireBackups(backend.ports.config, { clock, log });
  const bytes = await readFile(new URL('bibimbap.webp', PICTURE));
  return {
    root,
    backend,
    shop,
    phone,
    dish,
    log,
    clock,
    ports,
    newPicture: async (menuId = dish) => void (await setPicture(backend.ports, shop.store.id, null, menuId, bytes)),
    placeOrder: () => order(backend, phone, [line(dish, { quantity: 2 }), line(dish)]),
    backUp: (more) => makeBackup({ ...ports, ...more }),
    async close() {
      await backend.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
