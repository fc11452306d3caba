import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { StationId } from '@tableorder/contract/ids';
import { bumpLines } from '@tableorder/contract/kitchen';
import { changeMenuItem } from '@tableorder/contract/menu.admin';
import { type Order, placeStaffOrder } from '@tableorder/contract/orders';
import { readOrderRecord } from '@tableorder/contract/receipts';
import { changeSettings } from '@tableorder/contract/settings';
import { addStation, listStations } from '@tableorder/contract/stations';
import config from '../playwright.config.ts';
import { type Running, startBackend, startFrontend } from '../product.ts';
import { ask, call, openShop, type Shop } from '../shop.ts';
import { signIn } from './frames.ts';
import { pick, type Roll, rolling } from './random.ts';

export interface ReceiptSoak {
  readonly seed: number;
  readonly forMs: number;
  /** The shop's own setting: so long an order may stand unseen. */
  readonly unseenSeconds: number;
  /** The longest that a display is cut off from the server: beyond `unseenSeconds` its orders are called out. */
  readonly longestCutMs: number;
  readonly say?: (line: string) => void;
}

export interface ReceiptSoaked {
  readonly seed: number;
  readonly orders: number;
  readonly kills: number;
  readonly cuts: number;
  readonly reloads: number;
  readonly browserDeaths: number;
  /** Pairs of an order and a station that makes a part of it. */
  readonly parts: number;
  readonly acknowledged: number;
  /** Parts that were called out, whether a screen drew them in the end or not. */
  readonly escalated: number;
  /** Parts that were neither acknowledged nor called out, and parts acknowledged more than once: none of either may be. */
  readonly forgotten: number;
  readonly doubled: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

const TABLES = 12;
const ORDERS_EVERY_MS = 700;
const MOST_OPEN = 10;
const LAST_ORDERS_MS = 4_000;
/** Of a kitchen display whose tickets are all on the glass. */
const GLASS = { width: 2560, height: 1440 };

/** A display of one station, and what can befall it: its network, its page, its browser. */
class Hung {
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  readonly #open: () => Promise<BrowserContext>;
  readonly #url: string;
  readonly #station: string;

  constructor(open: () => Promise<BrowserContext>, url: string, station: string) {
    this.#open = open;
    this.#url = url;
    this.#station = station;
  }

  /** Signs in and chooses its station, as a cook does in the morning. */
  async hang(): Promise<void> {
    this.#context = await this.#open();
    this.#page = await this.#context.newPage();
    await signIn(this.#page, this.#url);
    await this.#page.getByRole('button', { name: this.#station, exact: true }).click();
    await this.#page.getByText('남은 주문이 없어요').waitFor();
  }

  async cut(forMs: number): Promise<void> {
    await this.#context?.setOffline(true);
    await pause(forMs);
    await this.#context?.setOffline(false);
  }

  async reload(): Promise<void> {
    // A server that is dead answers no reload: the page is asked for again, as a cook does.
    for (let tries = 0; tries < 50; tries += 1) {
      const loaded = await this.#page?.reload({ timeout: 5_000 }).then(
        (response) => response?.ok() ?? false,
        () => false,
      );
      if (loaded) return;
      await pause(200);
    }
  }

  /** The browser dies, and comes back with what it kept on its disk. */
  async die(): Promise<void> {
    const kept = await this.#context?.storageState();
    await this.#context?.close();
    this.#context = await this.#open();
    if (kept) {
      const items = kept.origins.flatMap(({ localStorage }) => localStorage);
      await this.#context.addInitScript((all) => {
        if (localStorage.length === 0) for (const { name, value } of all) localStorage.setItem(name, value);
      }, items);
    }
    this.#page = await this.#context.newPage();
    await this.#page.goto(this.#url).catch(() => this.reload());
  }

  async takeDown(): Promise<void> {
    await this.#context?.close();
  }
}

interface Part {
  readonly stationId: StationId;
  readonly seen: readonly number[];
  readonly escalated: boolean;
  readonly storedAt: number;
}

/** What the record says of each station that makes a part of an order. */
async function partsOf(url: string, token: string, order: Order): Promise<Part[]> {
  const { moments } = await call(url, readOrderRecord, { token, params: { orderId: order.id } });
  const storedAt = Date.parse(order.createdAt);
  const stations = [...new Set(order.items.flatMap(({ stationIds }) => stationIds))];
  const calls = moments.filter(({ what }) => what === 'escalated').map(({ at }) => Date.parse(at));
  return stations.map((stationId) => {
    const seen = moments.filter(({ what, stationId: at }) => what === 'seen' && at === stationId).map(({ at }) => Date.parse(at));
    // A call for another station's part is none for this one.
    return { stationId, storedAt, seen, escalated: calls.some((at) => seen.every((seenAt) => seenAt > at)) };
  });
}

