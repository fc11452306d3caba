import { asMoney, noMoney } from '@tableorder/contract/money';
import { expect, test } from 'vitest';
import { anOrder, aSession, aTable, nextId } from '../../../test/staff-fixtures.ts';
import { changesOf, draftOf, draftTotal, readQuantity, rebase, withDish, withOptions } from './staff-ordering.rules.ts';

const cheese = { id: nextId<never>(), name: '치즈', priceDelta: asMoney(500), available: true };
const dish = (price: number) => ({
  id: nextId<never>(),
  name: '라면',
  price: asMoney(price),
  optionGroups: [{ id: nextId<never>(), name: '추가', min: 0, max: 1, maxPerOption: 1, options: [cheese] }],
});
const placed = () => {
  const order = anOrder(aTable(1), aSession());
  const [one] = order.items;
  if (!one) throw new Error('no line');
  return { ...order, items: [one, { ...one, id: nextId<never>(), name: '공깃밥', quantity: 1, subtotal: asMoney(7000), note: null }] };
};

test('the same dish once more is one line; with other options it is another', () => {
  const ramen = dish(4000);
  const lines = withDish(withDish(withDish([], ramen, [], 2), ramen, [], 3), ramen, [cheese.id], 1);
  expect(lines.map(({ quantity, unitPrice }) => [quantity, unitPrice])).toEqual([
    [5, 4000],
    [1, 4500],
  ]);
  expect(draftTotal(lines)).toBe(24_500);
  expect(draftTotal([])).toBe(noMoney);
});

test('only what was touched is told; nothing touched is nothing', () => {
  const order = placed();
  const lines = draftOf(order);
  expect(changesOf(order, lines, '')).toBeNull();
  const [first, second] = lines;
  if (!first || !second) throw new Error('two lines');
  const next = withDish([{ ...first, quantity: 5 }], dish(1000), [], 1);
  expect(changesOf(order, next, ' 천천히 ')).toEqual({
    version: 1,
    add: [{ menuId: next[1]?.menuId, quantity: 1, optionIds: [] }],
    change: [{ itemId: first.itemId, quantity: 5 }],
    remove: [second.itemId],
    note: '천천히',
    expectedTotal: 36_000,
  });
});

test('what another person did meanwhile stays where this one touched nothing', () => {
  const before = placed();
  const [stew, rice] = before.items;
  if (!stew || !rice) throw new Error('two lines');
  const extra = { ...rice, id: nextId<never>(), name: '콜라' };
  const present = { ...before, version: 2, items: [{ ...stew, quantity: 9, note: '맵게' }, rice, extra] };
  const mine = withDish(
    draftOf(before)
      .filter(({ itemId }) => itemId !== rice.id)
      .map((line) => ({ ...line, note: '덜 짜게' })),
    dish(1000),
    [],
    1,
  );
  const both = rebase(before, present, mine);
  expect(both.map(({ name, quantity, note }) => [name, quantity, note])).toEqual([
    ['김치찌개', 9, '덜 짜게'],
    ['콜라', 1, ''],
    ['라면', 1, ''],
  ]);
  expect(changesOf(present, both, '')).toMatchObject({ version: 2, remove: [rice.id], change: [{ itemId: stew.id, note: '덜 짜게' }] });
});

test('a number before the name is how many', () => {
  expect(readQuantity('3 김치')).toEqual({ quantity: 3, words: '김치' });
  expect(readQuantity('김치 3')).toEqual({ quantity: 1, words: '김치 3' });
  expect(readQuantity('7up')).toEqual({ quantity: 1, words: '7up' });
});

test('other options for a line: told as that, priced by the menu, and back at the price it was sold at', () => {
  const base = placed();
  const [stew] = base.items;
  if (!stew) throw new Error('no line');
  const menu = { ...dish(9000), id: stew.menuId };
  const order = { ...base, items: [{ ...stew, unitPrice: asMoney(7000), options: [] }] };
  const [sold = null] = order.items;
  const [line] = draftOf(order);
  if (!line || !sold) throw new Error('no line');
  const cheesy = withOptions([line], line, menu, { optionIds: [cheese.id], quantity: 2, sold });
  expect(cheesy).toMatchObject([{ itemId: sold.id, unitPrice: 9500, quantity: 2, options: [{ name: '치즈' }] }]);
  expect(changesOf(order, cheesy, '')).toMatchObject({ change: [{ itemId: sold.id, optionIds: [cheese.id] }], expectedTotal: 19_000 });
  expect(rebase(order, { ...order, version: 2 }, cheesy)).toMatchObject([{ unitPrice: 9500, options: [{ name: '치즈' }] }]);
  const [changed] = cheesy;
  if (!changed) throw new Error('no line');
  const back = withOptions(cheesy, changed, menu, { optionIds: [], quantity: line.quantity, sold });
  expect(changesOf(order, back, '')).toBeNull();
});

test('a new line whose options become those of another one joins it', () => {
  const ramen = dish(4000);
  const lines = withDish(withDish([], ramen, [], 2), ramen, [cheese.id], 1);
  const [plain] = lines;
  if (!plain) throw new Error('no line');
  const joined = withOptions(lines, plain, ramen, { optionIds: [cheese.id], quantity: 2, sold: null });
  expect(joined.map(({ quantity, unitPrice }) => [quantity, unitPrice])).toEqual([[3, 4500]]);
});
