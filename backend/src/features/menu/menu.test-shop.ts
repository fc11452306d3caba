import type { CategoryId, MenuId, StaffId, StoreId } from '@tableorder/contract/ids';
import type { NewMenuItem } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { Problem } from '@tableorder/contract/problem';
import type { OpenTestDb } from '../../../test/each-db.ts';
import { memoryBus } from '../../infra/bus/memory.ts';
import { memoryCache } from '../../infra/cache/memory.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import type { Db } from '../../infra/db/db.ts';
import { type Events, openEvents } from '../../infra/events/events.ts';
import type { Files } from '../../infra/files/files.ts';
import type { PreparedPicture } from '../../infra/files/pictures.ts';
import { testLog } from '../../infra/log/test-log.ts';
import type { Doer } from '../audit/audit.commands.ts';
import { makeFirstStation } from '../stations/stations.commands.ts';
import { makeStore } from '../stores/stores.commands.ts';
import { addCategory } from './menu.categories.ts';
import { addMenuItem } from './menu.commands.ts';

/** Who does it in these tests. */
export const OWNER: Doer = { staffId: '01940000-0000-7000-8000-0000000000aa' as StaffId, username: 'boss', role: 'owner' };

/** Monday 2026-11-23, noon in Seoul. */
export const NOON = Date.parse('2026-11-23T03:00:00.000Z');

/** Files in memory, of which one name may be made to fail. */
function memoryFiles() {
  const held = new Map<string, Uint8Array>();
  const files: Files & { failOn: RegExp | null; names(): string[] } = {
    failOn: null,
    names: () => [...held.keys()].sort(),
    async put(name, bytes) {
      if (files.failOn?.test(name)) throw new Error(`no room for ${name}`);
      held.set(name, bytes);
    },
    read: async (name) => held.get(name) ?? null,
    async remove(name) {
      held.delete(name);
    },
    async *list() {
      for (const [name, { length }] of held) yield { name, bytes: length, changedAt: 0 };
    },
    ping: async () => {},
    close: async () => {},
  };
  return files;
}

const picture = (width: number): PreparedPicture => ({ width, height: width, webp: new Uint8Array([width % 256]) });

async function addStore(db: Db, code: string): Promise<StoreId> {
  const wanted = { code, name: code, currency: 'KRW', timeZone: 'Asia/Seoul', locale: 'ko' as const };
  return db.inServer(async (trx) => {
    const store = await makeStore(trx, wanted, NOON);
    await makeFirstStation(trx, store, NOON);
    return store.id;
  });
}

/** Two stores on one server, with the menu's ports. */
export async function openShop(open: OpenTestDb) {
  const clock = testClock(NOON);
  const { db, drop } = await open(clock);
  const log = testLog();
  const bus = memoryBus({ log });
  const cache = memoryCache({ ttlMs: 300_000, clock, log });
  const events: Events = await openEvents(db, bus, clock, () => 'epoch');
  const [storeId, otherId] = [await addStore(db, 'one'), await addStore(db, 'two')];
  const sketch = async () => 'data:image/webp;base64,AAAA';
  const pictures = { sketch, prepare: async () => [picture(1280), picture(320), picture(640)], close: async () => {} };
  const deps = { db, clock, log, bus, cache, events, files: memoryFiles(), pictures, maxBytes: 5_242_880, uploadsPerMinute: 60 };
  return {
    ...deps,
    deps,
    storeId,
    otherId,
    drop,
    category: async (name = '찌개', parentId: CategoryId | null = null, of = storeId) =>
      (await addCategory(deps, of, OWNER, { name, parentId })).id,
    item: async (categoryId: CategoryId, facts: Partial<NewMenuItem> = {}, of = storeId): Promise<MenuId> =>
      (await addMenuItem(deps, of, OWNER, { categoryId, name: '김치찌개', price: asMoney(10_000), ...facts })).id,
  };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** The key of the problem that the work is refused with. */
export async function keyOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.key;
    throw error;
  }
  return 'none';
}

/** An id that nothing has. */
export const NOBODY = '01940000-0000-7000-8000-000000000000';
