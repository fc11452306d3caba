import { awaitJoin } from '@tableorder/contract/access';
import { listAudit } from '@tableorder/contract/audit';
import { readBoard } from '@tableorder/contract/board';
import { completeTable } from '@tableorder/contract/checkout';
import type { JoinRequestId } from '@tableorder/contract/ids';
import { listMyOrders, placeStaffOrder } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import { acceptJoin, readQr, refuseJoin, rotateQr, type Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';

const MINUTE = 60_000;

eachDb('a phone that asks staff to let it in', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  let table: Table;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    table = await shop.table(7);
    await backend.call(changeSettings, { token: shop.owner, body: { joining: 'ask' } });
  });
  afterEach(() => backend.close());

  const scan = async (of: Table = table) => {
    const { path } = await backend.call(readQr, { token: shop.owner, params: { tableId: of.id } });
    return backend.ask('POST', '/api/auth/table/login', {
      body: { store: shop.store.code, tableNumber: of.number, code: path.split('#')[1] ?? '' },
    });
  };
  const asks = async () => {
    const { status, body } = await scan();
    expect([status, (body as { type: string }).type]).toEqual([409, '/problems/table/ask-staff']);
    return (body as { params: Parameters<typeof look>[0] }).params;
  };
  const look = ({ requestId, secret }: { requestId: JoinRequestId; secret: string }) =>
    backend.call(awaitJoin, { body: { requestId, secret } });
  const board = async () => (await backend.call(readBoard, { token: shop.owner })).tables.find((one) => one.table.id === table.id);
  const decide = (endpoint: typeof acceptJoin | typeof refuseJoin, requestId: string, token = shop.owner) =>
    backend.ask('POST', endpoint.path.replace('{requestId}', requestId), { token });

  it('waits, is on the board, and opens no table by itself', async () => {
    const request = await asks();
    expect(await look(request)).toEqual({ state: 'waiting', signIn: null });
    expect(await board()).toMatchObject({ status: 'AVAILABLE', session: null, joinRequests: [{ id: request.requestId, tableNumber: 7 }] });
  });

  it('is let in by a yes, which is written down and said once', async () => {
    const [request, second] = [await asks(), await asks()];
    const staff = await shop.staff('staff');
    expect((await decide(acceptJoin, request.requestId, staff)).status).toBe(204);
    expect((await decide(acceptJoin, second.requestId, staff)).status).toBe(204);
    for (const one of [request, second]) {
      const { state, signIn } = await look(one);
      expect([state, signIn?.table]).toEqual(['accepted', { id: table.id, number: 7, label: null }]);
      expect(await backend.call(listMyOrders, { token: signIn?.token ?? '' })).toMatchObject({ items: [] });
    }
    expect(await board()).toMatchObject({ status: 'IN_USE', joinRequests: [] });
    const { items } = await backend.call(listAudit, { token: shop.owner });
    expect(items.filter(({ act }) => act === 'session.open')).toMatchObject([
      { subject: '7', staffName: 'staff1', details: { by: 'phone' } },
    ]);
    expect((await scan()).status).toBe(200);
  });

  it('is told of a no, with all that wait at the table, and may ask again', async () => {
    const [request, second] = [await asks(), await asks()];
    expect((await decide(refuseJoin, request.requestId)).status).toBe(204);
    expect(await look(request)).toEqual({ state: 'refused', signIn: null });
    expect(await look(second)).toEqual({ state: 'refused', signIn: null });
    expect((await decide(acceptJoin, request.requestId)).body).toMatchObject({ type: '/problems/table/join-over' });
    expect(await board()).toMatchObject({ status: 'AVAILABLE', joinRequests: [] });
    expect(await look(await asks())).toMatchObject({ state: 'waiting' });
  });

  it('is decided once: a second yes or no changes nothing and is not written down again', async () => {
    const request = await asks();
    const answers = await Promise.all([decide(refuseJoin, request.requestId), decide(acceptJoin, request.requestId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const [kept, other] = answers[0]?.status === 204 ? [refuseJoin, acceptJoin] : [acceptJoin, refuseJoin];
    expect((await decide(kept, request.requestId)).status).toBe(204);
    expect((await decide(other, request.requestId)).body).toMatchObject({ type: '/problems/table/join-over' });
    const { items } = await backend.call(listAudit, { token: shop.owner, query: { area: 'tables' } });
    const [act, status] = kept === acceptJoin ? ['session.open', 'IN_USE'] : ['session.refuse', 'AVAILABLE'];
    expect(items.filter(({ act: one }) => one.startsWith('session.')).map((one) => one.act)).toEqual([act]);
    expect((await board())?.status).toBe(status);
  });

  it('is over after ten minutes', async () => {
    const request = await asks();
    clock.advance(10 * MINUTE - 1);
    expect(await look(request)).toMatchObject({ state: 'waiting' });
    clock.advance(1);
    expect(await look(request)).toEqual({ state: 'over', signIn: null });
    expect((await board())?.joinRequests).toEqual([]);
    expect((await decide(acceptJoin, request.requestId)).body).toMatchObject({ type: '/problems/table/join-over' });
    expect((await board())?.status).toBe('AVAILABLE');
  });

  it('is in when an order opens the table before staff decide', async () => {
    const request = await asks();
    const item = await shop.item();
    await backend.call(placeStaffOrder, { token: shop.owner, key: newId(), body: { tableId: table.id, items: [line(item.id)] } });
    const { state, signIn } = await look(request);
    expect(state).toBe('accepted');
    expect((await backend.call(listMyOrders, { token: signIn?.token ?? '' })).items).toHaveLength(1);
    expect((await decide(refuseJoin, request.requestId)).status).toBe(409);
    expect((await board())?.status).toBe('IN_USE');
  });

  it('opens one session when yes, an order and a second phone come at once', async () => {
    const request = await asks();
    const item = await shop.item();
    const { token: tablet } = await shop.tablet(table);
    const [accepted, placed] = await Promise.all([
      decide(acceptJoin, request.requestId),
      order(backend, tablet, [line(item.id)]),
      scan(),
      scan(),
      look(request),
    ]);
    expect(accepted.status).toBe(204);
    const { signIn } = await look(request);
    expect(signIn?.session?.id).toBe(placed.sessionId);
  });

  it('does not come into the next party by an old yes', async () => {
    const request = await asks();
    await decide(acceptJoin, request.requestId);
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: {} });
    await decide(acceptJoin, (await asks()).requestId);
    expect((await board())?.status).toBe('IN_USE');
    expect(await look(request)).toEqual({ state: 'over', signIn: null });
  });

  it('has no request any more when its link was rotated', async () => {
    const request = await asks();
    await backend.call(rotateQr, { token: shop.owner, params: { tableId: table.id } });
    expect((await backend.ask('POST', awaitJoin.path, { body: { requestId: request.requestId, secret: request.secret } })).status).toBe(
      404,
    );
    expect((await board())?.joinRequests).toEqual([]);
  });

  it('is nothing to who has not its secret', async () => {
    const [request, other] = [await asks(), await asks()];
    const body = { requestId: request.requestId, secret: other.secret };
    expect((await backend.ask('POST', awaitJoin.path, { body })).status).toBe(404);
  });

  it('is not asked for without end', async () => {
    for (let phones = 0; phones < 8; phones += 1) await asks();
    expect((await scan()).status).toBe(429);
    clock.advance(10 * MINUTE);
    await asks();
  });

  it('asks nobody at a table in use, nor where the shop lets guests begin', async () => {
    await order(backend, (await shop.tablet(table)).token, [line((await shop.item()).id)]);
    expect((await scan()).status).toBe(200);
    await backend.call(changeSettings, { token: shop.owner, body: { joining: 'open' } });
    expect((await scan(await shop.table(8))).status).toBe(200);
  });
});
