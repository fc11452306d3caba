import { ALLERGENS, BADGES } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eachDb } from '../../../test/each-db.ts';
import { dump } from '../../../test/table-dump.ts';
import { writeCsv } from '../../http/csv.ts';
import { decodeText, readCsv } from '../../http/csv-read.ts';
import { changeMenuItem } from './menu.commands.ts';
import { csvHead, fromCsv, toCells } from './menu.exchange.csv.rules.ts';
import type { ExchangeItem } from './menu.exchange.shapes.rules.ts';
import { exportMenu, importMenu } from './menu.exchange.ts';
import { addOptionGroup } from './menu.library.ts';
import { keyOf, OWNER, openShop, type Shop } from './menu.test-shop.ts';

const won = asMoney;
const bytes = (text: string) => new TextEncoder().encode(text);

const awkward = fc.constantFrom('=1+1', "'=x", '-3', '@a', 'a,b', 'say "hi"', ' edge ', '줄\n바꿈', 'é😀', "''+", '|x', '김치찌개');
const oneLine = (max: number) =>
  fc
    .oneof(awkward, fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: max }))
    .map((text) => text.replaceAll(/[\r\n\t]/g, ' '))
    .filter((text) => text.trim() !== '' && [...text].length <= max);
const manyLines = (max: number) => fc.oneof(fc.constant(''), awkward, fc.string({ unit: 'grapheme-ascii', maxLength: max }));
const words = fc
  .record({ name: oneLine(60), description: manyLines(80), origin: manyLines(40) })
  .map((texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')));
const group = fc.record({
  name: oneLine(30),
  min: fc.constantFrom(0, 1),
  max: fc.constant(1),
  maxPerOption: fc.constant(1),
  translations: fc.constant({ en: { name: 'Group' } }),
  options: fc.array(
    fc.record({
      name: oneLine(30),
      priceDelta: fc.integer({ min: 0, max: 5000 }).map(won),
      available: fc.boolean(),
      translations: fc.constant({}),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const anItem: fc.Arbitrary<Required<ExchangeItem>> = fc.record({
  id: fc.uuid({ version: 7 }),
  category: oneLine(40),
  subcategory: fc.option(oneLine(40)),
  name: oneLine(100),
  price: fc.integer({ min: 0, max: 1_000_000_000 }).map(won),
  description: manyLines(200),
  state: fc.constantFrom('available', 'sold_out', 'hidden'),
  badges: fc.subarray([...BADGES]),
  allergens: fc.subarray([...ALLERGENS]),
  origin: fc.option(oneLine(100)),
  spiceLevel: fc.integer({ min: 0, max: 3 }),
  alcohol: fc.boolean(),
  servingHours: fc.option(
    fc.constant([
      { weekdays: [1, 2, 0], from: '11:00', to: '14:30' },
      { weekdays: [6], from: '22:00', to: '02:00' },
    ]),
  ),
  dailyStock: fc.option(fc.integer({ min: 0, max: 9999 })),
  translations: fc
    .record({ en: words, zh: words })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => Object.keys(one).length > 0))),
  options: fc.array(group, { maxLength: 3 }),
});

describe('a menu as CSV', () => {
  it.each(['KRW', 'USD'])('reads back exactly as it was written, in %s', (currency) => {
    const form = { currency, locale: 'ko' as const };
    fc.assert(
      fc.property(fc.array(anItem, { maxLength: 4 }), (items) => {
        const text = writeCsv([csvHead(form), ...items.map((item) => toCells(item, form))]);
        const records = readCsv(decodeText(bytes(text)) ?? '');
        const { incoming, faults } = fromCsv(records ?? [], form);
        expect(faults).toEqual([]);
        expect(incoming.map(({ item }) => item)).toEqual(items);
      }),
      { numRuns: 60 },
    );
  });

  it('names the line and the field of everything it cannot take, also behind cells of several lines', () => {
    const text = [
      'category,name,price,state,spiceLevel,servingHours,options,dailyStock',
      '"찌개","두\n줄은 안 돼요",9000,,,,,',
      '찌개,된장,비싸요,,,,,',
      '찌개,,9000,gone,,,,',
      '찌개,순두부,9000,,7,점심에,{oops,많이',
      ',국밥,,,,,,',
      '찌개,비지,9000,,,,,,하나 더',
    ].join('\r\n');
    const { faults } = fromCsv(readCsv(text) ?? [], { currency: 'KRW', locale: 'ko' });
    expect(faults.map(({ line, field, rule }) => `${line} ${field} ${rule}`)).toEqual([
      '2 name text',
      '4 price number',
      '5 name required',
      '5 state word',
      '6 servingHours hours',
      '6 options options',
      '6 dailyStock number',
      '7 price required',
      '8  cells',
    ]);
  });

  it('says which columns are missing or unknown before it looks at any line', () => {
    const { faults } = fromCsv(readCsv('이름;price\n김치;1') ?? [], { currency: 'KRW', locale: 'ko' });
    expect(faults).toMatchObject([
      { line: 1, field: 'category', rule: 'column-missing' },
      { line: 1, field: 'name', rule: 'column-missing' },
      { line: 1, field: '이름', rule: 'column-unknown' },
    ]);
  });

  it('reads what a Korean Excel writes, and refuses a quote that never ends', () => {
    const cp949 = new Uint8Array([0xb1, 0xe8, 0xc4, 0xa1]);
    expect(decodeText(cp949)).toBe('김치');
    expect(decodeText(bytes('\ufeff김치'))).toBe('김치');
    expect(decodeText(new Uint8Array([0xff, 0xff, 0x00]))).toBeNull();
    expect(readCsv('a,"b\nc')).toBeNull();
    expect(readCsv('a\tb\r1\t2\r\r')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
    ]);
  });
});

eachDb('menu files', (open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(open);
  });
  afterEach(async () => {
    await shop.drop();
  });
  const out = (format: 'csv' | 'json', of = shop.storeId) => exportMenu(shop.deps, of, OWNER, format);
  const take = (text: string, { dryRun = false, of = shop.storeId } = {}) => importMenu(shop.deps, of, OWNER, bytes(text), dryRun);
  const withoutIds = (json: string) => (JSON.parse(json) as { items: { id: string }[] }).items.map(({ id: _, ...item }) => item);

  async function fill() {
    const top = await shop.category('찌개');
    const below = await shop.category('순한 것', top);
    const optionGroups = [
      { name: '크기', min: 1, max: 1, translations: { en: { name: 'Size' } }, options: [{ name: '보통', priceDelta: won(0) }] },
    ];
    await shop.item(top, { optionGroups, translations: { en: { name: 'Kimchi stew' } }, badges: ['new'], dailyStock: 3 });
    const other = await shop.item(below, { name: '=순두부, "맵게"', description: '첫 줄\n둘째 줄', price: won(9500), alcohol: true });
    const spice = { name: '맵기', min: 0, max: 1, options: [{ name: '아주 맵게', priceDelta: won(500) }] };
    await addOptionGroup(shop.deps, shop.storeId, OWNER, { ...spice, menuIds: [other] });
  }

  it.each(['csv', 'json'] as const)('out and in again as %s changes nothing; into an empty shop it makes the same menu', async (format) => {
    await fill();
    const file = await out(format);
    expect(await take(file)).toMatchObject({ format, added: 0, changed: 0, unchanged: 2, faults: [], written: true });
    expect(await take(file, { of: shop.otherId })).toMatchObject({
      added: 2,
      groupsAdded: ['맵기'],
      categoriesAdded: ['찌개', '찌개 › 순한 것'],
    });
    expect(withoutIds(await out('json', shop.otherId))).toEqual(withoutIds(await out('json')));
  });

  it('a dry run writes nothing and says what a run would do; the run is all or nothing', async () => {
    await fill();
    const before = await dump(shop.db);
    const good = 'category,name,price\n찌개,김치찌개,11000\n음료,콜라,2000\n';
    expect(await take(good, { dryRun: true })).toMatchObject({
      added: 1,
      changed: 1,
      written: false,
      lines: [
        { line: 2, act: 'change', fields: ['price'] },
        { line: 3, act: 'add' },
      ],
      categoriesAdded: ['음료'],
    });
    const bad = `${good}찌개,김밥,많이\n`;
    expect(await take(bad, { dryRun: true })).toMatchObject({ faults: [{ line: 4, field: 'price', rule: 'number', value: '많이' }] });
    expect(await keyOf(take(bad))).toBe('menu/import-refused');
    expect(await keyOf(take('\u0000\u0001'))).toBe('menu/import-refused');
    expect(await keyOf(take(''))).toBe('menu/import-unreadable');
    expect(await dump(shop.db)).toEqual(before);
    expect(await take(good)).toMatchObject({ added: 1, changed: 1, written: true });
    expect(withoutIds(await out('json')).map((item) => [Reflect.get(item, 'name'), Reflect.get(item, 'price')])).toEqual([
      ['김치찌개', 11000],
      ['=순두부, "맵게"', 9500],
      ['콜라', 2000],
    ]);
  });

  it('finds an item by its id, else by name and category, keeps the ids of its options, and takes no item twice', async () => {
    await fill();
    const [item] = (JSON.parse(await out('json')) as { items: (ExchangeItem & { options: { options: { priceDelta: number }[] }[] })[] })
      .items;
    if (!item) throw new Error('no item');
    const before = await shop.db.find((query) => query.selectFrom('options').select('id').orderBy('id'));
    const [size] = item.options;
    if (!size?.options[0]) throw new Error('no option');
    size.options[0].priceDelta = won(700);
    const renamed = { ...item, name: '새 김치찌개' };
    expect(await take(JSON.stringify([renamed]))).toMatchObject({ changed: 1, lines: [{ line: 1, fields: ['name', 'options'] }] });
    expect(await shop.db.find((query) => query.selectFrom('options').select('id').orderBy('id'))).toEqual(before);
    const report = await take(JSON.stringify([renamed, renamed]), { dryRun: true });
    expect(report.faults).toMatchObject([{ line: 2, field: 'id', rule: 'twice' }]);
  });

  it('refuses prices that some choice would bring below zero, and groups nobody can choose from', async () => {
    const discount = { name: '할인', min: 0, max: 1, options: [{ name: '반', priceDelta: -500 }] };
    const items = [
      { category: '찌개', name: '하나', price: 400, options: [discount] },
      { category: '찌개', name: '둘', price: 400, options: [{ ...discount, min: 2, max: 2 }] },
    ];
    expect((await take(JSON.stringify(items), { dryRun: true })).faults).toMatchObject([
      { line: 1, field: 'price', rule: 'negative-price' },
      { line: 2, field: 'options', rule: 'bounds' },
    ]);
  });

  it('one person changes, one import tells everyone once', async () => {
    await fill();
    await changeMenuItem(
      shop.deps,
      shop.storeId,
      OWNER,
      (await shop.db.find((query) => query.selectFrom('menu_items').select('id').orderBy('id')))[0]?.id ?? ('' as never),
      { name: '이름' },
    );
    const events = () => shop.db.find((query) => query.selectFrom('events').select('type').where('store_id', '=', shop.storeId));
    const count = (await events()).length;
    await take('category,name,price\n찌개,이름,1\n음료,물,0\n음료,차,0\n');
    expect((await events()).length).toBe(count + 1);
    const acts = await shop.db.find((query) => query.selectFrom('audit').select(['act', 'details']).orderBy('id', 'desc').limit(1));
    expect(acts[0]).toMatchObject({ act: 'menu.import', details: expect.stringContaining('"added":"2"') });
  });
});
