import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import type { Menu } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import type { LocalDay } from '@tableorder/contract/time';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chaos } from '../../../test/chaos.ts';
import { eachDb } from '../../../test/each-db.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Db } from '../../infra/db/db.ts';
import { setAvailability, takeStock } from './menu.availability.ts';
import { MenuPages, type PageBytes } from './menu.cached.reads.ts';
import { menuChanged, menuNudged } from './menu.changes.ts';
import { changeMenuItem, removeMenuItem } from './menu.commands.ts';
import { keyOf, NOON, OWNER, openShop, type Shop } from './menu.test-shop.ts';

const read = <Body>({ bytes }: PageBytes): Body => JSON.parse(Buffer.from(bytes).toString());
const namesOn = (page: PageBytes): string[] => read<Menu>(page).categories.flatMap(({ items }) => items.map(({ name }) => name));
const firstOn = (page: PageBytes) => read<Menu>(page).categories[0]?.items[0];

/** The database, counting its snapshots, the next of which can be held back after everything in it was read. */
function slowed(db: Db) {
  let hold: Promise<void> | null = null;
  let reads = 0;
  const slow: Db = {
    all: (statement, args) => db.all(statement, args),
    first: (statement, args) => db.first(statement, args),
    find: (build) => db.find(build),
    inStore: (storeId, work) => db.inStore(storeId, work),
    inServer: (work) => db.inServer(work),
    ping: (write) => db.ping(write),
    load: () => db.load(),
    close: () => db.close(),
    async read(work) {
      reads++;
      const held = hold;
      hold = null;
      const found = await db.read(work);
      await held;
      return found;
    },
  };
  return {
    db: slow,
    reads: () => reads,
    holdNext(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = promise;
      return resolve;
    },
  };
}

/** The same cache as another instance of the server has it in hand. */
const sameCache = (cache: Cache): Cache => chaos(cache, {}).port;
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

