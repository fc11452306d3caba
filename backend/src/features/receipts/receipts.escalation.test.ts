import { forgetDisplay, reportDisplay } from '@tableorder/contract/displays';
import type { DisplayId, StationId } from '@tableorder/contract/ids';
import { bumpLines } from '@tableorder/contract/kitchen';
import { deleteOrder, setOrderStatus } from '@tableorder/contract/orders';
import { acknowledgeOrders, listUnseen, readOrderRecord } from '@tableorder/contract/receipts';
import { changeSettings } from '@tableorder/contract/settings';
import { addStation, listStations } from '@tableorder/contract/stations';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import { escalate } from './receipts.commands.ts';
import { watchUnseen } from './receipts.watch.ts';

const S = 1000;
const displayOf = (letter: string) => `00000000-0000-4000-8000-00000000000${letter}` as DisplayId;

eachDb('an order that no screen has drawn', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let phone: string;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    phone = await shop.phone(await shop.table(5));
  });
  afterEach(() => backend.close());

  const placed = async () => order(backend, phone, [line((await shop.item()).id)]);
  const look = () => escalate(backend.ports, shop.store.id);
  const unseen = async () => (await backend.call(listUnseen, { token: shop.owner })).items;
  const kitchen = async () => (await backend.call(listStations, { token: shop.owner })).items[0]?.id as never;
  const seen = (orderId: string, stationId?: never) =>
    backend.call(acknowledgeOrders, {
      token: shop.owner,
      body: { orderIds: [orderId as never], screen: stationId ? 'kitchen' : 'board', ...(stationId ? { stationId } : {}) },
    });
  const hang = (displayId: string, stationId: StationId) =>
    backend.call(reportDisplay, {
      token: shop.owner,
      body: { displayId: displayOf(displayId), kind: 'kitchen', stationId, awake: true, live: true, version: '1' },
    });
  const record = async (orderId: string) => (await backend.call(readOrderRecord, { token: shop.owner, params: { orderId } })).moments;
  const eventsSince = async (seq: number) => {
    const since = await backend.ports.events.since(shop.store.id, seq, 100);
    return since.kind === 'events' ? since.events.map(({ type, audience }) => `${type} ${audience}`) : [];
  };

  it('is called out after twenty seconds, at every screen after twenty more, each once, and quiet when it is seen', async () => {
    const { id, number } = await placed();
    clock.advance(20 * S - 1);
    expect(await look()).toBe(0);
    const before = await backend.ports.events.seqNow(shop.store.id);
    clock.advance(1);
    expect(await look()).toBe(1);
    expect(await look()).toBe(0);
    expect(await eventsSince(before)).toEqual(['unseen_updated staff']);
    expect(await unseen()).toMatchObject([{ orderId: id, number, tableNumber: 5, stationIds: [], step: 1 }]);
    clock.advance(20 * S);
    expect(await look()).toBe(1);
    expect(await unseen()).toMatchObject([{ orderId: id, step: 2 }]);
    clock.advance(20 * S);
    expect(await look()).toBe(0);
    await seen(id);
    expect(await unseen()).toEqual([]);
    expect((await record(id)).map(({ what, detail }) => [what, detail])).toEqual([
      ['stored', 'guest'],
      ['escalated', '1'],
      ['escalated', '2'],
      ['seen', 'board'],
    ]);
  });

  it('takes both steps at once where nobody looked for long, and none where it is begun, cancelled, deleted or two hours old', async () => {
    const orders = [await placed(), await placed(), await placed(), await placed()] as const;
    const status = (at: number, to: 'PREPARING' | 'CANCELLED') =>
      backend.call(setOrderStatus, {
        token: shop.owner,
        params: { orderId: orders[at as 0].id },
        body: { status: to, reason: to === 'CANCELLED' ? '손님 요청' : undefined } as never,
      });
    await backend.call(setOrderStatus, { token: shop.owner, params: { orderId: orders[0].id }, body: { status: 'CONFIRMED' } });
    await status(0, 'PREPARING');
    await status(1, 'CANCELLED');
    await backend.call(deleteOrder, { token: shop.owner, params: { orderId: orders[2].id }, body: { reason: '잘못 받음' } });
    clock.advance(90 * S);
    expect(await look()).toBe(2);
    expect((await unseen()).map(({ orderId }) => orderId)).toEqual([orders[3].id]);
    clock.advance(2 * 3600 * S);
    expect(await unseen()).toEqual([]);
  });

  it('is told among the fifty that wait longest, and of more no longer list is sent to every screen', async () => {
    const item = line((await shop.item()).id);
    const numbers: string[] = [];
    for (let nth = 0; nth < 52; nth++) {
      numbers.push((await order(backend, phone, [item])).number);
      clock.advance(1);
    }
    clock.advance(20 * S);
    expect(await look()).toBe(52);
    expect((await unseen()).map(({ number }) => number)).toEqual(numbers.slice(0, 50));
  });

  it('is called out for the station that has a screen, although the board has drawn it', async () => {
    const station = await kitchen();
    await hang('a', station);
    const { id } = await placed();
    await seen(id);
    clock.advance(20 * S);
    expect(await look()).toBe(1);
    expect(await unseen()).toMatchObject([{ orderId: id, stationIds: [station], step: 1 }]);
    await seen(id, station);
    expect(await unseen()).toEqual([]);
    expect((await record(id)).filter(({ what }) => what === 'seen')).toMatchObject([
      { detail: 'board', stationId: null },
      { detail: 'kitchen', stationId: station, who: 'boss' },
    ]);
  });

  it('is not waited for at a station without a screen, nor at one that does not make it', async () => {
    const bar = await backend.call(addStation, { token: shop.owner, body: { name: '바' } });
    await hang('a', bar.id);
    const { id } = await placed();
    await seen(id);
    clock.advance(60 * S);
    expect(await look()).toBe(0);
  });

  it('is waited for where a screen was torn from the wall, for a day; not where it was put away or shows another station', async () => {
    const station = await kitchen();
    const bar = await backend.call(addStation, { token: shop.owner, body: { name: '바' } });
    const isWaitedFor = async () => {
      const { id } = await placed();
      await seen(id);
      clock.advance(20 * S);
      const steps = await look();
      await backend.call(deleteOrder, { token: shop.owner, params: { orderId: id }, body: { reason: '시험' } });
      return steps > 0;
    };
    await hang('a', station);
    clock.advance(3_600 * S);
    expect(await isWaitedFor()).toBe(true);
    await hang('a', bar.id);
    expect(await isWaitedFor()).toBe(false);
    await hang('b', station);
    expect(await isWaitedFor()).toBe(true);
    await backend.call(forgetDisplay, { token: shop.owner, params: { displayId: displayOf('b') } });
    expect(await isWaitedFor()).toBe(false);
  });

  it('waits as long as the shop says', async () => {
    await backend.call(changeSettings, { token: shop.owner, body: { unseenSeconds: 45 } });
    await placed();
    clock.advance(44 * S);
    expect(await look()).toBe(0);
    clock.advance(S);
    expect(await look()).toBe(1);
  });

  it('is called out once by however many servers, and either seen or called out when both come at once', async () => {
    await placed();
    clock.advance(20 * S);
    expect((await Promise.all([look(), look(), look()])).reduce((sum, steps) => sum + steps, 0)).toBe(1);
    const { id } = await placed();
    clock.advance(20 * S);
    await Promise.all([look(), seen(id), seen(id), look()]);
    const moments = await record(id);
    expect(moments.filter(({ what }) => what === 'seen')).toHaveLength(1);
    expect((await unseen()).map(({ orderId }) => orderId)).not.toContain(id);
  });

  it('is found by the watch of the process by itself', async () => {
    const watch = watchUnseen(backend.ports);
    const { id } = await placed();
    clock.advance(20 * S);
    await expect.poll(unseen, { timeout: 10_000 }).toMatchObject([{ orderId: id }]);
    await watch.stop();
  });

  it('has a record of its lines too', async () => {
    const { id } = await placed();
    const station = await kitchen();
    await seen(id, station);
    clock.advance(60 * S);
    await backend.call(bumpLines, { token: shop.owner, params: { orderId: id }, body: {} });
    const moments = await record(id);
    expect(moments.map(({ what }) => what)).toEqual(expect.arrayContaining(['stored', 'seen', 'bumped', 'status']));
    expect(moments.find(({ what }) => what === 'bumped')).toMatchObject({ stationId: station });
    const file = await backend.ask('GET', `/api/admin/orders/${id}/record.csv`, { token: shop.owner });
    const lines = file.text.replace('\ufeff', '').trim().split('\r\n');
    expect(lines).toHaveLength(moments.length + 1);
    expect(lines[0]).toBe('at,wall,what,station,item,detail,who');
    const bumped = lines.find((line) => line.includes(',bumped,')) ?? '';
    expect(bumped).toMatch(/^\S+Z,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,bumped,/);
    expect(bumped).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    const other = await openShop(backend);
    expect((await backend.ask('GET', `/api/admin/orders/${id}/record.csv`, { token: other.owner })).status).toBe(404);
    expect((await backend.refused(readOrderRecord, { token: other.owner, params: { orderId: id } })).status).toBe(404);
    expect(
      (await backend.refused(acknowledgeOrders, { token: other.owner, body: { orderIds: [id], screen: 'kitchen', stationId: station } }))
        .status,
    ).toBe(404);
  });
});
