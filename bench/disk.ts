import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';

/** Transactions a second that the disk makes durable, one order's rows each: what no server can exceed without sharing a sync. */
export function commitsPerSecond(folder: string, seconds: number): { perSecond: number; medianMs: number } {
  const file = join(folder, 'limit.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`create table o(id integer primary key, store text, number int, status text, total int, at int); create index o1 on o(store, number);
           create table i(id integer primary key, o int, name text, price int, quantity int); create index i1 on i(o)`);
  const order = db.prepare('insert into o(store, number, status, total, at) values (?, ?, ?, ?, ?)');
  const item = db.prepare('insert into i(o, name, price, quantity) values (?, ?, ?, ?)');
  const place = db.transaction((number: number) => {
    const { lastInsertRowid } = order.run('store', number, 'PENDING', 27_000, number);
    for (let line = 0; line < 3; line++) item.run(lastInsertRowid, '김치찌개', 9000, 1);
  });
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let number = 1; performance.now() < end; number++) {
    const from = performance.now();
    place(number);
    times.push(performance.now() - from);
  }
  db.close();
  for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
  times.sort((a, b) => a - b);
  return { perSecond: times.length / seconds, medianMs: times[Math.floor(times.length / 2)] ?? 0 };
}
