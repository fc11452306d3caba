import { inflateSync } from 'node:zlib';
import { readQr, type Table } from '@tableorder/contract/tables';
import jsQR from 'jsqr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, type Shop } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';

let backend: Backend;
let shop: Shop;
let tables: Table[];
beforeEach(async () => {
  backend = await startBackend({ clock: testClock() });
  shop = await openShop(backend);
  tables = [];
  for (let number = 1; number <= 7; number += 1) tables.push(await shop.table(number));
});
afterEach(() => backend.close());

const sheet = async (query = '') => {
  const answer = await backend.app.server.inject({
    method: 'GET',
    url: `/api/admin/tables/qr.pdf${query}`,
    headers: { authorization: `Bearer ${shop.owner}` },
  });
  return { status: answer.statusCode, type: answer.headers['content-type'], pdf: answer.rawPayload };
};

/** Every stream of the file, unpacked. */
function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: opening }) => {
    const from = index + opening.length;
    const bytes = pdf.subarray(from, text.indexOf('endstream', from));
    return (bytes[0] === 0x78 ? inflateSync(bytes) : bytes).toString('latin1');
  });
}
const pagesOf = (pdf: Buffer) => streamsOf(pdf).filter((stream) => / re$/m.test(stream));

const SCALE = 4;
const [WIDE, HIGH] = [596, 842];

/** What a camera sees of a page's black rectangles; y runs down, as the page is drawn. */
function drawn(page: string): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(WIDE * SCALE * HIGH * SCALE * 4).fill(255);
  for (const [, ...numbers] of page.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/gm)) {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map((number) => Number(number) * SCALE);
    for (let row = Math.round(y); row < Math.round(y + height); row += 1)
      for (let column = Math.round(x); column < Math.round(x + width); column += 1)
        pixels.fill(0, (row * WIDE * SCALE + column) * 4, (row * WIDE * SCALE + column) * 4 + 3);
  }
  return pixels;
}

/** A sixth of a page, as big as a card. */
function codeAt(page: Uint8ClampedArray, place: number): string | undefined {
  const [wide, high] = [Math.floor((WIDE * SCALE) / 2), Math.floor((HIGH * SCALE) / 3)];
  const card = new Uint8ClampedArray(wide * high * 4);
  for (let row = 0; row < high; row += 1) {
    const from = ((row + Math.floor(place / 2) * high) * WIDE * SCALE + (place % 2) * wide) * 4;
    card.set(page.subarray(from, from + wide * 4), row * wide * 4);
  }
  return jsQR.default(card, wide, high)?.data;
}

const linkOf = async (table: Table) => (await backend.call(readQr, { token: shop.owner, params: { tableId: table.id } })).url;

it('prints every table’s code, six on a page, and each leads to its table', async () => {
  const { status, type, pdf } = await sheet();
  expect([status, type, pdf.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  const pages = pagesOf(pdf);
  expect(pages).toHaveLength(2);
  const [first, second] = pages.map(drawn);
  for (const [at, table] of tables.entries()) {
    const page = at < 6 ? first : second;
    if (!page) throw new Error('a page is missing');
    expect(codeAt(page, at % 6)).toBe(await linkOf(table));
  }
}, 60_000);

it('has the letters of all four languages and of the shop’s name with it', async () => {
  const { pdf } = await sheet('?numbers=1');
  const text = pdf.toString('latin1');
  expect(text.match(/\/FontFile3/g)).toHaveLength(3);
  const mapped = streamsOf(pdf)
    .filter((stream) => stream.includes('beginbfrange'))
    .join('');
  const letters = new Set([...mapped.matchAll(/<([0-9a-f]{4})>/gi)].map(([, code = '']) => String.fromCharCode(Number.parseInt(code, 16))));
  for (const letter of `${shop.store.name}휴대폰주문하세요Scanスマホカメラ用手机扫码点餐`.replaceAll(' ', ''))
    expect([letter, letters.has(letter)]).toEqual([letter, true]);
});

it('prints the tables that are named, or those of a zone; none is not found', async () => {
  expect(pagesOf((await sheet('?numbers=2,7')).pdf)).toHaveLength(1);
  expect((await sheet('?zone=%EC%B0%BD%EA%B0%80')).status).toBe(404);
  expect((await sheet('?numbers=99')).status).toBe(404);
  expect((await sheet('?numbers=0')).status).toBe(400);
});
