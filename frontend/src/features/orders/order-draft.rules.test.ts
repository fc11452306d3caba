import { asMoney } from '@tableorder/contract/money';
import { expect, test } from 'vitest';
import { aGroup, anItem, anOption, anOrder } from '../../../test/seat-guest.tsx';
import { againOf, changeOf, draftOf, isDrafted } from './order-draft.rules.ts';

const [first] = anOrder('017').items;
if (!first) throw new Error('no line');
const ramen = { ...anOption(300, '라면', 1000), groupName: '추가' };
const order = anOrder('017', {
  version: 3,
  items: [{ ...first, quantity: 2, options: [ramen, ramen], unitPrice: asMoney(11_000), subtotal: asMoney(22_000), note: '덜 맵게' }],
  totalAmount: asMoney(22_000),
});

test('an order that is opened to be changed is not changed yet', () => {
  expect(isDrafted(draftOf(order), order)).toBe(false);
  expect(
    isDrafted(
      draftOf(order).map((line) => ({ ...line, quantity: 3 })),
      order,
    ),
  ).toBe(true);
  expect(isDrafted([], order)).toBe(true);
});

test('what is sent names each option as often as it was chosen, the total the guest saw, and the version', () => {
  expect(changeOf(draftOf(order), order.version)).toEqual({
    items: [{ menuId: first.menuId, quantity: 2, optionIds: [ramen.id, ramen.id], note: '덜 맵게' }],
    expectedTotal: 22_000,
    version: 3,
  });
});

test('order again is the same dishes with the same options and wishes at today’s price; what cannot be had is asked about', () => {
  const extra = aGroup(200, '추가', { max: 4, maxPerOption: 4, options: [anOption(300, '라면', 1000)] });
  const stew = anItem(100, '김치찌개', 9500, { optionGroups: [extra] });
  const wanted = { menuId: first.menuId, name: '김치찌개', quantity: 2, optionIds: [ramen.id, ramen.id], note: '덜 맵게' };
  expect(againOf(order, new Map([[stew.id, stew]]))).toEqual({ lines: [{ ...wanted, unitPrice: 11_500 }], asks: 0 });
  expect(againOf(order, new Map())).toEqual({ lines: [{ ...wanted, unitPrice: 11_000 }], asks: 1 });
  const plain = { ...stew, optionGroups: [] };
  expect(againOf(order, new Map([[stew.id, plain]])).asks).toBe(1);
});
