import type { CallId, OrderId, SessionId, TableId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { nextStatus } from '@tableorder/contract/orders.rules';
import { businessDay, dayAfter, type LocalDay } from '@tableorder/contract/time';
import { expect, it } from 'vitest';
import { line, openShop } from '../../../test/builders.ts';
import { seeded } from '../../../test/chaos.ts';
import { eachDb } from '../../../test/each-db.ts';
import { startBackend } from '../../../test/start-backend.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import type { Doer } from '../audit/audit.commands.ts';
import { insertCall, markCallDone } from '../calls/calls.sql.ts';
import { closeTable } from '../checkout/checkout.commands.ts';
import { purgeHistory } from '../checkout/checkout.purge.ts';
import { removeOrder, setStatus } from '../orders/orders.changes.ts';
import { placeOrder } from '../orders/orders.commands.ts';
import { changeStoreSettings, readStoreSettings } from '../stores/stores.settings.ts';
import { keepDays } from './reports.days.ts';
import { byKey, countByHand } from './reports.naive.fixture.ts';
import { readDaily, readItems, readRange } from './reports.reads.ts';

const HOUR_MS = 3_600_000;
/** Clock changes of an hour and of half an hour, an offset of three quarters, and none. */
const ZONES = ['Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const;
const STARTS = ['00:00', '05:00', '04:37', '01:30'] as const;
const REASONS = ['재료 소진', '손님이 떠남', '=1+1'] as const;

eachDb('the figures of days', (open) => {
  it.each([3, 17])(
    'are what counting by hand gives, whatever was done to old days and to the calendar (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const roll = (below: number) => Math.floor(random() * below);
      const pick = <T>(list: readonly T[]): T => {
        const found = list[roll(list.length)];
        if (found === undefined) throw new Error('nothing to pick from');
        return found;
      };
      const clock = testClock(Date.UTC(2026, 9, 24, 1));
      const backend = await startBackend({ open, clock });
      const shop = await openShop(backend);
      const storeId = shop.store.id;
      const deps = { ...backend.ports, signIns: backend.app.signIns, placeChanged: async () => {} };
      const tables = [(await shop.table(1)).id, (await shop.table(2)).id] as TableId[];
      const options = [
        { name: '곱빼기', priceDelta: asMoney(2000) },
        { name: '반만', priceDelta: asMoney(-1000) },
      ];
      const items = [await shop.item(), await shop.item({ optionGroups: [{ name: '양', min: 0, max: 2, maxPerOption: 2, options }] })];
      const [boss] = await backend.ports.db.find((query) =>
        query.selectFrom('staff').select(['id', 'username']).where('store_id', '=', storeId),
      );
      if (!boss) throw new Error('no owner');
      const who: Doer = { staffId: boss.id, username: boss.username, role: 'owner' };
      const first = businessDay(clock.now(), '00:00', 'UTC');
      const placed: OrderId[] = [];

      const place = async () => {
        const item = pick(items);
        const optionIds = item.optionGroups.flatMap((group) => group.options.slice(0, roll(3)).map((option) => option.id));
        const body = { items: [line(item.id, { quantity: 1 + roll(3), optionIds })] };
        placed.push((await placeOrder(deps, storeId, { kind: 'staff', tableId: pick(tables), who }, body, newId())).order.id);
      };
      const some = async () => {
        const id = pick(placed);
        const [row] = await backend.ports.db.find((query) =>
          query.selectFrom('orders').select(['status', 'deleted_at']).where('id', '=', id),
        );
        return row && row.deleted_at === null ? { id, status: row.status } : null;
      };
      const acts = [
        place,
        place,
        place,
        async () => {
          const order = await some();
          const status = order && nextStatus(order.status);
          if (order && status) await setStatus(deps, storeId, order.id, { status }, who);
        },
        async () => {
          const order = await some();
          if (order && order.status !== 'CANCELLED')
            await setStatus(deps, storeId, order.id, { status: 'CANCELLED', reason: pick(REASONS) }, who);
        },
        async () => {
          const order = await some();
          if (order) await removeOrder(deps, storeId, order.id, { reason: pick(REASONS) }, who);
        },
        async () => {
          const tableId = pick(tables);
          const unfinished = await backend.ports.db.find((query) =>
            query
              .selectFrom('orders')
              .innerJoin('table_sessions', 'table_sessions.id', 'orders.session_id')
              .select('orders.id')
              .where('orders.table_id', '=', tableId)
              .where('table_sessions.ended_at', 'is', null)
              .where('orders.deleted_at', 'is', null)
              .where('orders.status', 'not in', ['COMPLETED', 'CANCELLED']),
          );
          const resolutions = unfinished.map(({ id }) => ({ orderId: id, action: 'complete' as const }));
          const sits = await backend.ports.db.find((query) =>
            query.selectFrom('table_sessions').select('id').where('table_id', '=', tableId).where('ended_at', 'is', null),
          );
          if (sits.length > 0) await closeTable(deps, storeId, tableId, resolutions, who);
        },
        async () => {
          const call = { id: newId<CallId>(), storeId, tableId: pick(tables), sessionId: null as SessionId | null, note: null };
          await backend.ports.db.inStore(storeId, (trx) =>
            trx.run(insertCall, { ...call, reason: pick(['water', 'bill'] as const), at: clock.now() }),
          );
          clock.advance(roll(20 * HOUR_MS));
          await backend.ports.db.inStore(storeId, (trx) =>
            trx.run(markCallDone, { storeId, callId: call.id, at: clock.now(), staffId: null }),
          );
        },
        async () => void (await changeStoreSettings(deps, storeId, who, { timeZone: pick(ZONES), businessDayStartsAt: pick(STARTS) })),
        async () => void (await keepDays(deps, storeId, 60)),
        async () => void (await readRange(deps, storeId, first, dayAfter(first, roll(40)))),
        // Whole months that are over, kept in sum.
        async () => void (await readItems(deps, storeId, first, dayAfter(first, 80))),
      ];

      const check = async (from: LocalDay, to: LocalDay) => {
        const { store, settings } = await readStoreSettings(backend.ports.db, storeId);
        const calendar = { timeZone: store.timeZone, startsAt: settings.businessDayStartsAt };
        const { items: soldItems, losses, calls, ...plain } = await countByHand(backend.ports.db, storeId, calendar, from, to);
        const range = await readRange(deps, storeId, from, to);
        const sold = await readItems(deps, storeId, from, to);
        const note = `seed ${seed}, ${from} to ${to}, ${calendar.timeZone} from ${calendar.startsAt}`;
        expect({ sums: range.sums, hours: range.hours }, note).toEqual(plain);
        expect(range.losses.map(({ kind, reason, by, ...loss }) => ({ key: `${kind} ${reason}`, ...loss })).sort(byKey), note).toEqual(
          losses,
        );
        expect(range.calls.map(({ reason, ...call }) => ({ key: reason, ...call })).sort(byKey), note).toEqual(calls);
        expect(
          sold.items.map(({ menuId, quantity, sales, optionSales }) => ({ key: menuId, quantity, sales, optionSales })).sort(byKey),
          note,
        ).toEqual(soldItems);
        expect(sold.sales).toBe(plain.sums.sales);
        expect(range.days.reduce((all, day) => all + day.sales, 0)).toBe(plain.sums.sales);
        const daily = await readDaily(deps, storeId, to);
        expect(daily.sums, note).toEqual((await countByHand(backend.ports.db, storeId, calendar, to, to)).sums);
      };

      await place();
      for (let step = 0; step < 220; step++) {
        clock.advance(roll(7 * HOUR_MS));
        await pick(acts)();
        if (step % 20 === 19) {
          const from = dayAfter(first, roll(40) - 1);
          await check(from, dayAfter(from, roll(14)));
          await check(dayAfter(first, -1), dayAfter(first, 70));
        }
      }
      await check(dayAfter(first, -1), dayAfter(first, 70));
      expect(placed.length).toBeGreaterThan(30);
      clock.advance(400 * 24 * HOUR_MS);
      for (const act of acts.slice(0, 1)) await act();
      await purgeHistory(backend.ports, storeId);
      await check(dayAfter(first, -1), dayAfter(first, 70));
      await backend.close();
    },
    120_000,
  );
});
