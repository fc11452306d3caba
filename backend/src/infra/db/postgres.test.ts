import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock/system.ts';
import { testLog } from '../log/test-log.ts';
import { addStore, dbSuite, findFact, insertFact, type OpenedDb, refusal } from './db.suite.ts';
import { NewerDatabase } from './migrate.ts';
import { openPostgres } from './postgres.ts';

const url = process.env.TEST_POSTGRES_URL;
const POOL = { min: 0, max: 10, acquireTimeoutMs: 5000, idleMs: 60_000 };

describe.skipIf(!url)('PostgreSQL', () => {
  let made = 0;
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  const newSchema = () => `suite_${process.pid}_${process.hrtime.bigint()}_${++made}`;
  const openIn = (schema: string, pool: Partial<typeof POOL> = {}, log = testLog()) =>
    openPostgres({ url: url ?? '', pool: { ...POOL, ...pool }, schema }, log, systemClock);
  const open = async (pool: Partial<typeof POOL> = {}): Promise<OpenedDb> => {
    const log = testLog();
    const schema = newSchema();
    const db = await openIn(schema, pool, log);
    const drop = async () => {
      await db.close();
      await ask(`drop schema "${schema}" cascade`);
    };
    return { db, log, drop };
  };

  dbSuite(open);

  it('never says that a command is done which the database has undone: its failed statement was caught', async () => {
    const { db, drop } = await open();
    const work = db.inServer(async (trx) => {
      trx.send(insertFact, { name: 'kept?', value: 'x' });
      await trx.run(insertFact, { name: 'kept?', value: 'again' }).catch(() => {});
      return 'done';
    });
    await expect(work).rejects.toThrow('nothing was committed');
    expect(await db.first(findFact, { name: 'kept?' })).toBeUndefined();
    await drop();
  });

  it('refuses a bigint that is not exact as a number', async () => {
    const { db, drop } = await open();
    await db.inServer((trx) =>
      trx.write((b) =>
        b.insertInto('store_counters').values({ store_id: 'x' as never, event_seq: '9007199254740993' as never, order_number: 0 }),
      ),
    );
    await expect(db.find((b) => b.selectFrom('store_counters').select('event_seq'))).rejects.toThrow('not exact');
    await drop();
  });

  it('survives the loss of its connections: a running command is told to come back, the next one works', async () => {
    const { db, log, drop } = await open({ max: 3 });
    const storeId = await addStore(db);
    const [idle] = await db.find((b) => b.selectNoFrom((e) => e.fn<number>('pg_backend_pid', []).as('pid')));
    let during: unknown;
    const command = db.inStore(storeId, async (trx) => {
      const [mine] = await trx.find((b) => b.selectNoFrom((e) => e.fn<number>('pg_backend_pid', []).as('pid')));
      await ask(`select pg_terminate_backend(${mine?.pid})`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      during = await refusal(trx.first(findFact, { name: 'x' }));
      return trx.first(findFact, { name: 'x' });
    });
    expect(await refusal(command)).toBe('unavailable');
    expect(during).toBe('unavailable');
    const [lent] = await db.find((b) => b.selectNoFrom((e) => e.fn<number>('pg_backend_pid', []).as('pid')));
    await ask(`select pg_terminate_backend(${lent?.pid})`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(log.messages('WARNING')).toContain('an idle connection was lost');
    await db.inStore(storeId, (trx) => trx.first(findFact, { name: 'x' }));
    expect(idle?.pid).toBeGreaterThan(0);
    await drop();
  });

  it('refuses what a newer program wrote, and holds no connection after that', async () => {
    const schema = newSchema();
    const db = await openIn(schema);
    await db.inServer((trx) => trx.write((b) => b.insertInto('migrations').values({ number: 999, name: 'future', at: 0 })));
    await db.close();
    const app = `newer_${made}`;
    const there = new URL(url ?? '');
    there.searchParams.set('application_name', app);
    await expect(openPostgres({ url: String(there), pool: POOL, schema }, testLog(), systemClock)).rejects.toThrow(NewerDatabase);
    expect(await ask(`select pid from pg_stat_activity where application_name = '${app}'`)).toEqual([]);
    await ask(`drop schema "${schema}" cascade`);
  });

  it('names the address that does not answer to the person who starts the program', async () => {
    const gone = openPostgres({ url: 'postgres://postgres@127.0.0.1:1/test', pool: POOL }, testLog(), systemClock);
    await expect(gone).rejects.toThrow('ECONNREFUSED 127.0.0.1:1');
  });

  it('migrates once when four instances start together', async () => {
    const schema = newSchema();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openIn(schema)));
    const rows = await opened[0]?.find((b) => b.selectFrom('migrations').select('number').orderBy('number'));
    expect(rows?.map(({ number }) => number)).toEqual(rows?.map((_, at) => at + 1));
    for (const db of opened) await db.close();
    await ask(`drop schema "${schema}" cascade`);
  });
});
