import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { bumpLines, readTickets } from '@tableorder/contract/kitchen';
import { slowDown } from '../old-device.ts';
import config from '../playwright.config.ts';
import { startBackend, startFrontend } from '../product.ts';
import { call, openShop } from '../shop.ts';
import { type FrameFigures, orderAt, readFrames, signIn, watchFrames } from './frames.ts';

export interface KitchenLoad {
  /** Open tickets, all on the glass: for each that comes, another cook bumps the oldest. */
  readonly tickets: number;
  readonly ordersPerSecond: number;
  readonly forMs: number;
  /** How many times slower than the reference machine the display's processor is. */
  readonly slower: number;
  readonly say?: (line: string) => void;
}

export interface KitchenFrames extends FrameFigures {
  readonly orders: number;
  /** Orders whose ticket was never drawn, of all that were placed. */
  readonly missed: number;
  /** Whether the screen shows in the end what REST has. */
  readonly correct: 'yes' | 'no';
}

const DISHES = 3;

/** Names of every ticket that is drawn, from now on. */
const DRAWN = `
  window.__drawn = new Set([...document.querySelectorAll('[data-ticket]')].map((ticket) => ticket.dataset.ticket));
  new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
    if (node.dataset?.ticket) window.__drawn.add(node.dataset.ticket);
  }))).observe(document.querySelector('main'), { childList: true, subtree: true });
`;

/** A kitchen display as an old tablet has it, while orders pour in: how long its frames take, and whether it missed one. */
export async function measureKitchenFrames({
  tickets,
  ordersPerSecond,
  forMs,
  slower,
  say = () => {},
}: KitchenLoad): Promise<KitchenFrames> {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-kitchen-'));
  const backend = await startBackend(folder);
  const frontend = await startFrontend(backend);
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const shop = await openShop(backend.url, tickets);
    const open: string[] = [];
    for (let at = 0; at < tickets; at += 1) open.push((await orderAt(backend.url, shop, at, DISHES)).id);
    const page = await (await browser.newContext({ locale: 'ko-KR', viewport: { width: 2560, height: 1440 }, hasTouch: true })).newPage();
    await signIn(page, `${frontend.url}/kitchen`);
    await page.getByRole('button', { name: '주방' }).tap();
    await page
      .locator('[data-ticket]')
      .nth(tickets - 1)
      .waitFor();
    await slowDown(page, slower);
    await page.waitForTimeout(3_000);
    say(`${tickets} tickets stand on a screen that is ${slower} times slower`);
    await page.evaluate(DRAWN);
    await watchFrames(page);
    const placed: string[] = [];
    const until = performance.now() + forMs;
    while (performance.now() < until) {
      const next = performance.now() + 1_000 / ordersPerSecond;
      const { id } = await orderAt(backend.url, shop, tickets + placed.length, DISHES);
      placed.push(id);
      open.push(id);
      const oldest = open.shift() as never;
      await call(backend.url, bumpLines, { token: shop.token, params: { orderId: oldest }, body: {} });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
    const figures = await readFrames(page);
    const correct = await isCorrect(page, backend.url, shop.token);
    const drawn = new Set(await page.evaluate<string[]>('[...window.__drawn]'));
    return { orders: placed.length, ...figures, missed: placed.filter((id) => !drawn.has(id)).length, correct: correct ? 'yes' : 'no' };
  } finally {
    await browser.close();
    await frontend.stop();
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function isCorrect(page: Page, url: string, token: string): Promise<boolean> {
  const wanted = (await call(url, readTickets, { token, query: {} })).tickets.map(({ order }) => order.id as string);
  for (let tries = 0; tries < 50; tries += 1) {
    const shown = await page.evaluate<string[]>("[...document.querySelectorAll('[data-ticket]')].map((ticket) => ticket.dataset.ticket)");
    if (shown.join() === wanted.join()) return true;
    await page.waitForTimeout(100);
  }
  return false;
}
