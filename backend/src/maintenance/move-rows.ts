import { type Compilable, type RawBuilder, sql } from 'kysely';
import { type Db, NotUnique, type Reading } from '../infra/db/db.ts';
import type { TableShape } from '../infra/db/schema-page.ts';
import type { Builder } from '../infra/db/statement.ts';
import type { Half } from './half-made.ts';

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

/** Rows at a time: few enough for one statement's values on either database (32,767 on SQLite, 65,535 on PostgreSQL). */
const BATCH = 200;

/** That this database is being moved into: until it is done no server starts on it. A fact of the target's own, which is never copied. */
export const MOVING = 'moving' satisfies Half;

/** What belongs to a database and not to the shop: its own list of migrations, and the mark above. */
const isOwn = (table: string, row: Row): boolean => table === 'migrations' || (table === 'server_facts' && row.name === MOVING);

const raw =
  <R>(query: RawBuilder<R>) =>
  (db: Builder): Compilable<R> => ({ compile: () => query.compile(db) });

const columnsOf = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
const keyOf = ({ key }: TableShape, row: Row): Cell[] => key.map((name) => row[name] ?? null);
const nameOf = (table: TableShape, row: Row): string => JSON.stringify(keyOf(table, row));

/** One way of writing a row, whichever database it came from: its columns in the order of the table's. */
const textOf = ({ columns }: TableShape, row: Row): string => JSON.stringify(columns.map(({ name }) => row[name] ?? null));

const named = (table: TableShape, rows: readonly Row[]): RawBuilder<boolean> =>
  sql.join(
    rows.map(
      (row) =>
        sql`(${sql.join(
          table.key.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
          sql` and `,
        )})`,
    ),
    sql` or `,
  );

/** Every row of a table by slices in the order of its key, as this database orders. */
async function* slicesOf(reading: Reading, table: TableShape): AsyncGenerator<Row[]> {
  const order = columnsOf(table.key);
  let last: Row | undefined;
  for (;;) {
    const after = last ? sql`where (${order}) > (${sql.join(keyOf(table, last))})` : sql``;
    const query = sql<Row>`select * from ${sql.table(table.name)} ${after} order by ${order} limit ${BATCH}`;
    const rows = await reading.find(raw(query));
    if (rows.length > 0) yield rows.filter((row) => !isOwn(table.name, row));
    if (rows.length < BATCH) return;
    last = rows.at(-1);
  }
}

/** The rows of these keys, by their key. */
async function find(reading: Reading, table: TableShape, rows: readonly Row[]): Promise<Map<string, Row>> {
  if (rows.length === 0) return new Map();
  const found = await reading.find(raw(sql<Row>`select * from ${sql.table(table.name)} where ${named(table, rows)}`));
  return new Map(found.map((row) => [nameOf(table, row), row]));
}

const remove = (table: TableShape, rows: readonly Row[]) => raw(sql`delete from ${sql.table(table.name)} where ${named(table, rows)}`);

function insert(table: TableShape, rows: readonly Row[]) {
  const names = table.columns.map(({ name }) => name);
  const values = rows.map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`);
  return raw(sql`insert into ${sql.table(table.name)} (${columnsOf(names)}) values ${sql.join(values)}`);
}

/** Takes out of the target what the source no longer has. Gives how many rows. */
async function dropGone(from: Reading, to: Db, table: TableShape): Promise<number> {
  let dropped = 0;
  for await (const rows of slicesOf(to, table)) {
    const known = await find(from, table, rows);
    const gone = rows.filter((row) => !known.has(nameOf(table, row)));
    if (gone.length > 0) await to.inServer((trx) => trx.write(remove(table, gone)));
    dropped += gone.length;
  }
  return dropped;
}

/** Puts into the target what is new or other in the source. Gives how many rows. */
async function putChanged(from: Reading, to: Db, table: TableShape): Promise<number> {
  let put = 0;
  for await (const rows of slicesOf(from, table)) {
    const known = await find(to, table, rows);
    const changed = rows.filter((row) => {
      const there = known.get(nameOf(table, row));
      return !there || textOf(table, there) !== textOf(table, row);
    });
    if (changed.length === 0) continue;
    await to.inServer(async (trx) => {
      await trx.write(remove(table, changed));
      await trx.write(insert(table, changed));
    });
    put += changed.length;
  }
  return put;
}

/** Two rows that changed places in a unique index are in each other's way: then the table is copied from nothing. */
async function copyTable(from: Reading, to: Db, table: TableShape): Promise<number> {
  const dropped = await dropGone(from, to, table);
  try {
    return dropped + (await putChanged(from, to, table));
  } catch (error) {
    if (!(error instanceof NotUnique)) throw error;
    const own = table.name === 'server_facts' ? sql`where name <> ${MOVING}` : sql``;
    await to.inServer((trx) => trx.write(raw(sql`delete from ${sql.table(table.name)} ${own}`)));
    return putChanged(from, to, table);
  }
}

/**
 * Makes the target's rows those of the source, as the source stands at one moment; row by row, so what an earlier run has copied is only
 * compared. Gives how many rows had to be changed: none means that every row of either is in the other, to the letter.
 */
export async function copyRows(from: Db, to: Db, tables: readonly TableShape[], told: (table: string) => void): Promise<number> {
  return from.read(async (reading) => {
    let changed = 0;
    for (const table of tables) {
      if (table.name === 'migrations') continue;
      told(table.name);
      changed += await copyTable(reading, to, table);
    }
    return changed;
  });
}
