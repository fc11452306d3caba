import { createHash } from 'node:crypto';
import type { StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import { problem } from '@tableorder/contract/problem';
import { guestSettings } from '@tableorder/contract/settings';
import { limit } from '../../http/limits.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Db } from '../../infra/db/db.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { findStoreByCode } from '../stores/stores.sql.ts';
import type { MenuPages, PageBytes } from './menu.cached.reads.ts';

/** Every phone of a shop has the shop's one address, and so has the server of the pages. */
const READS_PER_MINUTE = 1200;
/** Nobody has that many wrong links. */
const STRANGERS_PER_MINUTE = 60;
const MAX_KEPT = 256;
const MINUTE_MS = 60_000;

interface Kept extends PageBytes {
  readonly head: string;
  readonly menu: PageBytes;
}

interface Asked {
  readonly code: string;
  readonly lang: Locale | undefined;
  readonly ip: string;
}

/** The menu for whoever holds a store's code, with the facts of the store: bytes made once for each version of the menu. */
export class PublicMenuPages {
  readonly #deps: { readonly db: Db; readonly cache: Cache };
  readonly #pages: MenuPages;
  readonly #kept = new Map<string, Kept>();

  constructor(deps: { readonly db: Db; readonly cache: Cache }, pages: MenuPages) {
    this.#deps = deps;
    this.#pages = pages;
  }

  /** Problem `not-found` for a store that is not there. */
  async read({ code, lang, ip }: Asked): Promise<PageBytes> {
    const storeId = await this.#find(code, ip);
    await limit(this.#deps.cache, { name: 'public-menu', key: `${storeId}:${ip}`, most: READS_PER_MINUTE, windowMs: MINUTE_MS });
    const { store, settings } = await readStoreSettings(this.#deps.db, storeId);
    const locale = lang ?? store.locale;
    const menu = await this.#pages.menu(storeId, locale, 'guests');
    const head = JSON.stringify({ store, settings: guestSettings(settings), locale, version: menu.etag });
    return this.#join(`${storeId} ${locale}`, head, menu);
  }

  async #find(code: string, ip: string): Promise<StoreId> {
    const found = await this.#deps.db.first(findStoreByCode, { code });
    if (found) return found.id;
    await limit(this.#deps.cache, { name: 'unknown-store', key: ip, most: STRANGERS_PER_MINUTE, windowMs: MINUTE_MS });
    throw problem('not-found', {});
  }

  #join(key: string, head: string, menu: PageBytes): PageBytes {
    const known = this.#kept.get(key);
    if (known?.head === head && known.menu.bytes === menu.bytes) return known;
    const bytes = Buffer.concat([Buffer.from(`${head.slice(0, -1)},"menu":`), menu.bytes, Buffer.from('}')]);
    const made = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`, head, menu };
    this.#kept.delete(key);
    this.#kept.set(key, made);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }
}
