import type { MenuId, OptionGroupId, OptionId, StationId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { Problem } from '@tableorder/contract/problem';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextNumber, type Orderable, priceLines, refuseOtherTotal } from './orders.rules.ts';

const jjigae = 'jjigae' as MenuId;
const spicy = { id: 'hot' as OptionId, name: '맵게', priceDelta: asMoney(0), available: true };
const egg = { id: 'egg' as OptionId, name: '계란', priceDelta: asMoney(1500), available: true };
const gone = { id: 'gone' as OptionId, name: '치즈', priceDelta: asMoney(2000), available: false };
const item: Orderable = {
  id: jjigae,
  name: '김치찌개',
  price: asMoney(9000),
  available: true,
  soldOut: false,
  stockLeft: null,
  stationIds: ['kitchen' as StationId],
  optionGroups: [
    { id: 'heat' as OptionGroupId, name: '맵기', min: 1, max: 1, maxPerOption: 1, options: [spicy] },
    { id: 'extra' as OptionGroupId, name: '추가', min: 0, max: 3, maxPerOption: 3, options: [egg, gone] },
  ],
};
const menu = (more: Partial<Orderable> = {}) => new Map([[jjigae, { ...item, ...more }]]);
const line = (optionIds: OptionId[], quantity = 1) => ({ menuId: jjigae, quantity, optionIds });

function refusal(work: () => unknown): { key: string; params: unknown } {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return { key: error.key, params: error.params };
    throw error;
  }
  throw new Error('not refused');
}

describe('a line’s price', () => {
  it('is the item and its options, times the quantity', () => {
    const [priced] = priceLines([line([spicy.id, egg.id, egg.id], 3)], menu());
    expect(priced).toMatchObject({ name: '김치찌개', unitPrice: 12_000, quantity: 3, subtotal: 36_000 });
    expect(priced?.options.map((option) => option.name)).toEqual(['맵게', '계란', '계란']);
  });

  it('is refused with the item named when something is wrong with it', () => {
    const named = { index: 0, menuId: jjigae, name: '김치찌개' };
    expect(refusal(() => priceLines([line([spicy.id])], new Map()))).toEqual({
      key: 'order/item-unavailable',
      params: { ...named, name: null },
    });
    expect(refusal(() => priceLines([line([spicy.id])], menu({ available: false, soldOut: true })))).toEqual({
      key: 'order/item-sold-out',
      params: { ...named, left: 0 },
    });
    expect(refusal(() => priceLines([line([spicy.id])], menu({ available: false })))).toEqual({
      key: 'order/item-unavailable',
      params: named,
    });
    expect(refusal(() => priceLines([line([])], menu()))).toEqual({
      key: 'order/option-missing',
      params: { ...named, group: '맵기', min: 1 },
    });
    expect(refusal(() => priceLines([line([spicy.id, spicy.id])], menu()))).toEqual({
      key: 'order/option-too-many',
      params: { ...named, group: '맵기', max: 1 },
    });
    expect(refusal(() => priceLines([line([spicy.id, gone.id])], menu()))).toEqual({
      key: 'order/option-unknown',
      params: { ...named, optionId: gone.id },
    });
    expect(refusal(() => priceLines([line([spicy.id, 'other' as OptionId])], menu())).key).toBe('order/option-unknown');
  });

  it('counts the day’s stock over all lines of the item', () => {
    expect(priceLines([line([spicy.id], 2), line([spicy.id], 1)], menu({ stockLeft: 3 }))).toHaveLength(2);
    expect(refusal(() => priceLines([line([spicy.id], 2), line([spicy.id], 2)], menu({ stockLeft: 3 })))).toEqual({
      key: 'order/item-sold-out',
      params: { index: 1, menuId: jjigae, name: '김치찌개', left: 3 },
    });
  });
});

it('a total that differs from what the guest saw is refused with the new prices', () => {
  const lines = priceLines([line([spicy.id], 2)], menu());
  expect(refuseOtherTotal(lines, undefined)).toBe(18_000);
  expect(refuseOtherTotal(lines, asMoney(18_000))).toBe(18_000);
  expect(refusal(() => refuseOtherTotal(lines, asMoney(17_000)))).toEqual({
    key: 'order/price-changed',
    params: {
      expectedTotal: 17_000,
      totalAmount: 18_000,
      items: [{ index: 0, menuId: jjigae, name: '김치찌개', unitPrice: 9000, subtotal: 18_000 }],
    },
  });
});

describe('the next number', () => {
  it('runs 1 to 999 and begins again', () => {
    expect([0, 41, 999].map((last) => nextNumber(last, new Set()))).toEqual([1, 42, 1]);
  });

  it('skips what open orders hold; when all 999 are held there is no regular one', () => {
    expect(nextNumber(999, new Set([1, 2, 4]))).toBe(3);
    expect(nextNumber(500, new Set(Array.from({ length: 999 }, (_, at) => at + 1)))).toBeNull();
  });

  it('is never one that is held, whatever is held', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 999 }), (last, taken) => {
        const next = nextNumber(last, new Set(taken));
        if (next === null) expect(taken).toHaveLength(999);
        else expect(taken).not.toContain(next);
      }),
    );
  });
});
