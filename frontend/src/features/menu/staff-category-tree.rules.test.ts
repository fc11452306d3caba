import type { CategoryId } from '@tableorder/contract/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropped, INDENT, type Leaf } from './staff-category-tree.rules.ts';

const leaf = (id: string, parentId: string | null = null): Leaf => ({ id: id as CategoryId, parentId: parentId as CategoryId | null });
const tree = [leaf('a'), leaf('a1', 'a'), leaf('a2', 'a'), leaf('b'), leaf('c')];
const drop = (active: string, over: string, sideways = 0) => {
  const { order, parentId } = dropped(tree, active as CategoryId, over as CategoryId, sideways);
  return `${order.map(({ id }) => id).join(' ')} ${parentId ?? '-'}`;
};

test.each([
  ['c', 'b', 0, 'a a1 a2 c b -'],
  ['c', 'c', INDENT, 'a a1 a2 b c b'],
  ['b', 'b', INDENT, 'a a1 a2 b c a'],
  ['a2', 'a2', -INDENT, 'a a1 a2 b c -'],
  ['a2', 'a1', 0, 'a a2 a1 b c a'],
  ['a', 'c', 0, 'b c a a1 a2 -'],
  ['a', 'c', INDENT, 'b c a a1 a2 -'],
  ['b', 'a', INDENT, 'b a a1 a2 c -'],
  ['b', 'a1', 0, 'a b a1 a2 c a'],
])('%s over %s, %i px aside: %s', (active, over, sideways, wanted) => {
  expect(drop(active, over, sideways)).toBe(wanted);
});

test('nothing is lost, what is below a category stays behind it, and there are two levels', () => {
  const anywhere = fc.constantFrom(...tree.map(({ id }) => id));
  fc.assert(
    fc.property(anywhere, anywhere, fc.integer({ min: -80, max: 80 }), (active, over, sideways) => {
      const { order, parentId } = dropped(tree, active, over, sideways);
      const after = order.map((one) => (one.id === active ? { ...one, parentId } : one));
      expect(after.map(({ id }) => id).sort()).toEqual(tree.map(({ id }) => id).sort());
      let top: string | null = null;
      for (const one of after) {
        if (one.parentId === null) top = one.id;
        else expect(one.parentId).toBe(top);
      }
    }),
  );
});
