import { isWithinHours } from '@tableorder/contract/hours.rules';
import { asMoney } from '@tableorder/contract/money';
import { Problem } from '@tableorder/contract/problem';
import { type LocalDay, localDay } from '@tableorder/contract/time';
import { describe, expect, it } from 'vitest';
import {
  availability,
  checkDepth,
  checkOptions,
  checkUntil,
  inDisplayOrder,
  looksSameUntil,
  momentOf,
  namesEachOnce,
  namesWholeLevels,
  type Selling,
  stateOf,
  stockLeft,
  withItems,
} from './menu.rules.ts';

const SEOUL = 'Asia/Seoul';
/** Monday 2026-11-23, 12:34:56 in Seoul. */
const noon = Date.parse('2026-11-23T03:34:56.789Z');
const today = localDay(noon, SEOUL);
const every = [0, 1, 2, 3, 4, 5, 6];

const selling = (facts: Partial<Selling> = {}): Selling => ({
  hiddenAt: null,
  soldOutAt: null,
  soldOutUntil: null,
  servingHours: null,
  dailyStock: null,
  stockOn: null,
  stockUsed: 0,
  ...facts,
});

function refusal(work: () => unknown): { key: string; params: unknown; errors: unknown } {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return { key: error.key, params: error.params, errors: error.errors };
    throw error;
  }
  return { key: 'none', params: {}, errors: [] };
}

describe('serving hours', () => {
  const lunch = [{ weekdays: [1, 2, 3, 4, 5], from: '11:30', to: '14:00' }];
  const late = [{ weekdays: [5], from: '22:00', to: '02:00' }];
  const at = (weekday: number, time: string) => ({ weekday, minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) });

  it.each([
    ['before', lunch, at(1, '11:29'), false],
    ['from the first minute', lunch, at(1, '11:30'), true],
    ['to the last', lunch, at(1, '13:59'), true],
    ['not at the end', lunch, at(1, '14:00'), false],
    ['not on another weekday', lunch, at(6, '12:00'), false],
    ['in the evening of its day', late, at(5, '23:59'), true],
    ['after midnight of its day', late, at(6, '01:59'), true],
    ['not at the end after midnight', late, at(6, '02:00'), false],
    ['not after midnight of the day before', late, at(5, '01:00'), false],
    ['past Saturday into Sunday', [{ weekdays: [6], from: '22:00', to: '02:00' }], at(0, '01:00'), true],
    ['round the clock when both are the same', [{ weekdays: [3], from: '00:00', to: '00:00' }], at(3, '23:59'), true],
    ['always without hours', null, at(0, '04:00'), true],
  ])('%s', (_, hours, wall, served) => expect(isWithinHours(hours, wall)).toBe(served));
});

describe('what sells', () => {
  const now = momentOf(noon, SEOUL);
  it('sells what nothing speaks against', () => expect(availability(selling(), [], now)).toEqual({ available: true, soldOut: false }));
  it('calls sold out what is switched off, until the instant and not at it', () => {
    const off = (soldOutUntil: number | null) => selling({ soldOutAt: noon - 1000, soldOutUntil });
    expect(availability(off(null), [], now)).toEqual({ available: false, soldOut: true });
    expect(availability(off(noon + 1), [], now).soldOut).toBe(true);
    expect(availability(off(noon), [], now)).toEqual({ available: true, soldOut: false });
  });
  it('calls sold out what the day has used up, and not what another day did', () => {
    const used = (stockOn: string, stockUsed: number) => selling({ dailyStock: 10, stockOn: stockOn as LocalDay, stockUsed });
    expect(stockLeft(used(today, 10), today)).toBe(0);
    expect(availability(used(today, 10), [], now)).toEqual({ available: false, soldOut: true });
    expect(stockLeft(used('2026-11-22', 10), today)).toBe(10);
    expect(availability(used('2026-11-22', 10), [], now)).toEqual({ available: true, soldOut: false });
    expect(stockLeft(used(today, 12), today)).toBe(0);
    expect(stockLeft(selling(), today)).toBeNull();
  });
  it('does not sell outside the hours, without calling that sold out', () =>
    expect(availability(selling({ servingHours: [{ weekdays: every, from: '17:00', to: '22:00' }] }), [], now)).toEqual({
      available: false,
      soldOut: false,
    }));
  it('never sells what is hidden', () =>
    expect(availability(selling({ hiddenAt: 1 }), [], now)).toEqual({ available: false, soldOut: false }));
  it('calls sold out what needs a choice that is not to be had', () => {
    const group = (min: number, ...available: boolean[]) => ({
      min,
      maxPerOption: 1,
      options: available.map((one) => ({ available: one })),
    });
    expect(availability(selling(), [group(1, false, true)], now).available).toBe(true);
    expect(availability(selling(), [group(1, false, false)], now)).toEqual({ available: false, soldOut: true });
    expect(availability(selling(), [group(0, false)], now).available).toBe(true);
    expect(availability(selling(), [group(2, false, true)], now).soldOut).toBe(true);
  });
  it('says how the switch stands', () => {
    expect(stateOf(selling(), noon)).toBe('available');
    expect(stateOf(selling({ soldOutAt: 1 }), noon)).toBe('sold_out');
    expect(stateOf(selling({ soldOutAt: 1, soldOutUntil: noon }), noon)).toBe('available');
    expect(stateOf(selling({ soldOutAt: 1, hiddenAt: 1 }), noon)).toBe('hidden');
    expect(stateOf(selling({ dailyStock: 0 }), noon)).toBe('available');
  });
});

