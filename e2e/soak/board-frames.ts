import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { readBoard } from '@tableorder/contract/board';
import config from '../playwright.config.ts';
import { startBackend, startFrontend } from '../product.ts';
import { call, openShop } from '../shop.ts';
import { type FrameFigures, orderAt, readFrames, signIn, watchFrames } from './frames.ts';

export interface BoardLoad {
  readonly tables: number;
  readonly openOrders: number;
  readonly ordersPerSecond: number;
  readonly forMs: number;
  readonly say?: (line: string) => void;
}

export interface BoardFrames extends FrameFigures {
  readonly orders: number;
  /** Whether the screen shows as many new orders in the end as REST has. */
  readonly correct: 'yes' | 'no';
}

export async function measureBoardFrames({ tables, openOrders, ordersPerSecond, forMs, say = () => {} }: BoardLoad): Promise<BoardFrames> {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-frames-'));
  const backend = await startBackend(folder);
  const frontend = await startFrontend(backend);
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const shop = await openShop(backend.url, tables);
    for (let made = 0; made < openOrders; made += 50)
      await Promise.all(Array.from({ length: 50 }, (_, at) => orderAt(backend.url, shop, made + at)));
    say(`${openOrders} orders are open`);
    const page = await (await browser.newContext({ locale: 'ko-KR', viewport: { width: 1920, height: 1080 } })).newPage();
    await signIn(page, `${frontend.url}/staff`);
    await page.getByRole('article').first().waitFor();
    await page.waitForTimeout(3_000);
    await watchFrames(page);
    const until = performance.now() + forMs;
    let orders = 0;
    const due: Promise<unknown>[] = [];
    while (performance.now() < until) {
      due.push(orderAt(backend.url, shop, openOrders + orders));
      orders += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_000 / ordersPerSecond));
    }
    await Promise.all(due);
    return { orders, ...(await readFrames(page)), correct: (await isCorrect(page, backend.url, shop.token)) ? 'yes' : 'no' };
  } finally {
    await browser.close();
    await frontend.stop();
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each card says how many orders it hides beside the three it shows: together they are what REST has. */
async function isCorrect(page: Page, url: string, token: string): Promise<boolean> {
  const { tables } = await call(url, readBoard, { token });
  const wanted = Object.fromEntries(tables.map(({ table, orders }) => [String(table.number), orders.length]));
  const read = () =>
    page.evaluate<Record<string, number>>(`Object.fromEntries([...document.querySelectorAll('article[data-table]')].map((card) => [
      card.querySelector('strong').textContent,
      card.querySelectorAll('ul > li').length + Number(/\\d+/.exec([...card.children].at(-1).textContent)?.[0] ?? 0),
    ]))`);
  for (let tries = 0; tries < 50; tries += 1) {
    const shown = await read();
    if (tables.every(({ table }) => shown[String(table.number)] === wanted[String(table.number)])) return true;
    await page.waitForTimeout(100);
  }
  return false;
}
