import { readdirSync, readFileSync } from 'node:fs';
import type { StoreId } from '@tableorder/contract/ids';
import Database from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { postgresBuilder, sqliteBuilder } from './dialect.ts';
import { type Migrating, type Migration, migrate, NewerDatabase } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { migratedInMemory, schemaPage, sqliteShapes, type TableShape } from './schema-page.ts';

vi.setConfig({ testTimeout: 60_000 });

const here = (path: string) => new URL(path, import.meta.url);
const url = process.env.TEST_POSTGRES_URL;

/** An empty database, what its tables are now, and everything about it that a migration could have changed. */
interface Empty {
  readonly on: Migrating;
  shapes(): Promise<TableShape[]>;
  everything(): Promise<unknown>;
  drop(): Promise<void>;
}

async function emptySqlite(): Promise<Empty> {
  const raw = new Database(':memory:');
  const dump = () => raw.prepare('select type, name, sql from sqlite_master order by name').all();
  const rows = () => (sqliteShapes(raw).some(({ name }) => name === 'migrations') ? raw.prepare('select * from migrations').all() : []);
  return {
    on: {
      builder: sqliteBuilder(),
      run: async (sql, parameters) => void raw.prepare(sql).run(...parameters),
      rows: async (sql, parameters) => raw.prepare(sql).all(...parameters),
      begin: 'BEGIN IMMEDIATE',
    },
    shapes: async () => sqliteShapes(raw),
    everything: async () => [dump(), rows(), raw.inTransaction],
    drop: async () => void raw.close(),
  };
}

/** PostgreSQL prints a condition in its own words. */
const inOurWords = (condition: string | null) =>
  condition === null
    ? null
    : condition
        .replaceAll('::text', '')
        .replaceAll(/\(?(\w+) <> ALL \(ARRAY\[(.*?)\]\)\)?/g, '$1 not in ($2)')
        .replaceAll(/\(?(\w+) = ANY \(ARRAY\[(.*?)\]\)\)?/g, '$1 in ($2)')
        .replaceAll(/\((\w+ IS (NOT )?NULL)\)/g, (_, test: string) => test.toLowerCase())
        .replace(/^\((.*)\)$/, '$1')
        .replaceAll(' AND ', ' and ');

const COLUMNS = `select table_name as "table", column_name as name, data_type as type, is_nullable = 'YES' as empty
  from information_schema.columns where table_schema = current_schema() order by table_name, ordinal_position`;
const INDEXES = `select t.relname as "table", i.relname as name, x.indisunique as "unique", x.indisprimary as key,
    pg_get_expr(x.indpred, x.indrelid) as condition,
    array(select a.attname::text from unnest(x.indkey) with ordinality k(n, at) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n order by k.at) as columns
  from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
  where t.relnamespace = current_schema()::regnamespace order by i.relname`;

