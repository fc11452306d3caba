import type { StoreId } from '@tableorder/contract/ids';
import { invalidField, problem } from '@tableorder/contract/problem';
import { layoutEvents, PLAN_COLUMNS, type TableLayout, type TablePlace } from '@tableorder/contract/tables';
import { sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Db, Reading } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import type { TablesDeps } from './tables.commands.ts';
import { deletePlaces, findPlaces, insertPlace } from './tables.layout.sql.ts';
import { findTables } from './tables.sql.ts';

export interface LayoutDeps extends Pick<TablesDeps, 'clock'> {
  readonly db: Db;
  readonly events: Events;
}

/** The layout with its revision: a name for these very places, so that nobody saves over what they have not seen. */
export async function readPlaces(reading: Reading, storeId: StoreId): Promise<TableLayout> {
  const places = (await reading.all(findPlaces, { storeId })).map(
    ({ id, x, y, width, height, shape }): TablePlace => ({
      tableId: id,
      x,
      y,
      width,
      height,
      shape: shape === 'round' ? 'round' : 'square',
    }),
  );
  const facts = places.map(({ tableId, x, y, width, height, shape }) => [tableId, x, y, width, height, shape]);
  return { places, revision: sha256Hex(JSON.stringify(facts)).slice(0, 16) };
}

function refuseFaults(places: readonly TablePlace[]): void {
  const seen = new Set<string>();
  for (const [at, { tableId, x, width }] of places.entries()) {
    if (seen.has(tableId)) throw invalidField(`/places/${at}/tableId`, 'unique');
    if (x + width > PLAN_COLUMNS) throw invalidField(`/places/${at}/x`, 'maximum');
    seen.add(tableId);
  }
}

/** Puts all tables in their places. Problems `not-found` for a table that is not the store's, `table/layout-changed` for another revision. */
export function arrangeTables(
  deps: LayoutDeps,
  storeId: StoreId,
  { places, revision }: { places: readonly TablePlace[]; revision?: string | undefined },
  who: Doer,
): Promise<TableLayout> {
  refuseFaults(places);
  return deps.db.inStore(storeId, async (trx) => {
    const before = await readPlaces(trx, storeId);
    if (revision !== undefined && revision !== before.revision) throw problem('table/layout-changed', { layout: before });
    const tables = new Map((await trx.all(findTables, { storeId })).map((table) => [table.id, table.number]));
    if (places.some(({ tableId }) => !tables.has(tableId))) throw problem('not-found', {});
    await trx.run(deletePlaces, { storeId });
    for (const place of places) await trx.run(insertPlace, { ...place, storeId });
    const layout = await readPlaces(trx, storeId);
    if (layout.revision === before.revision) return layout;
    await deps.events.append(trx, storeId, layoutEvents, 'layout_updated', { kind: 'staff' }, { layout });
    const old = new Map(before.places.map((place) => [place.tableId, JSON.stringify(place)]));
    const moved = layout.places.filter((place) => old.get(place.tableId) !== JSON.stringify(place));
    const numbers = moved.map(({ tableId }) => tables.get(tableId)).sort((a = 0, b = 0) => a - b);
    const details = { moved: moved.length, tables: numbers.join(', ') };
    await recordAct(trx, deps, storeId, who, { act: 'table.layout', subjectId: null, subject: '', details });
    return layout;
  });
}