describe('how long it looks the same', () => {
  const until = (items: Selling[], at = noon, zone = SEOUL) => {
    const end = looksSameUntil(items, momentOf(at, zone));
    return end === null ? null : new Date(end).toISOString();
  };
  it('for ever when nothing depends on time', () => {
    expect(until([])).toBeNull();
    expect(until([selling(), selling({ soldOutAt: 1 }), selling({ soldOutAt: 1, soldOutUntil: noon })])).toBeNull();
  });
  it('until the first that is sold again', () =>
    expect(until([selling({ soldOutAt: 1, soldOutUntil: noon + 5000 }), selling({ soldOutAt: 1, soldOutUntil: noon + 2000 })])).toBe(
      '2026-11-23T03:34:58.789Z',
    ));
  it('until an edge of the hours, else the end of the quarter', () => {
    expect(until([selling({ servingHours: [{ weekdays: every, from: '11:00', to: '12:40' }] })])).toBe('2026-11-23T03:40:00.000Z');
    expect(until([selling({ servingHours: [{ weekdays: every, from: '12:35', to: '20:00' }] })])).toBe('2026-11-23T03:35:00.000Z');
    expect(until([selling({ servingHours: [{ weekdays: every, from: '17:00', to: '20:00' }] })])).toBe('2026-11-23T03:45:00.000Z');
  });
  it('until midnight with daily stock', () =>
    expect(until([selling({ dailyStock: 3 })], Date.parse('2026-11-23T14:59:59.000Z'))).toBe('2026-11-23T15:00:00.000Z'));

  it('is never past a change, whatever the zone does with its clocks', () => {
    const zones = ['Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'];
    const item = selling({
      servingHours: [
        { weekdays: [0, 1, 3], from: '01:50', to: '03:10' },
        { weekdays: [6, 0], from: '22:05', to: '01:20' },
      ],
    });
    for (const zone of zones)
      for (const from of ['2026-03-07T00:00:00Z', '2026-10-03T00:00:00Z', '2026-10-31T00:00:00Z', '2026-04-04T00:00:00Z']) {
        let at = Date.parse(from) + 12_345;
        for (let checked = 0; checked < 300; checked++) {
          const end = looksSameUntil([item], momentOf(at, zone)) ?? 0;
          expect(end).toBeGreaterThan(at);
          const { available } = availability(item, [], momentOf(at, zone));
          expect(availability(item, [], momentOf(end - 1, zone)).available).toBe(available);
          at = end;
        }
      }
  });
});

