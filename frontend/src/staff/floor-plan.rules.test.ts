import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aTable } from '../../test/staff-fixtures.ts';
import { clashing, fit, floorsOf } from './floor-plan.rules.ts';

const place = (x: number, y: number, width = 4, height = 3) => ({ tableId: aTable(1).id, x, y, width, height, shape: 'square' as const });

test('tables that nobody placed stand in free gaps of their zone, none on another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), fc.array(fc.tuple(fc.nat(20), fc.nat(40)), { maxLength: 10 }), (count, put) => {
      const tables = Array.from({ length: count }, (_, at) => aTable(at + 1, { zone: at % 3 === 0 ? '테라스' : null }));
      const kept = tables.slice(0, put.length).map(({ id }, at) => ({ ...place(put[at]?.[0] ?? 0, put[at]?.[1] ?? 0), tableId: id }));
      const floors = floorsOf(tables, kept);
      expect(floors.flatMap(({ places }) => places)).toHaveLength(count);
      for (const { places, rows } of floors) {
        for (const { y, height } of places) expect(y + height).toBeLessThanOrEqual(rows);
        const placed = new Set(kept.map(({ tableId }) => tableId));
        const clash = [...clashing(places)].filter((id) => !placed.has(id));
        expect(clash).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a table stays within the plan and keeps a size that can be read', () => {
  expect(fit(place(-3, -1))).toMatchObject({ x: 0, y: 0 });
  expect(fit(place(23.4, 2.6))).toMatchObject({ x: 20, y: 3 });
  expect(fit(place(20, 0, 30, 1))).toMatchObject({ x: 12, width: 12, height: 2 });
});

test('the zone of the lowest number comes first, tables without a zone last', () => {
  const floors = floorsOf([aTable(1), aTable(3, { zone: '룸' }), aTable(2, { zone: '홀' })], []);
  expect(floors.map(({ zone }) => zone)).toEqual(['홀', '룸', null]);
});
