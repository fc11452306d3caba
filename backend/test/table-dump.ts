import type { Db } from '../src/infra/db/db.ts';
import type { Schema } from '../src/infra/db/schema.ts';

/** Every table there is: a new one that is not named here does not compile. */
const TABLES: Readonly<Record<keyof Schema, true>> = {
  migrations: true,
  server_facts: true,
  store_counters: true,
  events: true,
  stores: true,
  setup_tokens: true,
  staff: true,
  sign_ins: true,
  devices: true,
  pairing_codes: true,
  categories: true,
  menu_items: true,
  option_groups: true,
  options: true,
  menu_texts: true,
  tables: true,
  table_sessions: true,
  orders: true,
  order_items: true,
  order_transitions: true,
  calls: true,
};

/** All rows of all tables as text, to see that a refused write wrote nothing. */
export async function dump(db: Db): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const table of Object.keys(TABLES) as (keyof Schema)[])
    for (const row of await db.find((builder) => builder.selectFrom(table).selectAll())) rows.push(`${table} ${JSON.stringify(row)}`);
  return rows.sort();
}