eachDb('the menu from the cache', (open) => {
  let shop: Shop;
  let slow: ReturnType<typeof slowed>;
  let pages: MenuPages;
  let categoryId: CategoryId;
  let menuId: MenuId;
  beforeEach(async () => {
    shop = await openShop(open);
    slow = slowed(shop.db);
    pages = new MenuPages({ ...shop.deps, db: slow.db });
    categoryId = await shop.category();
    menuId = await shop.item(categoryId);
  });
  afterEach(() => shop.drop());

  const menu = (lang?: 'ko' | 'en' | 'ja') => pages.menu(shop.storeId, lang, 'guests');
  const rename = (name: string, deps = shop.deps) => changeMenuItem(deps, shop.storeId, OWNER, menuId, { name });

  it('is built once, for all who ask at once and later, under the keys given', async () => {
    const [one, two] = await Promise.all([menu(), menu(), menu('ko')]);
    expect(one).toBe(two);
    expect((await menu('ko')).bytes).toBe((await menu()).bytes);
    expect(slow.reads()).toBe(1);
    await pages.item(shop.storeId, undefined, menuId);
    await pages.item(shop.storeId, undefined, menuId);
    await pages.categories(shop.storeId, undefined, 'guests');
    await menu('en');
    expect(slow.reads()).toBe(4);
    for (const key of [`list:${shop.storeId}`, `list:${shop.storeId}:en`, `detail:${menuId}`, `category:${shop.storeId}:all`])
      expect(await shop.cache.get(`menu:${key}`)).not.toBeNull();
  });

  it('says the same of the same content and another of another', async () => {
    const first = await menu();
    expect(first.etag).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
    await rename('된장찌개');
    const second = await menu();
    await rename('김치찌개');
    expect(second.etag).not.toBe(first.etag);
    expect((await menu()).etag).toBe(first.etag);
  });

  it('is new for whoever asks after a change was answered', async () => {
    for (let i = 0; i < 10; i++) {
      await rename(`n${i}`);
      expect(namesOn(await menu())).toEqual([`n${i}`]);
      expect(read<{ name: string }>(await pages.item(shop.storeId, undefined, menuId)).name).toBe(`n${i}`);
    }
  });

  it('a reader who was slow cannot put the old menu back', async () => {
    const release = slow.holdNext();
    const late = menu();
    await settled();
    await rename('새 이름');
    const meanwhile = menu();
    await settled();
    release();
    expect(namesOn(await late)).toEqual(['김치찌개']);
    await settled();
    expect(await shop.cache.get(`menu:list:${shop.storeId}`)).toContain('김치찌개');
    expect(namesOn(await meanwhile)).toEqual(['새 이름']);
    expect(namesOn(await menu())).toEqual(['새 이름']);
    expect(await shop.cache.get(`menu:list:${shop.storeId}`)).toContain('새 이름');
  });

  it('another instance’s change is seen at its nudge, and without one within a second', async () => {
    const there = { ...shop.deps, cache: sameCache(shop.cache) };
    for (const [name, hear] of [
      ['nudged', () => menuNudged(shop.cache, shop.storeId)],
      ['polled', () => shop.clock.advance(1000)],
    ] as const) {
      await menu();
      const old = (await shop.cache.get(`menu:list:${shop.storeId}`)) ?? '';
      await rename(name, there);
      await shop.cache.set(`menu:list:${shop.storeId}`, old);
      hear();
      expect(namesOn(await menu())).toEqual([name]);
    }
  });

  it('many readers of a stale menu ask the database once what is new', async () => {
    await menu();
    const { port, calls } = chaos(shop.db, {});
    pages = new MenuPages({ ...shop.deps, db: port });
    shop.clock.advance(1000);
    await Promise.all(Array.from({ length: 50 }, () => menu()));
    expect(calls.get('first')).toBe(1);
    expect(calls.get('read')).toBeUndefined();
  });

  it('a store never reads another’s page, though the key of an item does not name the store', async () => {
    await pages.item(shop.storeId, undefined, menuId);
    expect(await keyOf(pages.item(shop.otherId, undefined, menuId))).toBe('not-found');
    expect(namesOn(await pages.menu(shop.otherId, undefined, 'guests'))).toEqual([]);
    expect(await keyOf(pages.menu('01940000-0000-7000-8000-000000000000' as typeof shop.storeId, undefined, 'guests'))).toBe('not-found');
  });

  it('what is hidden or removed is on no page', async () => {
    await pages.item(shop.storeId, undefined, menuId);
    await setAvailability(shop.deps, shop.storeId, OWNER, menuId, 'hidden', null);
    expect(await keyOf(pages.item(shop.storeId, undefined, menuId))).toBe('not-found');
    expect(read<Menu>(await menu()).categories).toEqual([]);
    await setAvailability(shop.deps, shop.storeId, OWNER, menuId, 'available', null);
    await pages.item(shop.storeId, undefined, menuId);
    await removeMenuItem(shop.deps, shop.storeId, OWNER, menuId);
    expect(await keyOf(pages.item(shop.storeId, undefined, menuId))).toBe('not-found');
  });

  it('empty categories are shown to staff and spared guests', async () => {
    const empty = await shop.category('빈 분류');
    const parent = await shop.category('상위');
    const child = await shop.category('하위', parent);
    await shop.item(child);
    const ids = (page: PageBytes) => read<{ items: { id: string }[] }>(page).items.map(({ id }) => id);
    expect(ids(await pages.categories(shop.storeId, undefined, 'guests'))).toEqual([categoryId, parent, child]);
    expect(ids(await pages.categories(shop.storeId, undefined, 'staff'))).toEqual([categoryId, empty, parent, child]);
    expect(read<Menu>(await pages.menu(shop.storeId, undefined, 'staff')).categories).toHaveLength(4);
    expect(read<Menu>(await menu()).categories).toHaveLength(3);
  });

  describe('time', () => {
    it('puts what was sold out until an instant back on sale at that instant', async () => {
      await setAvailability(shop.deps, shop.storeId, OWNER, menuId, 'sold_out', NOON + 90_000);
      expect(firstOn(await menu())).toMatchObject({ available: false, soldOut: true });
      shop.clock.advance(89_999);
      expect(firstOn(await menu())).toMatchObject({ soldOut: true });
      shop.clock.advance(1);
      expect(firstOn(await menu())).toMatchObject({ available: true, soldOut: false });
    });
    it('opens and closes at the edges of the hours', async () => {
      await changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, { servingHours: [{ weekdays: [1], from: '12:02', to: '12:04' }] });
      const availableAt = async (minutes: number) => {
        shop.clock.set(NOON + minutes * 60_000);
        return firstOn(await menu())?.available;
      };
      expect([await availableAt(1.99), await availableAt(2), await availableAt(3.99), await availableAt(4)]).toEqual([
        false,
        true,
        true,
        false,
      ]);
    });
    it('gives a new day its stock at the store’s midnight', async () => {
      const midnight = Date.parse('2026-11-23T15:00:00Z');
      shop.clock.set(midnight - 60_000);
      await changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, { dailyStock: 2 });
      await shop.db.inStore(shop.storeId, async (trx) => {
        await takeStock(trx, shop.storeId, menuId, 2, '2026-11-23' as LocalDay);
        await menuChanged(trx, shop.deps, shop.storeId, [menuId]);
      });
      expect(firstOn(await menu())).toMatchObject({ soldOut: true });
      shop.clock.set(midnight - 1);
      expect(firstOn(await menu())).toMatchObject({ soldOut: true });
      shop.clock.set(midnight);
      expect(firstOn(await menu())).toMatchObject({ available: true, soldOut: false });
    });
    it('is read again when the wall clock is set back', async () => {
      await menu();
      shop.clock.set(NOON - 3_600_000);
      await menu();
      expect(slow.reads()).toBe(2);
    });
  });

  it('a refused change leaves the cache as it was', async () => {
    await menu();
    await keyOf(
      changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, {
        price: asMoney(1),
        optionGroups: [{ name: 'g', min: 2, max: 1, options: [{ name: 'o', priceDelta: asMoney(0) }] }],
      }),
    );
    await menu();
    expect(slow.reads()).toBe(1);
  });

  it('a cache that is away or talks nonsense costs a read, not the menu, and the log says so once', async () => {
    const { port } = chaos(shop.cache, { get: [{ kind: 'throw' }], set: [{ kind: 'throw' }] });
    pages = new MenuPages({ ...shop.deps, db: slow.db, cache: port });
    for (let i = 0; i < 3; i++) expect(namesOn(await menu())).toEqual(['김치찌개']);
    expect(slow.reads()).toBe(3);
    await settled();
    expect(shop.log.messages('WARNING')).toEqual(['the cache does not answer, the menu is read from the database']);
    pages = new MenuPages({ ...shop.deps, db: slow.db });
    for (const nonsense of ['', 'x', '{"a":1}\n{}', `a b c d e f g\n{}`]) {
      await shop.cache.set(`menu:list:${shop.storeId}`, nonsense);
      expect(namesOn(await menu())).toEqual(['김치찌개']);
    }
  });

  it('a change stands though the cache cannot be told, and nobody reads the old menu', async () => {
    await menu();
    const { port } = chaos(shop.cache, { delete: [{ kind: 'throw' }] });
    pages = new MenuPages({ ...shop.deps, db: slow.db, cache: port });
    await menu();
    await rename('새 이름', { ...shop.deps, cache: port });
    expect(namesOn(await menu())).toEqual(['새 이름']);
  });
});
