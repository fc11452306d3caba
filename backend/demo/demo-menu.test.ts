import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ALLERGENS } from '@tableorder/contract/menu';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DemoAllergen, Texts } from './demo-item.ts';
import { demoMenu } from './demo-menu.ts';
import { demoShop } from './demo-shop.ts';
import { demoRecommended } from './recommended.ts';

const pictures = fileURLToPath(new URL('./pictures/', import.meta.url));
const items = demoMenu.flatMap((category) => category.items);

function repeated(values: string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

function faulty(texts: Texts, longest: number): string[] {
  const { ko, en, ja, zh } = texts;
  return [ko, en, ja, zh].filter((text) => text.trim() !== text || text.length === 0 || text.length > longest);
}

describe('the demo menu', () => {
  it('has at least 52 items in nine categories, none of them empty', () => {
    expect(demoMenu).toHaveLength(9);
    expect(items.length).toBeGreaterThanOrEqual(52);
    expect(demoMenu.filter((category) => category.items.length === 0)).toEqual([]);
  });

  it('uses each key and each name once', () => {
    const keys = items.map((item) => item.key);
    expect(repeated(keys)).toEqual([]);
    expect(repeated(demoMenu.map((category) => category.key))).toEqual([]);
    expect(keys.filter((key) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))).toEqual([]);
    for (const language of ['ko', 'en', 'ja', 'zh'] as const) expect(repeated(items.map((item) => item.name[language]))).toEqual([]);
  });

  it('says everything in four languages and within the limits', () => {
    for (const category of demoMenu) expect(faulty(category.name, 100), category.key).toEqual([]);
    for (const item of items) {
      expect(faulty(item.name, 100), item.key).toEqual([]);
      expect(faulty(item.description, 200), item.key).toEqual([]);
      for (const group of item.optionGroups) {
        expect(faulty(group.name, 100), item.key).toEqual([]);
        for (const option of group.options) expect(faulty(option.name, 100), item.key).toEqual([]);
      }
    }
  });

  it('has Hangul in every Korean text and none in the others', () => {
    const texts = items.flatMap((item) => [item.name, item.description, ...item.optionGroups.map((group) => group.name)]);
    expect(texts.filter((text) => !/[가-힣]/.test(text.ko))).toEqual([]);
    expect(texts.filter((text) => /[가-힣]/.test(text.en + text.ja + text.zh))).toEqual([]);
  });

  it('recommends only what it has', () => {
    const keys = new Set(items.map((item) => item.key));
    const named = Object.entries(demoRecommended).flatMap(([key, others]) => [key, ...others]);
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('has whole prices in won', () => {
    const prices = items.map((item) => item.price);
    expect(prices.filter((price) => !Number.isSafeInteger(price) || price < 1000 || price > 50_000 || price % 500 !== 0)).toEqual([]);
  });
});

describe('the demo options', () => {
  it('can be chosen: min ≤ max ≤ number of options, price deltas from 0 to 5,000', () => {
    for (const item of items) {
      for (const { min, max, options, name } of item.optionGroups) {
        const where = `${item.key}: ${name.en}`;
        expect(min, where).toBeGreaterThanOrEqual(0);
        expect(max, where).toBeGreaterThanOrEqual(Math.max(min, 1));
        expect(options.length, where).toBeGreaterThanOrEqual(max);
        expect(repeated(options.map((option) => option.name.ko))).toEqual([]);
        const deltas = options.map((option) => option.priceDelta);
        expect(
          deltas.filter((delta) => !Number.isSafeInteger(delta) || delta < 0 || delta > 5000),
          where,
        ).toEqual([]);
      }
    }
  });

  it('show every kind of choice', () => {
    const groups = items.flatMap((item) => item.optionGroups);
    expect(items.filter((item) => item.optionGroups.length > 0).length).toBeGreaterThanOrEqual(20);
    expect(items.filter((item) => item.optionGroups.length > 1).length).toBeGreaterThanOrEqual(3);
    expect(groups.some((group) => group.min === 1 && group.max === 1)).toBe(true);
    expect(groups.some((group) => group.min === 0 && group.max > 1 && group.options.some((option) => option.priceDelta > 0))).toBe(true);
    expect(items.filter((item) => item.soldOut)).toHaveLength(2);
  });
});

describe('the demo labels', () => {
  it('name only allergens of the list, each once', () => {
    const known = new Set<string>(ALLERGENS);
    for (const item of items) {
      expect(
        item.allergens.filter((allergen) => !known.has(allergen)),
        item.key,
      ).toEqual([]);
      expect(repeated(item.allergens), item.key).toEqual([]);
    }
  });

  it.each<[DemoAllergen, DemoAllergen]>([
    ['wheat', 'gluten'],
    ['mackerel', 'fish'],
    ['squid', 'mollusc'],
    ['shellfish', 'mollusc'],
    ['walnut', 'tree_nut'],
  ])('an item with %s also says %s', (one, other) => {
    const silent = items.filter((item) => item.allergens.includes(one) && !item.allergens.includes(other));
    expect(silent.map((item) => item.key)).toEqual([]);
  });

  it('say where meat comes from', () => {
    const meat = items.filter((item) => item.allergens.some((allergen) => ['beef', 'pork', 'chicken'].includes(allergen)));
    expect(meat.length).toBeGreaterThan(10);
    expect(meat.filter((item) => item.origin === null).map((item) => item.key)).toEqual([]);
  });

  it('flag as alcohol exactly the items of the bar', () => {
    for (const category of demoMenu) {
      for (const item of category.items) expect(item.alcohol, item.key).toBe(category.key === 'alcohol');
    }
  });
});

describe('the demo pictures', () => {
  it('are there, one for each item and no other', async () => {
    expect((await readdir(pictures)).sort()).toEqual(items.map((item) => item.picture).sort());
    expect(items.filter((item) => item.picture !== `${item.key}.webp`)).toEqual([]);
  });

  it('are light 960 × 720 WebP, no two alike', async () => {
    const prints: string[] = [];
    for (const item of items) {
      const file = await readFile(pictures + item.picture);
      const { format, width, height } = await sharp(file).metadata();
      expect({ format, width, height }, item.key).toEqual({ format: 'webp', width: 960, height: 720 });
      expect(file.length, item.key).toBeLessThan(40_000);
      prints.push(createHash('sha256').update(file).digest('hex'));
    }
    expect(repeated(prints)).toEqual([]);
  });
});

describe('the demo shop', () => {
  it('has twelve tables, numbered once, in two zones', () => {
    const { tables } = demoShop;
    expect(faulty(demoShop.name, 100)).toEqual([]);
    expect(tables.map((table) => table.number)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(repeated(tables.map((table) => table.label))).toEqual([]);
    expect(new Set(tables.map((table) => table.zone)).size).toBe(2);
  });
});
