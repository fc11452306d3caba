import type { MenuId, StoreId } from '@tableorder/contract/ids';
import { LOCALES, type Locale } from '@tableorder/contract/locale';
import { menuEvents } from '@tableorder/contract/menu';
import { problem } from '@tableorder/contract/problem';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { findMenuNews } from './menu.sql.ts';

/** Longest time in which another instance's change may go unseen when its nudge is lost. */
const RECHECK_MS = 1000;

/** What this process knows of one store's menu. */
interface StoreNews {
  /** Of the newest `menu_updated` known. */
  seq: number;
  locale: Locale;
  /** Events up to here have been looked at. */
  checkedTo: number;
  checkedAt: number;
  nudged: boolean;
  checking: Promise<void> | null;
}

// What is known says which values of a cache are old, so whoever shares the cache shares this, orders too.
const known = new WeakMap<Cache, Map<StoreId, StoreNews>>();

function newsOf(cache: Cache, storeId: StoreId): StoreNews {
  const stores = known.get(cache) ?? new Map<StoreId, StoreNews>();
  known.set(cache, stores);
  const news = stores.get(storeId) ?? {
    seq: 0,
    locale: 'ko',
    checkedTo: 0,
    checkedAt: Number.NEGATIVE_INFINITY,
    nudged: false,
    checking: null,
  };
  stores.set(storeId, news);
  return news;
}

const LANGUAGES = ['', ...LOCALES.map((locale) => `:${locale}`)];

/** `lang` is null for the store's own language. */
export const cacheKey = {
  menu: (storeId: StoreId, lang: Locale | null) => `menu:list:${storeId}${lang ? `:${lang}` : ''}`,
  item: (menuId: MenuId, lang: Locale | null) => `menu:detail:${menuId}${lang ? `:${lang}` : ''}`,
  categories: (storeId: StoreId, lang: Locale | null) => `menu:category:${storeId}:all${lang ? `:${lang}` : ''}`,
  forStaff: (key: string) => `${key}:staff`,
} as const;

function keysOf(storeId: StoreId, menuIds: readonly MenuId[]): string[] {
  const pages = LANGUAGES.flatMap((lang) => [`menu:list:${storeId}${lang}`, `menu:category:${storeId}:all${lang}`]);
  const details = menuIds.flatMap((menuId) => LANGUAGES.map((lang) => `menu:detail:${menuId}${lang}`));
  return [...pages, ...pages.map(cacheKey.forStaff), ...details];
}

/** Says that the menu changed and makes every cached page of it old, once the change is durable. */
export async function menuChanged(
  trx: Trx,
  { events, cache }: { events: Events; cache: Cache },
  storeId: StoreId,
  menuIds: readonly MenuId[],
): Promise<void> {
  const seq = await events.append(trx, storeId, menuEvents, 'menu_updated', { kind: 'everyone' }, { menuIds: [...menuIds] });
  trx.afterCommit(() => {
    const news = newsOf(cache, storeId);
    news.seq = Math.max(news.seq, seq);
    return cache.delete(...keysOf(storeId, menuIds));
  });
}

/** Another instance may have changed the store's menu: the next reader looks. */
export function menuNudged(cache: Cache, storeId: StoreId): void {
  const news = known.get(cache)?.get(storeId);
  if (news) news.nudged = true;
}

interface NewsDeps {
  readonly db: Db;
  readonly cache: Cache;
  readonly clock: Clock;
}

async function check({ db, clock }: NewsDeps, storeId: StoreId, news: StoreNews): Promise<void> {
  news.nudged = false;
  const row = await db.first(findMenuNews, { storeId, after: news.checkedTo });
  if (!row) throw problem('not-found', {});
  news.seq = Math.max(news.seq, row.menu_seq ?? 0);
  news.locale = row.locale;
  news.checkedTo = row.event_seq;
  news.checkedAt = clock.monotonic();
}

/** The newest change of the menu and the store's language, a nudge or a second old at most; from memory when it can be. */
export async function latestChange(deps: NewsDeps, storeId: StoreId): Promise<{ readonly seq: number; readonly locale: Locale }> {
  const news = newsOf(deps.cache, storeId);
  const isOld = () => news.nudged || deps.clock.monotonic() - news.checkedAt >= RECHECK_MS;
  // A check that began before this call may have read before the change this caller was told of.
  if (isOld() && news.checking) await news.checking;
  if (isOld()) {
    news.checking ??= check(deps, storeId, news).finally(() => {
      news.checking = null;
    });
    await news.checking;
  }
  return news;
}
