import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cropRect, moved, START, zoomed } from './staff-crop.rules.ts';

const photo = fc.record({ width: fc.integer({ min: 1, max: 8000 }), height: fc.integer({ min: 1, max: 8000 }) });
const acts = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('move' as const),
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.double({ min: -3, max: 3, noNaN: true }),
    }),
    fc.record({ kind: fc.constant('zoom' as const), by: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
  ),
  { maxLength: 12 },
);

test('whatever is done to it, the part lies in the photo and has the shape of the card', () => {
  fc.assert(
    fc.property(photo, acts, (size, all) => {
      const crop = all.reduce((now, act) => (act.kind === 'move' ? moved(now, act.x, act.y, size) : zoomed(now, act.by, size)), START);
      const { x, y, width, height } = cropRect(crop, size);
      expect(width / height).toBeCloseTo(4 / 3, 6);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-6);
      expect(x + width).toBeLessThanOrEqual(size.width + 1e-6);
      expect(y + height).toBeLessThanOrEqual(size.height + 1e-6);
    }),
  );
});

test('untouched it is the largest part there is, from the middle', () => {
  expect(cropRect(START, { width: 1000, height: 600 })).toEqual({ x: 100, y: 0, width: 800, height: 600 });
  expect(cropRect(zoomed(START, 2, { width: 1000, height: 600 }), { width: 1000, height: 600 })).toEqual({
    x: 300,
    y: 150,
    width: 400,
    height: 300,
  });
});
