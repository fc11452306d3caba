import type { TableId } from '@tableorder/contract/ids';
import { PLAN_COLUMNS, PLAN_ROWS, type Table, type TablePlace } from '@tableorder/contract/tables';

const WIDTH = 4;
const HEIGHT = 3;

export const overlaps = (a: TablePlace, b: TablePlace): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export interface Floor {
  readonly zone: string | null;
  readonly places: readonly TablePlace[];
  /** Squares down to the last table. */
  readonly rows: number;
}

/** Where each table stands, zone by zone; one that nobody placed stands in the first gap that is free. */
export function floorsOf(tables: readonly Table[], kept: readonly TablePlace[]): Floor[] {
  const known = new Map(kept.map((place) => [place.tableId, place]));
  const byNumber = [...tables].sort((a, b) => a.number - b.number);
  const zones = [...new Set(byNumber.map(({ zone }) => zone))].sort((a, b) => Number(a === null) - Number(b === null));
  return zones.map((zone) => {
    const here = byNumber.filter((table) => table.zone === zone);
    const places: TablePlace[] = here.flatMap(({ id }) => known.get(id) ?? []);
    for (const { id } of here) if (!known.has(id)) places.push(freePlace(id, places));
    return { zone, places, rows: Math.max(HEIGHT, ...places.map(({ y, height }) => y + height)) };
  });
}

function freePlace(tableId: TableId, taken: readonly TablePlace[]): TablePlace {
  for (let y = 0; y <= PLAN_ROWS; y += HEIGHT + 1) {
    for (let x = 0; x + WIDTH <= PLAN_COLUMNS; x += WIDTH + 1) {
      const place: TablePlace = { tableId, x, y, width: WIDTH, height: HEIGHT, shape: 'square' };
      if (!taken.some((other) => overlaps(other, place))) return place;
    }
  }
  return { tableId, x: 0, y: PLAN_ROWS, width: WIDTH, height: HEIGHT, shape: 'square' };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The place as it may be: within the plan, as large as a table can be. */
export function fit(place: TablePlace): TablePlace {
  const width = clamp(Math.round(place.width), 2, 12);
  const height = clamp(Math.round(place.height), 2, 12);
  return {
    ...place,
    width,
    height,
    x: clamp(Math.round(place.x), 0, PLAN_COLUMNS - width),
    y: clamp(Math.round(place.y), 0, PLAN_ROWS),
  };
}

export const clashing = (places: readonly TablePlace[]): ReadonlySet<TableId> =>
  new Set(places.filter((one) => places.some((other) => other !== one && overlaps(one, other))).map(({ tableId }) => tableId));
