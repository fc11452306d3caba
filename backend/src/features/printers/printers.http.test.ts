import { listAudit } from '@tableorder/contract/audit';
import { deleteOrder } from '@tableorder/contract/orders';
import {
  addPrinter,
  changePrinter,
  dismissPrintJob,
  listPrinters,
  listPrintJobs,
  MAX_PRINTERS,
  printAgain,
  printTest,
  readPrintJobPicture,
} from '@tableorder/contract/printers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import { openPrintingShop, type PrintingShop, paperHash } from './printers.fixture.ts';

const within = { timeout: 10_000, interval: 5 };
const MINUTE = 60_000;

eachDb('the printers of a shop', (open) => {
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    backend = await startBackend({ open, clock: testClock() });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const add = (body: { host: string; port?: number; name?: string }, token = shop.owner) =>
    backend.ask('POST', addPrinter.path, { token, body: { name: '주방', ...body } });
  const pointerOf = async (asked: ReturnType<typeof add>) => {
    const { status, body } = await asked;
    return [status, (body as { errors?: { pointer: string; rule: string }[] }).errors?.[0]];
  };

  it('stand in its own network only, at ports of printers', async () => {
    for (const host of ['8.8.8.8', '127.0.0.1', 'localhost', '169.254.169.254', '0x7f.1', '::1'])
      expect(await pointerOf(add({ host })), host).toEqual([400, { pointer: '/host', rule: 'private-address' }]);
    expect(await pointerOf(add({ host: 'printer.invalid' }))).toEqual([400, { pointer: '/host', rule: 'known-host' }]);
    expect(await pointerOf(add({ host: '192.168.0.9', port: 6379 }))).toEqual([400, { pointer: '/port', rule: 'printer-port' }]);
    expect((await pointerOf(add({ host: 'http://192.168.0.9/' })))[0]).toBe(400);
    const { id } = await backend.call(addPrinter, { token: shop.owner, body: { name: '주방', host: '192.168.0.9' } });
    const moved = await backend.refused(changePrinter, {
      token: shop.owner,
      params: { printerId: id },
      body: { host: '10.0.0.1', port: 22 },
    });
    expect(moved.errors).toEqual([{ pointer: '/port', rule: 'printer-port' }]);
  });

  it('have an address each, known stations, another one to fall back on, and an end', async () => {
    const first = await backend.call(addPrinter, { token: shop.owner, body: { name: '주방', host: '192.168.0.9' } });
    expect(first).toMatchObject({ port: 9100, widthDots: 576, confirms: 'answer', stationIds: [], state: 'new', waiting: 0 });
    const taken = await backend.refused(addPrinter, { token: shop.owner, body: { name: '바', host: '192.168.0.9' } });
    expect(taken).toMatchObject({ status: 409, params: { printerId: first.id, name: '주방' } });
    const params = { printerId: first.id };
    const change = (body: object) => backend.ask('PATCH', `/api/admin/printers/${first.id}`, { token: shop.owner, body });
    expect((await change({ fallbackId: first.id })).body).toMatchObject({ errors: [{ pointer: '/fallbackId' }] });
    expect((await change({ stationIds: [first.id] })).body).toMatchObject({ errors: [{ pointer: '/stationIds/0' }] });
    expect((await change({ widthDots: 500 })).body).toMatchObject({ errors: [{ pointer: '/widthDots' }] });
    expect(await backend.call(changePrinter, { token: shop.owner, params, body: { name: '그릴' } })).toMatchObject({ name: '그릴' });
    const { items } = await backend.call(listAudit, { token: shop.owner });
    expect(items.slice(0, 2)).toMatchObject([
      { act: 'printer.change', subject: '그릴', details: { name: '주방 → 그릴' } },
      { act: 'printer.add', subject: '주방', details: { host: '192.168.0.9', port: '9100' } },
    ]);
    for (let at = 1; at < MAX_PRINTERS; at += 1)
      await backend.call(addPrinter, { token: shop.owner, body: { name: `${at}`, host: `192.168.1.${at}` } });
    expect((await add({ host: '192.168.2.1' })).body).toMatchObject({ type: '/problems/printer/too-many' });
  });

  it('are the owner’s and the managers’; the others see how they are', async () => {
    await add({ host: '192.168.0.9' });
    expect((await add({ host: '192.168.0.10' }, await shop.staff('manager'))).status).toBe(201);
    for (const role of ['staff', 'kitchen'] as const) {
      const token = await shop.staff(role);
      expect((await add({ host: '192.168.0.11' }, token)).status).toBe(403);
      expect((await backend.call(listPrinters, { token })).items).toHaveLength(2);
    }
  });
});