describe('options', () => {
  const group = (min: number, max: number, deltas: number[], maxPerOption = 1) => ({
    name: 'size',
    min,
    max,
    maxPerOption,
    options: deltas.map((delta) => ({ priceDelta: asMoney(delta) })),
  });
  const check = (price: number, ...groups: ReturnType<typeof group>[]) => refusal(() => checkOptions(asMoney(price), groups));

  it.each([
    ['one of two', group(1, 1, [0, 500])],
    ['all of them', group(0, 2, [0, 500])],
    ['one three times', group(0, 3, [0], 3)],
  ])('takes %s', (_, fits) => expect(check(1000, fits).key).toBe('none'));
  it.each([
    ['more at least than at most', group(2, 1, [0, 0])],
    ['more at most than there are', group(0, 3, [0, 0])],
    ['more than one may be taken', group(0, 5, [0, 0], 2)],
  ])('refuses %s', (_, unfit) => expect(check(1000, unfit)).toEqual({ key: 'menu/option-bounds', params: { group: 'size' }, errors: [] }));

  it('refuses a choice that would pay the guest, and names the lowest price', () => {
    expect(check(1000, group(0, 1, [-1000])).key).toBe('none');
    expect(check(1000, group(0, 1, [-1001]))).toMatchObject({ key: 'menu/negative-price', params: { lowest: -1 } });
    expect(check(1000, group(0, 2, [-600], 2))).toMatchObject({ key: 'menu/negative-price', params: { lowest: -200 } });
    expect(check(1000, group(0, 1, [-600]), group(0, 1, [-600])).key).toBe('menu/negative-price');
    expect(check(1000, group(2, 2, [-1500, 700, 900])).key).toBe('none');
    expect(check(1000, group(1, 2, [-1500, 700, 900])).key).toBe('menu/negative-price');
    expect(check(0, group(1, 1, [0, 500])).key).toBe('none');
  });
});

describe('until', () => {
  it('is an instant to come, and of what is sold out', () => {
    expect(refusal(() => checkUntil('sold_out', noon + 1, noon)).key).toBe('none');
    expect(refusal(() => checkUntil('available', null, noon)).key).toBe('none');
    for (const past of [noon, noon - 1, Number.NaN])
      expect(refusal(() => checkUntil('sold_out', past, noon)).errors).toEqual([{ pointer: '/until', rule: 'future' }]);
    for (const state of ['available', 'hidden'] as const)
      expect(refusal(() => checkUntil(state, noon + 1, noon)).errors).toEqual([{ pointer: '/until', rule: 'sold-out-only' }]);
  });
});

describe('categories', () => {
  const top = { id: 'a', parentId: null };
  const other = { id: 'b', parentId: null };
  const below = { id: 'a1', parentId: 'a' };
  const beside = { id: 'a2', parentId: 'a' };
  const all = [other, below, top, beside];

  it('have two levels', () => {
    expect(refusal(() => checkDepth(top, null, all)).key).toBe('none');
    expect(refusal(() => checkDepth(top, other, all)).key).toBe('none');
    expect(refusal(() => checkDepth(below, null, all)).key).toBe('menu/category-depth');
    expect(refusal(() => checkDepth(other, top, all)).key).toBe('menu/category-depth');
    expect(refusal(() => checkDepth(other, other, all)).key).toBe('menu/category-depth');
  });
  it('stand by position, those below behind their own', () =>
    expect(inDisplayOrder(all).map(({ id }) => id)).toEqual(['b', 'a', 'a1', 'a2']));
  it('are spared guests when nothing is in them or below', () => {
    const shown = (...holding: string[]) => withItems(inDisplayOrder(all), ({ id }) => holding.includes(id)).map(({ id }) => id);
    expect(shown('a1')).toEqual(['a', 'a1']);
    expect(shown('a', 'b')).toEqual(['b', 'a']);
    expect(shown()).toEqual([]);
  });
  it('are ordered level by level, each once', () => {
    expect(namesWholeLevels(['a', 'b'], all)).toBe(true);
    expect(namesWholeLevels(['a2', 'a1'], all)).toBe(true);
    expect(namesWholeLevels(['a', 'a2', 'a1', 'b'], all)).toBe(true);
    expect(namesWholeLevels(['a'], all)).toBe(false);
    expect(namesWholeLevels(['a', 'b', 'a1'], all)).toBe(false);
    expect(namesWholeLevels(['a', 'b', 'b'], all)).toBe(false);
    expect(namesWholeLevels(['a', 'a'], all)).toBe(false);
    expect(namesWholeLevels([], all)).toBe(false);
    expect(namesWholeLevels([], [])).toBe(true);
  });
});

it('an order names each once', () => {
  expect(namesEachOnce(['b', 'a'], ['a', 'b'])).toBe(true);
  expect(namesEachOnce(['a', 'a'], ['a', 'b'])).toBe(false);
  expect(namesEachOnce(['a'], ['a', 'b'])).toBe(false);
  expect(namesEachOnce(['a', 'c'], ['a', 'b'])).toBe(false);
  expect(namesEachOnce([], [])).toBe(true);
});
