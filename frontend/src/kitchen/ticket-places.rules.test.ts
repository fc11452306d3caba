import { describe, expect, it } from 'vitest';
import { placeTickets } from './ticket-places.rules.ts';

const glass = { width: 1_000, height: 500, gap: 10, narrowest: 296 };

describe('places of tickets on a kitchen display', () => {
  it('go down, then to the right, and share the width among as many columns as can be read', () => {
    const { columnWidth, places, end } = placeTickets([200, 200, 200, 490], glass);
    expect(columnWidth).toBe(326);
    expect(places).toEqual([
      { left: 0, top: 0 },
      { left: 0, top: 210 },
      { left: columnWidth + 10, top: 0 },
      { left: 2 * (columnWidth + 10), top: 0 },
    ]);
    expect(end).toEqual({ left: 2 * (columnWidth + 10), top: 490 });
  });

  it('lie beyond the right edge when the glass is full, in columns as wide as the others', () => {
    const { columnWidth, places } = placeTickets([400, 400, 400, 400], glass);
    expect(places.map(({ left }) => left)).toEqual([0, 1, 2, 3].map((at) => at * (columnWidth + 10)));
  });

  it('fill a column to its last pixel, and give a ticket taller than the glass a column of its own', () => {
    expect(placeTickets([245, 245], glass).places[1]).toEqual({ left: 0, top: 255 });
    expect(placeTickets([245, 246], glass).places[1]?.top).toBe(0);
    expect(placeTickets([100, 900, 100], glass).places.map(({ top }) => top)).toEqual([0, 0, 0]);
  });

  it('stand one under the other where the glass has no end, as wide as it is', () => {
    const { columnWidth, places, end } = placeTickets([300, 300, 300], { ...glass, width: 660, height: Number.POSITIVE_INFINITY });
    expect(columnWidth).toBe(660);
    expect(places.map(({ top }) => top)).toEqual([0, 310, 620]);
    expect(end).toEqual({ left: 0, top: 920 });
  });

  it('are whole px, whatever the heights are', () => {
    expect(placeTickets([100.4, 100], glass).places[1]?.top).toBe(111);
  });

  it('are one column on a glass narrower than a ticket', () => {
    expect(placeTickets([100], { ...glass, width: 200 }).columnWidth).toBe(200);
  });

  it('are none where there is no ticket', () => {
    expect(placeTickets([], glass)).toMatchObject({ places: [], end: { left: 0, top: 0 } });
  });
});
