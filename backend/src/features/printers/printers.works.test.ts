import { moveTable } from '@tableorder/contract/checkout';
import { fireCourse, holdLines, startLines } from '@tableorder/contract/kitchen';
import { cancelMyOrder, changeMyOrder, deleteOrder, setOrderStatus } from '@tableorder/contract/orders';
import { listPrinters, removePrinter } from '@tableorder/contract/printers';
import { changeSettings } from '@tableorder/contract/settings';
import { listStations } from '@tableorder/contract/stations';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, order } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { openPrintingShop, type PrintingShop, paperHash } from './printers.fixture.ts';
import { takeJob } from './printers.queue.ts';
import { keepPrintCursor } from './printers.sql.ts';

const MINUTE = 60_000;
const within = { timeout: 10_000, interval: 5 };

eachDb('kitchen tickets', (open) => {
  let place: PrintingShop;
  beforeEach(async () => {
    place = await openPrintingShop(open);
  });
  afterEach(() => place.close());

  const tickets = async () => (await place.jobs()).map(({ content }) => content.ticket);
  const states = async () => (await place.jobs()).map(({ kind, state }) => `${kind} ${state}`);
  const becomes = (wanted: readonly string[]) => expect.poll(states, within).toEqual(wanted);
  const placed = (...items: Parameters<typeof order>[2]) => order(place.backend, place.phone, items);
  const owner = () => ({ token: place.shop.owner });
  const theStew = () => line(place.stew.id);
  const theBeer = () => line(place.beer.id);

  it('go to each station’s printer with its part, and whole to a printer without stations', async () => {
    const { backend, bar } = place;
    const kitchen = (await backend.call(listStations, owner())).items.find(({ takesRest }) => takesRest);
    const [pass, grill, counter] = [
      await place.printer('패스'),
      await place.printer('주방', { stationIds: [kitchen?.id ?? bar] }),
      await place.printer('바', { stationIds: [bar] }),
    ];
    place.start();
    await placed(line(place.stew.id, { quantity: 2, note: '덜 맵게' }), theBeer());
    await becomes(['ticket printed', 'ticket printed', 'ticket printed']);
    const [whole, part, drinks] = await tickets();
    expect(whole).toMatchObject({ table: 12, order: '001', station: null, time: '12:00' });
    expect(whole?.lines.map(({ name }) => name)).toEqual(['김치찌개', '생맥주']);
    expect(part).toMatchObject({
      station: '주방',
      lines: [{ name: '김치찌개', quantity: 2, note: '덜 맵게', allergens: ['pork', 'soy'] }],
    });
    expect(drinks).toMatchObject({ station: '바', lines: [{ name: '생맥주' }] });
    for (const [at, { paper }] of [pass, grill, counter].entries()) {
      const job = (await place.jobs())[at];
      expect(paper.papers.map(({ hash }) => hash)).toEqual([job && (await paperHash(backend, job.content))]);
    }
  });

  it('say what changed, and nothing when nothing did for the station', async () => {
    const { backend, bar } = place;
    await place.printer('바', { stationIds: [bar] });
    place.start();
    const first = await placed(theStew(), line(place.beer.id, { quantity: 2 }));
    await becomes(['ticket printed']);
    const change = (items: Parameters<typeof order>[2]) =>
      backend.call(changeMyOrder, { token: place.phone, params: { orderId: first.id }, body: { items } });
    await change([line(place.stew.id, { quantity: 3 }), line(place.beer.id, { quantity: 2 })]);
    await change([line(place.beer.id, { quantity: 1 }), line(place.beer.id, { note: '얼음' })]);
    await becomes(['ticket printed', 'change printed']);
    await change([theStew()]);
    await becomes(['ticket printed', 'change printed', 'cancel printed']);
    const [, changed, cancelled] = await tickets();
    expect(changed?.lines).toMatchObject([
      { mark: 'changed', quantity: 1, was: 2, note: null },
      { mark: 'added', quantity: 1, note: '얼음' },
    ]);
    expect(cancelled?.lines.map(({ mark }) => mark)).toEqual(['plain', 'plain']);
  });

  it('follow a party that moves, and end with the order', async () => {
    const { backend } = place;
    await place.printer('패스');
    place.start();
    const first = await placed(theStew());
    const second = await placed(theBeer());
    const to = await place.shop.table(7);
    await becomes(['ticket printed', 'ticket printed']);
    await backend.call(moveTable, { ...owner(), params: { tableId: place.table.id }, body: { toTableId: to.id } });
    await becomes(['ticket printed', 'ticket printed', 'change printed', 'change printed']);
    expect((await tickets())[2]).toMatchObject({ table: 7, movedFrom: 12, lines: [] });
    await backend.call(cancelMyOrder, { token: place.phone, params: { orderId: first.id }, body: {} });
    await backend.call(deleteOrder, { ...owner(), params: { orderId: second.id }, body: { reason: '실수' } });
    await expect.poll(async () => (await states()).slice(4), within).toEqual(['cancel printed', 'cancel printed']);
  });

  it('tell what the pass keeps for a later course, and when it sends it, once each', async () => {
    const { backend, bar } = place;
    await place.printer('패스');
    await place.printer('바', { stationIds: [bar] });
    place.start();
    const { id, items } = await placed(theStew(), theBeer());
    await becomes(['ticket printed', 'ticket printed']);
    const [stew, beer] = items.map((item) => item.id);
    if (!stew || !beer) throw new Error('nothing ordered');
    const of = { ...owner(), params: { orderId: id } };
    await backend.call(holdLines, { ...of, body: { itemIds: [stew], course: 2 } });
    await becomes(['ticket printed', 'ticket printed', 'hold printed']);
    await backend.call(fireCourse, { ...of, body: { course: 2 } });
    await backend.call(startLines, { ...of, body: { itemIds: [stew] } });
    await backend.call(holdLines, { ...of, body: { itemIds: [beer], course: 3 } });
    const told = ['ticket printed', 'ticket printed', 'hold printed', 'fire printed', 'hold printed', 'hold printed'];
    await becomes(told);
    // By hand: who starts it needs no paper that says to.
    await backend.call(startLines, { ...of, body: { itemIds: [beer] } });
    await placed(theStew());
    await becomes([...told, 'ticket printed']);
    expect((await tickets()).slice(2, 4)).toMatchObject([
      { kind: 'hold', course: 2, lines: [{ name: '김치찌개' }] },
      { kind: 'fire', course: 2, lines: [{ name: '김치찌개' }] },
    ]);
  });

  it('are not made of steps of an order, nor of what came before the printer', async () => {
    const { backend } = place;
    const before = await placed(theStew());
    place.clock.advance(1);
    await place.printer('패스');
    place.start();
    const after = await placed(theBeer());
    for (const { id } of [before, after])
      await backend.call(setOrderStatus, { ...owner(), params: { orderId: id }, body: { status: 'CONFIRMED' } });
    const last = await placed(theBeer());
    await becomes(['ticket printed', 'ticket printed']);
    expect((await tickets()).map((ticket) => ticket.order)).toEqual([after.number, last.number]);
  });

  it('wait for a dead printer, and are printed without a stamp when it is back', async () => {
    const { paper } = await place.printer('패스');
    await paper.unplug();
    place.start();
    for (let at = 0; at < 3; at += 1) await placed(theStew());
    await expect
      .poll(async () => (await place.backend.call(listPrinters, owner())).items[0], within)
      .toMatchObject({ state: 'offline', waiting: 3 });
    await paper.plugIn();
    await becomes(['ticket printed', 'ticket printed', 'ticket printed']);
    const plain = await Promise.all((await place.jobs()).map(({ content }) => paperHash(place.backend, content)));
    expect(paper.papers.map(({ hash }) => hash)).toEqual(plain);
    expect((await place.backend.call(listPrinters, owner())).items[0]).toMatchObject({ state: 'ready', waiting: 0 });
  });

  it('that may be on paper already come again with the stamp', async () => {
    const { paper } = await place.printer('패스');
    paper.mood = (connection) => (connection === 1 ? 'cut-after' : connection === 3 ? 'cut-middle' : 'ok');
    place.start();
    await expect.poll(() => paper.connections, within).toBe(1);
    await placed(theStew());
    await becomes(['ticket printed']);
    const [job] = await place.jobs();
    if (!job) throw new Error('no job');
    const [plain, stamped] = [await paperHash(place.backend, job.content), await paperHash(place.backend, job.content, true)];
    expect(paper.papers.filter(({ whole }) => whole).map(({ hash }) => hash)).toEqual([plain, stamped]);
  });

  it('that were in the printer when the process died come again with the stamp; those it had not begun without', async () => {
    const { backend, clock, shop } = place;
    const printer = await place.printer('패스');
    const before = place.start();
    await expect.poll(() => printer.paper.connections, within).toBe(1);
    await before.stop();
    await placed(theStew());
    await placed(theBeer());
    // What a kill leaves: the orders were never followed; then followed, and one was taken and never ended.
    const again = place.start();
    await becomes(['ticket printed', 'ticket printed']);
    await again.stop();
    await placed(theStew());
    printer.paper.health = 'cover-open';
    const third = place.start();
    await expect.poll(async () => (await place.jobs()).length, within).toBe(3);
    await third.stop();
    expect(await takeJob(backend.ports, shop.store.id, [printer.id])).not.toBeNull();
    printer.paper.health = 'well';
    place.start();
    await placed(theBeer());
    await becomes(['ticket printed', 'ticket printed', 'ticket printing', 'ticket printed']);
    clock.advance(MINUTE + 1);
    await placed(theBeer());
    await becomes(['ticket printed', 'ticket printed', 'ticket printed', 'ticket printed', 'ticket printed']);
    const jobs = await place.jobs();
    const stamps = await Promise.all(jobs.map(({ content }, at) => paperHash(backend, content, at === 2)));
    expect(new Set(printer.paper.papers.map(({ hash }) => hash))).toEqual(new Set(stamps));
    expect(printer.paper.papers).toHaveLength(5);
  });

  it('are printed once by two processes, and when what happened is read a second time', async () => {
    const { backend, shop } = place;
    const { paper } = await place.printer('패스');
    const both = [place.start(), place.start()];
    for (let at = 0; at < 12; at += 1) await placed(theStew());
    const printed = Array.from({ length: 12 }, () => 'ticket printed');
    await becomes(printed);
    for (const works of both) await works.stop();
    await backend.ports.db.inStore(shop.store.id, (trx) =>
      trx.run(keepPrintCursor, { storeId: shop.store.id, epoch: backend.ports.events.epoch, seq: 0 }),
    );
    place.start();
    await placed(theBeer());
    await becomes([...printed, 'ticket printed']);
    expect(new Set(paper.papers.map(({ hash }) => hash)).size).toBe(13);
    expect(paper.papers).toHaveLength(13);
  });

  it('of last night are reported and not printed', async () => {
    const { backend, clock } = place;
    const { paper } = await place.printer('패스');
    await backend.call(changeSettings, { ...owner(), body: { ticketMinutes: 5 } });
    await paper.unplug();
    place.start();
    await placed(theStew());
    // Down: from now on it is asked before a ticket is taken.
    await expect.poll(async () => (await backend.call(listPrinters, owner())).items[0]?.state, within).toBe('offline');
    await becomes(['ticket waiting']);
    clock.advance(5 * MINUTE);
    await paper.plugIn();
    await becomes(['ticket expired']);
    await placed(theBeer());
    await becomes(['ticket expired', 'ticket printed']);
    expect(paper.papers).toHaveLength(1);
    expect((await backend.call(listPrinters, owner())).troubled).toBe(1);
  });

  it('come out of the fallback, which says for whom, while a printer is down', async () => {
    const { backend } = place;
    const counter = await place.printer('계산대', { stationIds: [place.bar] });
    const grill = await place.printer('그릴', { fallbackId: counter.id });
    grill.paper.health = 'paper-out';
    place.start();
    await placed(theStew());
    await becomes(['ticket printed']);
    const [job] = await place.jobs();
    if (!job) throw new Error('no job');
    expect(job.printed_by).toBe(counter.id);
    expect(counter.paper.papers.map(({ hash }) => hash)).toEqual([await paperHash(backend, job.content, false, '그릴')]);
    grill.paper.health = 'well';
    await expect
      .poll(async () => (await backend.call(listPrinters, owner())).items.map(({ state }) => state), within)
      .toEqual(['ready', 'ready']);
    await placed(theStew());
    await expect.poll(() => grill.paper.papers.length, within).toBe(1);
  });

  it('of a removed printer go to its fallback, or are reported', async () => {
    const { backend } = place;
    const counter = await place.printer('계산대', { stationIds: [place.bar] });
    const grill = await place.printer('그릴', { fallbackId: counter.id });
    await placed(theStew());
    const works = place.start();
    await grill.paper.unplug();
    await counter.paper.unplug();
    await placed(theStew());
    await expect.poll(async () => (await states()).length, within).toBe(2);
    await works.stop();
    for (const printerId of [grill.id, counter.id]) await backend.call(removePrinter, { ...owner(), params: { printerId } });
    expect((await states()).some((state) => state.endsWith('waiting'))).toBe(false);
  });
});