/** Orders that arrive all the time, each sent with its key until it is answered; what every station has seen is cooked. */
async function serve(url: string, shop: Shop, roll: Roll, until: number): Promise<Order[]> {
  const placed: Order[] = [];
  const open: Order[] = [];
  const day = roll(1_000_000_000);
  const insist = async <T>(act: () => Promise<T>): Promise<T> => {
    for (;;)
      try {
        return await act();
      } catch {
        // The server is dead at the moment, or its answer was lost on the way: the same key again.
        await pause(50);
      }
  };
  while (performance.now() < until) {
    const next = performance.now() + ORDERS_EVERY_MS;
    const table = pick(shop.tables, roll);
    const items = [...new Set([pick(shop.menu, roll), pick(shop.menu, roll)])].flatMap((dish) =>
      dish ? [{ menuId: dish.id, quantity: 1 + roll(3), optionIds: [] }] : [],
    );
    if (!table) throw new Error('the shop has no table');
    const key = `receipt-${day}-${placed.length}`;
    const order = await insist(() => call(url, placeStaffOrder, { token: shop.token, key, body: { tableId: table.id, items } }));
    placed.push(order);
    open.push(order);
    for (const oldest of open.slice(0, Math.max(0, open.length - MOST_OPEN))) {
      const parts = await insist(() => partsOf(url, shop.token, oldest));
      if (!parts.every(({ seen, escalated }) => seen.length > 0 || escalated)) continue;
      await insist(() => ask(url, bumpLines, { token: shop.token, params: { orderId: oldest.id }, body: {} }));
      open.splice(open.indexOf(oldest), 1);
    }
    await pause(Math.max(0, next - performance.now()));
  }
  return placed;
}

interface House {
  backend: Running;
  readonly folder: string;
  readonly env: Record<string, string>;
}
type Befallen = { kills: number; cuts: number; reloads: number; browserDeaths: number };

/** One mishap after the other, drawn by the seed, each healed before the next. */
async function befall(
  { house, screens, longestCutMs, say }: { house: House; screens: readonly Hung[]; longestCutMs: number; say: (line: string) => void },
  roll: Roll,
  until: number,
): Promise<Befallen> {
  const count: Befallen = { kills: 0, cuts: 0, reloads: 0, browserDeaths: 0 };
  const mishaps: readonly [keyof Befallen, (screen: Hung) => Promise<unknown>][] = [
    [
      'kills',
      async () => {
        await house.backend.kill();
        await pause(roll(1_500));
        house.backend = await startBackend(house.folder, house.env);
      },
    ],
    ['cuts', (screen) => screen.cut(500 + roll(longestCutMs))],
    ['reloads', (screen) => screen.reload()],
    ['browserDeaths', (screen) => screen.die()],
  ];
  while (performance.now() < until) {
    const [name, act] = pick(mishaps, roll) ?? ['kills', async () => {}];
    const screen = pick(screens, roll);
    if (!screen) throw new Error('no screen hangs');
    await act(screen);
    count[name] += 1;
    say(`${name} ${count[name]}`);
    await pause(500 + roll(2_500));
  }
  return count;
}

const middle = (sorted: readonly number[], share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);

/**
 * Two stations with a display each while the server, the lines and the browsers die by a seed: in the end every station has acknowledged each
 * order that it makes a part of exactly once, or the order was called out; the last orders at a display that stays dark are.
 */
export async function soakReceipt({ seed, forMs, unseenSeconds, longestCutMs, say = () => {} }: ReceiptSoak): Promise<ReceiptSoaked> {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-receipt-'));
  const first = await startBackend(folder);
  const house: House = { backend: first, folder, env: { BACKEND_PORT: String(first.port) } };
  const frontend = await startFrontend(first);
  const browser: Browser = await chromium.launch(config.use?.launchOptions ?? {});
  const { url } = first;
  try {
    const shop = await openShop(url, TABLES);
    const { token } = shop;
    await call(url, changeSettings, { token, body: { unseenSeconds } });
    await call(url, addStation, { token, body: { name: '바' } });
    const stations = (await call(url, listStations, { token })).items;
    // One dish at both, the others at one.
    for (const [at, dish] of shop.menu.entries()) {
      const stationIds = stations.filter((_, nth) => at === 0 || at % stations.length === nth).map(({ id }) => id);
      await call(url, changeMenuItem, { token, params: { menuId: dish.id }, body: { stationIds } });
    }
    const open = () => browser.newContext({ locale: 'ko-KR', viewport: GLASS });
    const screens = stations.map(({ name }) => new Hung(open, `${frontend.url}/kitchen`, name));
    for (const screen of screens) await screen.hang();
    const until = performance.now() + forMs;
    const [placed, befallen] = await Promise.all([
      serve(url, shop, rolling(seed), until),
      befall({ house, screens, longestCutMs, say }, rolling(seed + 1), until),
    ]);
    // In the end one display stays dark, and the server dies as the last orders come: the others tell of them anew, the dark one’s are called out.
    await screens.at(-1)?.takeDown();
    placed.push(...(await serve(url, shop, rolling(seed + 2), performance.now() + LAST_ORDERS_MS)));
    await house.backend.kill();
    house.backend = await startBackend(folder, house.env);
    say(`${placed.length} orders, ${JSON.stringify(befallen)}; all but one display heals`);
    const settled = async () => {
      const parts = (await Promise.all(placed.map((order) => partsOf(url, token, order)))).flat();
      return { parts, forgotten: parts.filter(({ seen, escalated }) => seen.length === 0 && !escalated).length };
    };
    const tooLate = performance.now() + (unseenSeconds * 2 + 15) * 1_000;
    let { parts, forgotten } = await settled();
    while (forgotten > 0 && performance.now() < tooLate) {
      await pause(500);
      ({ parts, forgotten } = await settled());
    }
    const delays = parts.flatMap(({ seen: [at], storedAt }) => (at === undefined ? [] : [at - storedAt])).sort((a, b) => a - b);
    for (const screen of screens) await screen.takeDown();
    return {
      seed,
      orders: placed.length,
      ...befallen,
      parts: parts.length,
      acknowledged: delays.length,
      escalated: parts.filter(({ escalated }) => escalated).length,
      forgotten,
      doubled: parts.filter(({ seen }) => seen.length > 1).length,
      medianMs: middle(delays, 0.5),
      p95Ms: middle(delays, 0.95),
    };
  } finally {
    await browser.close();
    await frontend.stop();
    await house.backend.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
