import type { MenuId } from '@tableorder/contract/ids';
import { expect, test } from 'vitest';
import { aGroup, anItem, anOption, anOrder } from '../../../test/seat-guest.tsx';
import { inMenuWords } from './guest-order-words.rules.ts';

const stew = anItem(100, 'Kimchi stew', 9000, { optionGroups: [aGroup(201, 'Rice', { options: [anOption(301, 'Brown rice')] })] });
const order = anOrder('017', {
  items: anOrder('017').items.map((item) => ({
    ...item,
    options: [
      { ...anOption(301, '현미밥'), groupName: '밥' },
      { ...anOption(302, '사리'), groupName: '밥' },
    ],
  })),
});

test('a dish and its options are called as the menu calls them; an option that is gone as it was ordered', () => {
  const { items } = inMenuWords(order, new Map([[stew.id, stew]]));
  expect(items[0]?.name).toBe('Kimchi stew');
  expect(items[0]?.options.map(({ name }) => name)).toEqual(['Brown rice', '사리']);
});

test('what is on the menu no more keeps its name, and nothing else of the order changes', () => {
  const menu = new Map<MenuId, never>();
  expect(inMenuWords(order, menu)).toEqual(order);
  expect({ ...inMenuWords(order, new Map([[stew.id, stew]])), items: [] }).toEqual({ ...order, items: [] });
});