async function emptyPostgres(): Promise<Empty> {
  const schema = `migrate_${process.pid}_${process.hrtime.bigint()}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.query(`set search_path = ${schema}`);
  const ask = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
  const shapes = async (): Promise<TableShape[]> => {
    const columns = await ask<{ table: string; name: string; type: string; empty: boolean }>(COLUMNS);
    const indexes = await ask<{ table: string; name: string; unique: boolean; key: boolean; condition: string | null; columns: string[] }>(
      INDEXES,
    );
    return [...new Set(columns.map(({ table }) => table))].sort().map((name) => ({
      name,
      columns: columns
        .filter(({ table }) => table === name)
        .map(({ name, type, empty }) => ({
          name,
          kind: `${type === 'bigint' ? 'number' : type === 'text' ? 'text' : (type as 'text')}${empty ? '?' : ''}`,
        })),
      key: indexes.find(({ table, key }) => table === name && key)?.columns ?? [],
      indexes: indexes
        .filter(({ table, key }) => table === name && !key)
        .map(({ name, columns, unique, condition }) => ({ name, columns, unique, where: inOurWords(condition) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }));
  };
  return {
    on: {
      builder: postgresBuilder(),
      run: async (sql, parameters) => void (await client.query(sql, [...parameters])),
      rows: async (sql, parameters) => (await client.query(sql, [...parameters])).rows,
      begin: 'BEGIN',
    },
    shapes,
    async everything() {
      const made = await shapes();
      return [made, made.some(({ name }) => name === 'migrations') ? await ask('select * from migrations order by number') : []];
    },
    async drop() {
      await client.query(`drop schema ${schema} cascade`);
      await client.end();
    },
  };
}

/** The columns that the program believes in: read from the one page that types them. */
function believed(): { name: string; columns: { name: string; empty: boolean }[] }[] {
  const text = readFileSync(here('schema.ts'), 'utf8');
  const body = text.slice(text.indexOf('export interface Schema'));
  return [...body.matchAll(/^ {2}(\w+): \{([^}]*)\}/gm)].map(([, name = '', columns = '']) => ({
    name,
    columns: [...columns.matchAll(/(\w+): ([^;]+)/g)].map(([, name = '', kind = '']) => ({ name, empty: kind.includes('null') })),
  }));
}

describe('the schema', () => {
  it('is printed on its page', async () => {
    const page = schemaPage(sqliteShapes(await migratedInMemory()));
    const renew = 'run: node backend/src/infra/db/schema-page.ts --write';
    expect(readFileSync(here('../../../../docs/operations/schema.md'), 'utf8'), renew).toBe(page);
  });

  it('is what the program’s types say: tables, columns, what may be empty', async () => {
    const shapes = sqliteShapes(await migratedInMemory());
    const sorted = <T extends { name: string }>(list: readonly T[]) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
    const made = shapes.map(({ name, columns }) => ({
      name,
      columns: sorted(columns.map(({ name, kind }) => ({ name, empty: kind.endsWith('?') }))),
    }));
    expect(made.length).toBeGreaterThan(15);
    expect(made).toEqual(sorted(believed()).map(({ name, columns }) => ({ name, columns: sorted(columns) })));
  });

  it.skipIf(!url)('is the same on PostgreSQL', async () => {
    const postgres = await emptyPostgres();
    await migrate(postgres.on, 0);
    expect(await postgres.shapes()).toEqual(sqliteShapes(await migratedInMemory()));
    await postgres.drop();
  });
});

describe('the list of migrations', () => {
  it('has each file once, in the order of its number', () => {
    const files = readdirSync(here('migrations'))
      .filter((file) => /^\d/.test(file))
      .sort();
    expect(files).toEqual(migrations.map(({ name }, at) => `${String(at + 1).padStart(4, '0')}-${name}.ts`));
  });
});

describe.each([
  ['SQLite', emptySqlite, false],
  ['PostgreSQL', emptyPostgres, !url],
])('migrating · %s', (_, open, skipped) => {
  const test = (name: string, run: (db: Empty) => Promise<void>) =>
    it.skipIf(skipped)(name, async () => {
      const db = await open();
      try {
        await run(db);
      } finally {
        await db.drop();
      }
    });

  test('leaves the database as it was, whichever statement fails', async (db) => {
    let failures = 0;
    for (const [at, real] of migrations.entries()) {
      const done = migrations.slice(0, at);
      await migrate(db.on, 0, done);
      const before = await db.everything();
      for (let stop = 1, ended = false; !ended; stop++) {
        const failing: Migration = {
          name: real.name,
          async up(builder, step) {
            let steps = 0;
            await real.up(builder, async (query) => {
              await step(query);
              if (++steps === stop) throw new Error(`after statement ${stop}`);
            });
            ended = true;
            throw new Error('after the last statement');
          },
        };
        await expect(migrate(db.on, 0, [...done, failing])).rejects.toThrow('after ');
        expect(await db.everything()).toEqual(before);
        failures++;
      }
    }
    expect(failures).toBeGreaterThan(40);
    await migrate(db.on, 0);
    const whole = await open();
    await migrate(whole.on, 0);
    expect(await db.everything()).toEqual(await whole.everything());
    await whole.drop();
  });

  test('tells the statement that the database refused, and keeps none of the migrations before it', async (db) => {
    const older = migrations.slice(0, 3);
    await migrate(db.on, 7, older);
    const before = await db.everything();
    const wrong: Migration = {
      name: 'wrong',
      up: async (builder, step) => {
        await step(builder.schema.createTable('half').addColumn('a', 'text'));
        await step({ compile: () => CompiledQuery.raw('create nonsense') });
      },
    };
    await expect(migrate(db.on, 7, [...migrations, wrong])).rejects.toThrow(/nonsense/);
    // The program that knew three of them starts on it as ever.
    expect(await db.everything()).toEqual(before);
    await migrate(db.on, 8, older);
  });

  test('gives each store that is there a kitchen, named in its language', async (db) => {
    const before = migrations.findIndex(({ name }) => name === 'stations');
    await migrate(db.on, 0, migrations.slice(0, before));
    for (const locale of ['ko', 'ja'] as const) {
      const store = { id: `of-${locale}` as StoreId, code: locale, name: '', currency: 'KRW', time_zone: 'Asia/Seoul', locale };
      const { sql, parameters } = db.on.builder
        .insertInto('stores')
        .values({ ...store, created_at: 5, settings: '{}' })
        .compile();
      await db.on.run(sql, parameters);
    }
    await migrate(db.on, 0);
    const rows = await db.on.rows('select store_id, name, names, position, takes_rest_at from stations order by store_id', []);
    const names = JSON.stringify({ ko: '주방', en: 'Kitchen', ja: 'キッチン', zh: '厨房' });
    expect(rows.map((row) => Object.values(row as object).map(String))).toEqual([
      ['of-ja', 'キッチン', names, '0', '5'],
      ['of-ko', '주방', names, '0', '5'],
    ]);
  });

  test('again does nothing, and refuses a database of a newer program', async (db) => {
    await migrate(db.on, 7);
    const before = await db.everything();
    await migrate(db.on, 8);
    expect(await db.everything()).toEqual(before);
    await expect(migrate(db.on, 9, migrations.slice(0, -1))).rejects.toThrow(NewerDatabase);
    expect(await db.everything()).toEqual(before);
  });
});

it('tells why a migration failed also when the database has rolled back by itself', async () => {
  const { on, drop } = await emptySqlite();
  const full: Migration = {
    name: 'full',
    async up() {
      await on.run('ROLLBACK', []);
      throw new Error('disk full');
    },
  };
  await expect(migrate(on, 0, [full])).rejects.toThrow('disk full');
  await drop();
});
