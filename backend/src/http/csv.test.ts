import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { type Cell, csvFile, writeCsv } from './csv.ts';

const cells = (...line: Cell[]) => writeCsv([line]).slice(1, -2);

describe('a CSV file', () => {
  it('begins so that Excel reads Korean, and ends each line as the standard says', () => {
    expect(
      writeCsv([
        ['이름', '값'],
        ['김치찌개', 9000],
      ]),
    ).toBe('\ufeff이름,값\r\n김치찌개,9000\r\n');
    expect(writeCsv([])).toBe('\ufeff');
  });

  it('quotes what would break a line or a cell', () => {
    expect(cells('a,b', 'say "hi"', 'two\nlines', ' edge ', null, '')).toBe('"a,b","say ""hi""","two\nlines"," edge ",,');
  });

  it.each(['=1+1', '+82 10', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '＝1', '＋1', '－1', '＠x', '|calc', '%0A'])(
    'keeps a spreadsheet from running %j',
    (text) => {
      expect(cells(text).replaceAll('"', '')).toBe(`'${text}`);
    },
  );

  it('leaves a number that is below zero a number', () => {
    expect(cells(-500, 0, 12_000)).toBe('-500,0,12000');
  });

  it.each(['김치찌개', 'C-3', 'a=b', "'quoted", '3 - 4'])('leaves %j as it is', (text) => {
    expect(cells(text)).toBe(text);
  });

  it('is offered as a file to keep, and kept by no cache', async () => {
    const app = Fastify();
    app.get('/', async (_, reply) => csvFile(reply, 'orders-2026-11', [['a']]));
    const { headers } = await app.inject('/');
    expect(headers['content-disposition']).toBe('attachment; filename="orders-2026-11.csv"');
    expect(headers['cache-control']).toBe('private, no-store');
    await app.close();
  });
});
