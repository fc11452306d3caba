import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeStaffOrder } from '@tableorder/contract/orders';
import { addPrinter, listPrintJobs } from '@tableorder/contract/printers';
import { expect, it } from 'vitest';
import { startPrinterEmulator } from '../../backend/test/printer-emulator.ts';
import { type Running, startBackend } from '../product.ts';
import { call, openShop } from '../shop.ts';

it('a ticket that was in the printer when the server was killed comes out again stamped, and those behind it come out plainly', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-printing-'));
  const paper = await startPrinterEmulator();
  let backend: Running | null = null;
  try {
    backend = await startBackend(folder);
    const { token, tables, menu } = await openShop(backend.url, 1);
    await call(backend.url, addPrinter, { token, body: { name: '패스', host: paper.host, port: paper.port } });
    const order = (url: string) =>
      call(url, placeStaffOrder, {
        token,
        body: { tableId: tables[0]?.id as never, items: [{ menuId: menu[0]?.id as never, quantity: 1, optionIds: [] }] },
      });
    // It takes its time with the cut, so that the answer is still to come when the paper is out.
    paper.slowMs = 8000;
    await order(backend.url);
    await expect.poll(() => paper.papers.length, { timeout: 10_000 }).toBe(1);
    await order(backend.url);
    await backend.kill();
    paper.slowMs = 0;
    backend = await startBackend(folder);
    const { url } = backend;
    const states = async () => (await call(url, listPrintJobs, { token, query: { state: 'all' } })).items.map(({ state }) => state);
    await expect.poll(states, { timeout: 40_000, interval: 200 }).toEqual(['printed', 'printed']);
    const heights = paper.papers.filter(({ whole }) => whole).map(({ bitmap }) => bitmap.height);
    const plain = heights[0] ?? 0;
    // One plain for each order, and the first once more under its stamp.
    expect(heights.filter((height) => height === plain)).toHaveLength(2);
    expect(heights.filter((height) => height > plain + 50)).toHaveLength(1);
  } finally {
    await backend?.kill();
    await paper.close();
    await rm(folder, { recursive: true, force: true });
  }
});
