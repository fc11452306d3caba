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
  audit: true,
  stations: true,
  item_stations: true,
  staff: true,
  sign_ins: true,
  screens: true,
  screen_seats: true,
  second_factors: true,
  recovery_codes: true,
  devices: true,
  pairing_codes: true,
  categories: true,
  menu_items: true,
  option_groups: true,
  item_option_groups: true,
  options: true,
  menu_texts: true,
  menu_recommendations: true,
  tables: true,
  table_sessions: true,
  join_requests: true,
  device_reports: true,
  tablet_pins: true,
  table_places: true,
  cart_guests: true,
  cart_lines: true,
  orders: true,
  order_items: true,
  order_transitions: true,
  kitchen_lines: true,
  kitchen_rushes: true,
  displays: true,
  order_sightings: true,
  order_escalations: true,
  printers: true,
  print_jobs: true,
  print_cursors: true,
  calls: true,
  day_figures: true,
  day_closings: true,
};

/** All rows of all tables as text, to see that a refused write wrote nothing. */
export async function dump(db: Db): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const table of Object.keys(TABLES) as (keyof Schema)[])
    for (const row of await db.find((builder) => builder.selectFrom(table).selectAll())) rows.push(`${table} ${JSON.stringify(row)}`);
  return rows.sort();
}
