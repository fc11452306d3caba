import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { chromium } from '@playwright/test';
import { freePort } from '../../scripts/addresses.ts';
import { ROOT } from '../../scripts/run.ts';
import { orderEgg } from '../ordering.ts';
import browser from '../playwright.config.ts';

/** As a fresh machine has it: none of this project's tools on the path, no settings. */
async function freshEnvironment(): Promise<NodeJS.ProcessEnv> {
  const path = (process.env.PATH ?? '').split(':').filter((part) => !part.includes('node_modules'));
  const [backend, frontend] = [await freePort(), await freePort()];
  return { HOME: process.env.HOME, PATH: path.join(':'), BACKEND_PORT: String(backend), FRONTEND_PORT: String(frontend) };
}

/** The guest's address as `npm start` prints it. */
async function guestAddress(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const [, url] = /Guest, table \d+\s+(https?:\/\/\S+)/.exec(stripVTControlCharacters(line)) ?? [];
    if (url) return url;
  }
  throw new Error('npm start printed no guest’s address');
}

/** As a guest at a tablet; `seen` is told when the menu is there. */
async function orderAt(url: string, seen: () => void): Promise<void> {
  const chrome = await chromium.launch(browser.use?.launchOptions ?? {});
  try {
    const page = await (await chrome.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(url);
    await page
      .getByRole('button', { name: /뚝배기 계란찜/ })
      .first()
      .waitFor({ timeout: 30_000 });
    seen();
    await orderEgg(page);
    await page.getByRole('dialog', { name: '주문이 들어갔어요' }).waitFor({ timeout: 15_000 });
  } finally {
    await chrome.close();
  }
}

async function startAndOrder(shop: string, past: (step: string) => void): Promise<void> {
  const server = spawn('npm', ['start'], {
    cwd: shop,
    env: await freshEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    const url = await guestAddress(createInterface({ input: server.stdout }));
    past('npm start has installed, built, opened the demo shop and printed its addresses');
    await orderAt(url, () => past('the guest sees the menu'));
    past('the first order is confirmed');
  } finally {
    // npm does not hand signals on: the whole group is told.
    if (server.pid) process.kill(-server.pid, 'SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
  }
}

/**
 * The way of somebody who has the address of the sources, Node and npm, and the README's first line: clone, `npm start`, open the printed
 * address as a guest, order. Gives the seconds after which each was done; throws when the last is beyond the limit.
 */
export async function measureNewcomer({
  limitS,
  say,
}: {
  limitS: number;
  say: (line: string) => void;
}): Promise<{ seconds: Record<string, number> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tableorder-newcomer-'));
  const began = performance.now();
  const seconds: Record<string, number> = {};
  let last = 0;
  const past = (step: string): void => {
    last = Math.round((performance.now() - began) / 1000);
    seconds[step] = last;
    say(`${last} s  ${step}`);
  };
  try {
    const shop = join(folder, 'tableorder');
    const cloned = spawnSync('git', ['clone', '--quiet', '--depth', '1', `file://${ROOT}`, shop], { encoding: 'utf8' });
    if (cloned.status !== 0) throw new Error(cloned.stderr);
    past('cloned');
    await startAndOrder(shop, past);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (last > limitS) throw new Error(`the first order is confirmed after ${last} s instead of ${limitS}`);
  return { seconds };
}
