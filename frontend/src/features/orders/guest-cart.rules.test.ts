import type { MenuItem } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import { expect, test } from 'vitest';
import { aGroup, anItem, anOption } from '../../../test/seat-guest.tsx';
import type { Refusal } from '../../lib/api-problem.ts';
import {
  type CartLine,
  freshLine,
  judgeLine,
  type LineFault,
  markRefused,
  type NewLine,
  orderOf,
  putBack,
  withLine,
} from './guest-cart.rules.ts';

const soup = anItem(100, '김치찌개', 9000, {
  optionGroups: [aGroup(200, '추가', { max: 2, options: [anOption(300, '라면', 1000), anOption(301, '두부', 500)] })],
});
const [ramen, tofu] = [anOption(300, '').id, anOption(301, '').id];
const chosen: NewLine = { menuId: soup.id, name: '김치찌개', optionIds: [ramen], quantity: 2, note: null, unitPrice: asMoney(10_000) };
const line = (id: string, more: Partial<CartLine> = {}): CartLine => ({ ...freshLine(chosen, id), ...more });
const refusal = (key: string, params: Record<string, unknown>): Refusal => ({
  key,
  status: 409,
  params,
  errors: [],
  retryAfterS: null,
  instance: '',
});
const menu = (item: MenuItem = soup) => new Map([[item.id, item]]);

test('the same dish with the same options is one line, in whatever order they were chosen', () => {
  const two: NewLine = { ...chosen, optionIds: [ramen, tofu], unitPrice: asMoney(10_500) };
  const lines = withLine(withLine([], two, 'a'), { ...two, optionIds: [tofu, ramen] }, 'b');
  expect(lines.map(({ id, quantity }) => [id, quantity])).toEqual([['a', 4]]);
});

test.each([
  ['another wish', { note: '덜 맵게' }],
  ['other options', { optionIds: [tofu] }],
  ['a price that was seen later', { unitPrice: asMoney(11_000) }],
  ['more than 99 together', { quantity: 98 }],
])('%s is a line of its own', (_, difference: Partial<NewLine>) => {
  expect(withLine([line('a')], { ...chosen, ...difference }, 'b').map(({ id }) => id)).toEqual(['a', 'b']);
});

test.each<[string, MenuItem, LineFault | null]>([
  ['as chosen', soup, null],
  ['sold out', { ...soup, available: false, soldOut: true }, 'sold-out'],
  ['outside its hours', { ...soup, available: false }, 'closed'],
  ['dearer', { ...soup, price: asMoney(9500) }, 'price'],
  ['an option gone', { ...soup, optionGroups: [] }, 'options'],
] as const)('a dish %s', (_, item, fault) => {
  expect(judgeLine(line('a'), menu(item)).fault).toBe(fault);
});

test('a dish that is off the menu keeps the name and the price it was chosen with', () => {
  expect(judgeLine(line('a'), new Map())).toMatchObject({ fault: 'gone', name: '김치찌개', subtotal: 20_000 });
});

test('before the menu has come no line is called wrong', () => {
  expect(judgeLine(line('a'), null).fault).toBeNull();
});

test('the total that is sent is the one the guest saw', () => {
  expect(orderOf([line('a'), line('b', { quantity: 1, note: '덜 맵게' })])).toEqual({
    items: [
      { menuId: soup.id, quantity: 2, optionIds: [ramen] },
      { menuId: soup.id, quantity: 1, optionIds: [ramen], note: '덜 맵게' },
    ],
    expectedTotal: 30_000,
    cartLines: [
      { id: 'a', version: 0 },
      { id: 'b', version: 0 },
    ],
  });
});

test('a new price is asked about on its own line only', () => {
  const told = refusal('order/price-changed', {
    items: [
      { index: 0, unitPrice: 10_000 },
      { index: 1, unitPrice: 12_000 },
    ],
  });
  const marked = markRefused([line('a'), line('b')], told);
  expect(marked.map(({ toldPrice }) => toldPrice)).toEqual([null, 12_000]);
  expect(judgeLine(marked[1] ?? line('b'), menu())).toMatchObject({ fault: 'price', newPrice: 12_000, subtotal: 20_000 });
});

test('any other refusal marks the line it names', () => {
  const marked = markRefused([line('a'), line('b')], refusal('order/item-sold-out', { index: 1, left: 1 }));
  expect(marked.map(({ refusal }) => refusal?.key)).toEqual([undefined, 'order/item-sold-out']);
});

test('lines come back once, however often they are handed back', () => {
  const back = putBack(putBack([line('new')], [line('old')]), [line('old')]);
  expect(back.map(({ id }) => id)).toEqual(['old', 'new']);
});
