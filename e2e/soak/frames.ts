import type { Page } from '@playwright/test';
import { type Order, placeStaffOrder } from '@tableorder/contract/orders';
import { call, OWNER, type Shop } from '../shop.ts';

export interface FrameFigures {
  readonly frames: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

const WATCH = `
  window.__frames = []; window.__tasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => window.__tasks.push(one.duration))).observe({ type: 'longtask' });
  let last = performance.now();
  requestAnimationFrame(function frame(now) { window.__frames.push(now - last); last = now; requestAnimationFrame(frame); });
`;

/** From now on the page itself keeps the times of its frames and long tasks. */
export const watchFrames = (page: Page): Promise<unknown> => page.evaluate(WATCH);

export async function readFrames(page: Page): Promise<FrameFigures> {
  const { frames, tasks } = await page.evaluate<{ frames: number[]; tasks: number[] }>(
    '({ frames: window.__frames, tasks: window.__tasks })',
  );
  return figures(frames, tasks);
}

function figures(frames: readonly number[], tasks: readonly number[]): FrameFigures {
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return {
    frames: frames.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    worstMs: at(1),
    longTasks: tasks.length,
    longestTaskMs: Math.round(Math.max(0, ...tasks)),
  };
}

/** An order for one table after the other, of a few dishes after the other. */
export function orderAt(url: string, shop: Shop, at: number, dishes = 1): Promise<Order> {
  const table = shop.tables[at % shop.tables.length];
  if (!table || shop.menu.length === 0) throw new Error('the shop is empty');
  const items = Array.from({ length: dishes }, (_, nth) => {
    const dish = shop.menu[(at + nth) % shop.menu.length];
    return dish ? [{ menuId: dish.id, quantity: 1 + (at % 3), optionIds: [], note: at % 4 === 0 ? '덜 맵게' : null }] : [];
  }).flat();
  return call(url, placeStaffOrder, { token: shop.token, body: { tableId: table.id, items } });
}

/** Comes in by the door of the staff's screens, by the keys: a pointer that rests on the page is asked what it is over in each frame, and a tablet has none. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('매장 코드').fill(OWNER.store);
  await page.getByLabel('아이디').fill(OWNER.username);
  await page.getByLabel('비밀번호', { exact: true }).fill(OWNER.password);
  await page.keyboard.press('Enter');
}
