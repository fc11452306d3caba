import { CannotOpenDatabase, type Db, type Trx } from '../infra/db/db.ts';

/** Facts of a database that is not a whole shop yet, each with what the operator does about it. */
const HALVES = {
  'half-made-demo': 'making the demo shop was cut off: delete the data folder and start again',
  moving: 'moving a shop into this database was not finished: run tableorder migrate-data again',
} as const;

export type Half = keyof typeof HALVES;

const marksOf = async (db: Db): Promise<Half[]> => {
  const names = Object.keys(HALVES) as Half[];
  const rows = await db.find((query) => query.selectFrom('server_facts').select('name').where('name', 'in', names));
  return rows.map(({ name }) => name as Half);
};

export const markHalf = (trx: Trx, half: Half): Promise<number> =>
  trx.write((query) => query.insertInto('server_facts').values({ name: half, value: '' }));

export const unmarkHalf = (trx: Trx, half: Half): Promise<number> =>
  trx.write((query) => query.deleteFrom('server_facts').where('name', '=', half));

export const isHalf = async (db: Db, half: Half): Promise<boolean> => (await marksOf(db)).includes(half);

/** No server starts on half a shop: it would look like a whole one. Throws `CannotOpenDatabase` that says what to do. */
export async function refuseHalfMade(db: Db): Promise<void> {
  const [half] = await marksOf(db);
  if (half) throw new CannotOpenDatabase(HALVES[half]);
}