eachDb('tickets in trouble', (open) => {
  let place: PrintingShop;
  beforeEach(async () => {
    place = await openPrintingShop(open);
  });
  afterEach(() => place.close());

  const owner = () => ({ token: place.shop.owner });
  const troubled = async () => (await place.backend.call(listPrintJobs, { ...owner(), query: { state: 'troubled' } })).items;

  it('are listed until they are printed again, stamped, or dismissed', async () => {
    const { backend, clock } = place;
    const { paper } = await place.printer('패스');
    await paper.unplug();
    const works = place.start();
    const [first, second] = [
      await order(backend, place.phone, [line(place.stew.id)]),
      await order(backend, place.phone, [line(place.beer.id)]),
    ];
    await expect.poll(async () => (await place.jobs()).length, within).toBe(2);
    const [waiting] = (await backend.call(listPrintJobs, { ...owner(), query: { state: 'open' } })).items;
    if (!waiting) throw new Error('nothing waits');
    for (const act of [printAgain, dismissPrintJob])
      expect(await backend.refused(act, { ...owner(), params: { jobId: waiting.id } })).toMatchObject({
        status: 409,
        params: { job: { state: 'waiting' } },
      });
    // Down: from now on it is asked before a ticket is taken.
    await expect.poll(async () => (await backend.call(listPrinters, owner())).items[0]?.state, within).toBe('offline');
    clock.advance(15 * MINUTE);
    await paper.plugIn();
    await expect.poll(async () => (await troubled()).length, within).toBe(2);
    const [late, early] = await troubled();
    if (!late || !early) throw new Error('nothing is in trouble');
    expect(late).toMatchObject({
      state: 'expired',
      orderId: second.id,
      orderNumber: second.number,
      tableNumber: 12,
      printerName: '패스',
    });
    const again = await backend.call(printAgain, { ...owner(), params: { jobId: early.id } });
    expect(again).toMatchObject({ kind: 'reprint', orderId: first.id });
    await backend.call(dismissPrintJob, { ...owner(), params: { jobId: late.id } });
    expect(await troubled()).toEqual([]);
    const ofOrder = async () => (await backend.call(listPrintJobs, { ...owner(), query: { orderId: first.id } })).items;
    await expect.poll(async () => (await ofOrder()).map(({ state }) => state), within).toEqual(['printed', 'expired']);
    await works.stop();
    const [job] = await place.jobs();
    expect(paper.papers.map(({ hash }) => hash)).toEqual([job && (await paperHash(backend, job.content, true))]);
    const { items } = await backend.call(listAudit, owner());
    expect(items.slice(0, 2)).toMatchObject([
      { act: 'ticket.dismiss', subject: second.number },
      { act: 'ticket.again', subject: first.number },
    ]);
  });

  it('do not keep an order’s later tickets from saying what is new', async () => {
    const { backend } = place;
    await place.printer('패스');
    place.start();
    const { id } = await order(backend, place.phone, [line(place.stew.id)]);
    const states = async () => (await place.jobs()).map(({ kind, state }) => `${kind} ${state}`);
    await expect.poll(states, within).toEqual(['ticket printed']);
    await backend.call(printAgain, { ...owner(), params: { jobId: (await place.jobs())[0]?.id ?? '' } });
    await expect.poll(states, within).toEqual(['ticket printed', 'reprint printed']);
    await backend.call(deleteOrder, { ...owner(), params: { orderId: id }, body: { reason: '실수' } });
    await expect.poll(states, within).toEqual(['ticket printed', 'reprint printed', 'cancel printed']);
  });

  it('and tests can be looked at as pictures', async () => {
    const { backend } = place;
    const printer = await place.printer('패스');
    const { id } = await backend.call(printTest, { ...owner(), params: { printerId: printer.id } });
    const picture = await backend.ask('GET', readPrintJobPicture.path.replace('{jobId}', id), owner());
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
    place.start();
    await expect.poll(() => printer.paper.papers.length, within).toBe(1);
  });
});
