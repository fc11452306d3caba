import type { MenuId, OptionId, OrderId, OrderItemId, StationId } from '@tableorder/contract/ids';
import { untouchedLines } from '@tableorder/contract/kitchen.rules';
import type { Order, OrderItem } from '@tableorder/contract/orders';
import type { Station } from '@tableorder/contract/stations';
import { toInstant } from '@tableorder/contract/time';
import { expect, test } from 'vitest';
import { heatOf, heldCourses, limitsFor, lineViews, speaksOfAllergy, together } from './kitchen-view.rules.ts';
import { NO_WORDS } from './kitchen-words.ts';

const food = 'food' as StationId;
const bar = 'bar' as StationId;
const AT = toInstant(0);
const option = (name: string) => ({ id: name as OptionId, groupName: '추가', name, priceDelta: 0 });
const item = (id: string, more: object = {}) =>
  ({
    id: id as OrderItemId,
    menuId: id as MenuId,
    name: id,
    quantity: 1,
    options: [],
    note: null,
    stationIds: [food],
    ...more,
  }) as unknown as OrderItem;
const order = (items: OrderItem[], more: Partial<Order> = {}) =>
  ({ id: 'o' as OrderId, status: 'PENDING', note: null, items, transitions: [], createdAt: AT, ...more }) as unknown as Order;
const ticket = (of: Order) => ({ order: of, lines: untouchedLines(of, food) });
const words = new Map([
  ['stew' as MenuId, { name: 'Stew', allergens: ['shrimp' as const], options: new Map([['egg' as OptionId, 'Egg']]) }],
]);

test('a dish is said in the kitchen’s words, in its own where the menu has lost it; an option chosen twice is said once', () => {
  const of = order([item('stew', { options: [option('egg'), option('egg'), option('rice')] }), item('gone')]);
  expect(lineViews(ticket(of), food, words, 'noted').map(({ name, options }) => [name, options])).toEqual([
    ['Stew', ['Egg × 2', 'rice']],
    ['gone', []],
  ]);
});

test('a station sees its own lines; at the pass a shared dish says how far each is', () => {
  const of = order([item('stew'), item('set', { stationIds: [food, bar] })]);
  const lines = ticket(of).lines.map((line) => (line.stationId === bar ? { ...line, bumpedAt: AT } : line));
  const at = (stationId: StationId | null) => lineViews({ order: of, lines }, stationId, NO_WORDS, 'noted');
  expect(at(bar).map(({ itemId, state }) => [itemId, state])).toEqual([['set', 'done']]);
  expect(at(null).map(({ state, at: there }) => [state, there.length])).toEqual([
    ['waiting', 0],
    ['started', 2],
  ]);
});

test.each([
  ['새우 알레르기 있어요', true],
  ['Peanut ALLERGY, please', true],
  ['エビアレルギーです', true],
  ['我对花生过敏', true],
  ['덜 맵게', false],
  [null, false],
])('%j speaks of an allergy: %s', (text, speaks) => expect(speaksOfAllergy(text)).toBe(speaks));

test('allergens show where a guest speaks of an allergy, on the line or for the whole order, or where the screen always shows them', () => {
  const shown = (of: Order, when: 'noted' | 'always') => lineViews(ticket(of), food, words, when).map(({ allergens }) => allergens.length);
  expect(shown(order([item('stew')]), 'noted')).toEqual([0]);
  expect(shown(order([item('stew')]), 'always')).toEqual([1]);
  expect(shown(order([item('stew', { note: '새우 알레르기' })]), 'noted')).toEqual([1]);
  expect(shown(order([item('stew')], { note: '새우 알레르기' }), 'noted')).toEqual([1]);
});

test('heat goes by the limits of the station, and at the pass by the strictest that still has something of it', () => {
  const limits = { warnMs: 600_000, lateMs: 1_200_000 };
  expect([0, 59_999, 60_000, 599_999, 600_000, 1_200_000, null].map((waited) => heatOf(waited, limits))).toEqual([
    'fresh',
    'fresh',
    'waiting',
    'waiting',
    'warn',
    'late',
    'held',
  ]);
  const stations = [
    { id: food, ...limits },
    { id: bar, warnMs: 60_000, lateMs: 120_000 },
  ] as Station[];
  const of = order([item('stew'), item('beer', { stationIds: [bar] })]);
  expect(limitsFor(ticket(of), food, stations)).toEqual(limits);
  expect(limitsFor(ticket(of), null, stations)).toEqual({ warnMs: 60_000, lateMs: 120_000 });
  const barDone = ticket(of).lines.map((line) => (line.stationId === bar ? { ...line, bumpedAt: AT } : line));
  expect(limitsFor({ order: of, lines: barDone }, null, stations)).toEqual(limits);
});

test('several stations together: done when all are, begun when one is, held when nothing else is', () => {
  expect(together(['done', 'done'])).toBe('done');
  expect(together(['done', 'waiting'])).toBe('started');
  expect(together(['held', 'waiting'])).toBe('waiting');
  expect(together(['held', 'held'])).toBe('held');
});

test('the next course is the lowest that is held', () => {
  const view = (course: number | null, state: 'held' | 'done') => ({ course, state }) as never;
  expect(heldCourses([view(3, 'held'), view(2, 'held'), view(2, 'held'), view(1, 'done')])).toEqual([2, 3]);
});
