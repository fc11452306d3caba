import { addStaff, adminLogin } from '@tableorder/contract/access';
import { AUDIT_ACTS, type AuditAct, areaOf, exportAudit, listAudit } from '@tableorder/contract/audit';
import type { QueryOf } from '@tableorder/contract/endpoint';
import type { StaffId } from '@tableorder/contract/ids';
import type { LocalDay } from '@tableorder/contract/time';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, PASSWORD, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { tidy } from '../../maintenance/schedule.ts';
import { recordAct } from './audit.commands.ts';
import { MOST_READ } from './audit.reads.ts';

const HOUR = 3_600_000;
const day = (on: string) => on as LocalDay;

eachDb('the book', (open) => {
  /** Noon of 2026-11-23 in Seoul. */
  let clock: TestClock;
  let backend: Backend;
  let shop: Shop;
  let kim: StaffId;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    kim = (await backend.call(addStaff, { token: shop.owner, body: { username: 'kim', password: PASSWORD, role: 'staff' } })).id;
  });
  afterEach(() => backend.close());

  const who = () => ({ staffId: kim, username: 'kim', role: 'staff' as const });
  const write = (act: AuditAct, subject: string, details: Record<string, string> = {}) =>
    backend.ports.db.inStore(shop.store.id, (trx) =>
      recordAct(trx, { clock }, shop.store.id, who(), { act, subjectId: null, subject, details }),
    );
  const read = (query: QueryOf<typeof listAudit>) => backend.call(listAudit, { token: shop.owner, query });
  const find = async (query: QueryOf<typeof listAudit>) => (await read(query)).items.map(({ subject }) => subject);

  it('is looked through by person, area, inclusive days of the shop, and what things are called', async () => {
    await write('order.cancel', '017', { reason: '품절' });
    clock.advance(6 * HOUR);
    await write('item.change', '김치찌개', { price: '9000 → 9500' });
    // Midnight in Seoul is passed before the sign-in of eight hours is over.
    clock.set(Date.UTC(2026, 10, 23, 15, 30));
    await write('order.cancel', '118');
    clock.set(Date.UTC(2026, 10, 23, 10));
    expect(await find({ staffId: kim })).toEqual(['118', '김치찌개', '017']);
    expect(await find({ area: 'orders' })).toEqual(['118', '017']);
    expect(await find({ area: 'menu', staffId: kim })).toEqual(['김치찌개']);
    expect(await find({ from: day('2026-11-24'), to: day('2026-11-24') })).toEqual(['118']);
    expect(await find({ to: day('2026-11-23'), staffId: kim })).toEqual(['김치찌개', '017']);
    expect(await find({ text: '찌개' })).toEqual(['김치찌개']);
    expect(await find({ text: '17' })).toEqual(['017']);
    expect(await find({ text: 'KIM', area: 'people' })).toEqual(['kim']);
    const refusal = await backend.refused(listAudit, { token: shop.owner, query: { from: day('2026-02-30') } });
    expect(refusal.errors).toEqual([{ pointer: '/query/from', rule: 'calendar-day' }]);
  });

  it('is read page by page with nothing missing and nothing twice, also of one instant', async () => {
    for (let at = 0; at < 23; at++) await write('order.cancel', String(at));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof read>> = await read({ limit: '5', area: 'orders', ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ subject }) => subject));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 23 }, (_, at) => String(22 - at)));
  });

  it('goes on where one request stopped reading: what is old is found too, in bounded steps', async () => {
    await write('item.change', '약과');
    const at = clock.now() + 1000;
    await backend.ports.db.inStore(shop.store.id, async (trx) => {
      for (let line = 0; line < MOST_READ + 10; line++) {
        const then = { ...clock, now: () => at + line };
        await recordAct(trx, { clock: then }, shop.store.id, who(), { act: 'order.step', subjectId: null, subject: '001' });
      }
    });
    const first = await read({ text: '약과' });
    expect([first.items, first.nextCursor === null]).toEqual([[], false]);
    const second = await read({ text: '약과', cursor: first.nextCursor ?? '' });
    expect([second.items.map(({ subject }) => subject), second.nextCursor]).toEqual([['약과'], null]);
  }, 30_000);

  it('is exported as CSV in which a spreadsheet runs nothing, and the book says so', async () => {
    await write('item.change', '=HYPERLINK("http://evil")', { name: '@cmd, "x"' });
    const answered = await backend.ask('GET', `${exportAudit.path}?area=menu`, { token: shop.owner });
    expect(answered.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answered.text.split('\r\n');
    expect(lines.find((line) => line.includes('HYPERLINK'))).toBe(
      '2026-11-23T03:00:00.000Z,2026-11-23,kim,staff,item.change,"\'=HYPERLINK(""http://evil"")","name: @cmd, ""x"""',
    );
    const { items } = await read({ area: 'shop' });
    expect(items[0]).toMatchObject({ act: 'data.export', staffName: 'boss', details: { area: 'menu' } });
  });

  it('is kept as long as history is', async () => {
    await write('order.cancel', 'old');
    const kept = async () =>
      (await backend.ports.db.find((db) => db.selectFrom('audit').select('subject').where('subject', '=', 'old'))).length;
    clock.advance(364 * 24 * HOUR);
    await tidy(backend.ports);
    expect(await kept()).toBe(1);
    clock.advance(2 * 24 * HOUR);
    await tidy(backend.ports);
    expect(await kept()).toBe(0);
    expect((await backend.call(adminLogin, { body: { store: shop.store.code, username: 'boss', password: PASSWORD } })).token).toBeTruthy();
  });
});

it('every act belongs to an area by its subject', () => {
  expect(new Set(AUDIT_ACTS.map(areaOf))).toEqual(new Set(['orders', 'tables', 'menu', 'people', 'shop']));
  const some: AuditAct[] = ['order.place', 'session.move', 'options.add', 'staff.pin', 'data.export'];
  expect(some.map(areaOf)).toEqual(['orders', 'tables', 'menu', 'people', 'shop']);
});
