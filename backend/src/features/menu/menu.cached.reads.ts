import { createHash } from 'node:crypto';
import type { MenuId, StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { EpochMs } from '@tableorder/contract/time';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Reading } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { Log } from '../../infra/log/log.ts';
import { cacheKey, latestChange } from './menu.changes.ts';
import { type Audience, type Page, type PageOf, readCategoriesPage, readItemPage, readMenuPage } from './menu.reads.ts';

/** A page as it goes over the wire, made once for all who read it. */
export interface PageBytes {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

interface Kept extends PageBytes {
  /** As the cache holds it: a line of facts, then the JSON. */
  readonly text: string;
  readonly epoch: string;
  readonly storeId: string;
  readonly locale: string;
  readonly seq: number;
  readonly madeAt: EpochMs;
  readonly endsAt: EpochMs;
}

interface Wanted {
  readonly key: string;
  readonly storeId: StoreId;
  readonly locale: Locale;
  /** Of the change that the page must know of. */
  readonly seq: number;
}

interface Flight {
  readonly seq: number;
  readonly page: Promise<Kept>;
}

const MAX_DECODED = 256;
const TELL_AGAIN_MS = 60_000;

function encode(facts: Omit<Kept, 'text' | 'bytes' | 'etag'>, json: string): Kept {
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`;
  const { epoch, storeId, locale, seq, madeAt, endsAt } = facts;
  return { ...facts, etag, text: `${epoch} ${storeId} ${locale} ${seq} ${madeAt} ${endsAt} ${etag}\n${json}`, bytes: Buffer.from(json) };
}

function decode(text: string): Kept | null {
  const lineEnd = text.indexOf('\n');
  const [epoch, storeId, locale, seq, madeAt, endsAt, etag, ...more] = text.slice(0, Math.max(0, lineEnd)).split(' ');
  if (!epoch || !storeId || !locale || !etag || more.length > 0) return null;
  const facts = { epoch, storeId, locale, seq: Number(seq), madeAt: Number(madeAt), endsAt: Number(endsAt), etag };
  return { ...facts, text, bytes: Buffer.from(text.slice(lineEnd + 1)) };
}

/**
 * The menu's pages from the cache. Each carries the event seq of the snapshot it was read in and is a miss once a newer change of the
 * menu is known: a slow reader can put an old page back, and nobody is given it. It is a miss too when time has changed what it says.
 */
export class MenuPages {
  readonly #deps: { db: Db; clock: Clock; events: Events; cache: Cache; log: Log };
  /** Text of the cache to bytes of the wire, so that a hit costs neither parsing nor encoding. */
  readonly #decoded = new Map<string, Kept>();
  readonly #flights = new Map<string, Flight>();
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(deps: { db: Db; clock: Clock; events: Events; cache: Cache; log: Log }) {
    this.#deps = deps;
  }

  menu(storeId: StoreId, lang: Locale | undefined, audience: Audience): Promise<PageBytes> {
    return this.#page(storeId, lang, audience, cacheKey.menu.bind(null, storeId), (reading, page) => readMenuPage(reading, page, audience));
  }

  item(storeId: StoreId, lang: Locale | undefined, menuId: MenuId): Promise<PageBytes> {
    return this.#page(storeId, lang, 'guests', cacheKey.item.bind(null, menuId), (reading, page) => readItemPage(reading, page, menuId));
  }

  categories(storeId: StoreId, lang: Locale | undefined, audience: Audience): Promise<PageBytes> {
    return this.#page(storeId, lang, audience, cacheKey.categories.bind(null, storeId), (reading, page) =>
      readCategoriesPage(reading, page, audience),
    );
  }

  async #page(
    storeId: StoreId,
    lang: Locale | undefined,
    audience: Audience,
    keyIn: (lang: Locale | null) => string,
    make: (reading: Reading, page: PageOf) => Promise<Page<unknown>>,
  ): Promise<PageBytes> {
    const { seq, locale } = await latestChange(this.#deps, storeId);
    const named = keyIn(lang === undefined || lang === locale ? null : lang);
    const wanted: Wanted = { key: audience === 'staff' ? cacheKey.forStaff(named) : named, storeId, locale: lang ?? locale, seq };
    return (await this.#find(wanted)) ?? (await this.#build(wanted, make));
  }

  async #find({ key, storeId, locale, seq }: Wanted): Promise<Kept | null> {
    let text: string | null;
    try {
      text = await this.#deps.cache.get(key);
    } catch (error) {
      this.#tell(error);
      return null;
    }
    if (text === null) return null;
    const memo = this.#decoded.get(key);
    const kept = memo?.text === text ? memo : decode(text);
    if (!kept) return null;
    if (kept !== memo) this.#remember(key, kept);
    const now = this.#deps.clock.now();
    // The keys of single items do not name the store: another store's page is no hit.
    const isOurs = kept.storeId === storeId && kept.locale === locale && kept.epoch === this.#deps.events.epoch;
    return isOurs && kept.seq >= seq && kept.madeAt <= now && now < kept.endsAt ? kept : null;
  }

  /** Readers that miss together share one build, unless it began before the change they must see. */
  #build(wanted: Wanted, make: (reading: Reading, page: PageOf) => Promise<Page<unknown>>): Promise<Kept> {
    const name = `${wanted.storeId} ${wanted.key}`;
    const running = this.#flights.get(name);
    if (running && running.seq >= wanted.seq) return running.page;
    const page = this.#make(wanted, make).finally(() => {
      if (this.#flights.get(name)?.page === page) this.#flights.delete(name);
    });
    this.#flights.set(name, { seq: wanted.seq, page });
    return page;
  }

  async #make({ key, storeId, locale }: Wanted, make: (reading: Reading, page: PageOf) => Promise<Page<unknown>>): Promise<Kept> {
    const { db, clock, events, cache } = this.#deps;
    const madeAt = clock.now();
    const { page, seq } = await db.read(async (reading) => ({
      seq: await events.seq(reading, storeId),
      page: await make(reading, { storeId, lang: locale, at: madeAt }),
    }));
    const endsAt = page.endsAt ?? Number.MAX_SAFE_INTEGER;
    const kept = encode({ epoch: events.epoch, storeId, locale, seq, madeAt, endsAt }, JSON.stringify(page.body));
    this.#remember(key, kept);
    // Nobody waits for the cache.
    cache.set(key, kept.text).catch((error) => this.#tell(error));
    return kept;
  }

  #remember(key: string, kept: Kept): void {
    this.#decoded.delete(key);
    this.#decoded.set(key, kept);
    const [oldest] = this.#decoded.keys();
    if (this.#decoded.size > MAX_DECODED && oldest !== undefined) this.#decoded.delete(oldest);
  }

  #tell(error: unknown): void {
    const now = this.#deps.clock.monotonic();
    if (now - this.#toldAt < TELL_AGAIN_MS) return;
    this.#toldAt = now;
    this.#deps.log.warning('menu', 'the cache does not answer, the menu is read from the database', {}, error);
  }
}
