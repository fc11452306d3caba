import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from '../../scripts/run.ts';
import { begin } from '../product.ts';
import { guestPath } from '../shop.ts';
import { expect, sitDown, tableOf, test } from './shop-test.ts';

const PHONE = { width: 390, height: 844 };

/** The worker stands, and what the page fetched before it did is kept. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.waitForFunction(async () => (await (await caches.open('lasting')).keys()).some(({ url }) => url.includes('/uploads/')));
}
const namesOfCaches = (page: Page) => page.evaluate(() => caches.keys());
async function putEggsInCart(page: Page): Promise<void> {
  await page.getByRole('button', { name: /뚝배기 계란찜/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^담기/ }).click();
  // A reload before the sheet is gone would open it again.
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /장바구니 보기/ }).waitFor();
}

test('a reload without a line shows the app with the last menu and its pictures, says so, keeps the cart, and sends the order later', async ({
  browser,
  shop,
}) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ locale: 'ko-KR', viewport: PHONE });
  const page = await context.newPage();
  await sitDown(page, shop, 7);
  await putEggsInCart(page);
  await kept(page);

  await context.setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: /뚝배기 계란찜/ }).waitFor();
  await expect(page.getByText('연결이 끊겼어요')).toBeVisible();
  const first = page.locator('main img[srcset]').first();
  await expect.poll(() => first.evaluate((picture) => (picture as HTMLImageElement).naturalWidth)).toBeGreaterThan(100);

  await page.getByRole('button', { name: /장바구니 보기/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^주문하기/ })
    .click();
  await page
    .getByRole('dialog', { name: '이대로 주문할까요?' })
    .getByRole('button', { name: /^주문하기/ })
    .click();
  await page.getByText('아직 보내지 못한 주문').waitFor();
  await page.reload();
  await page.getByText('아직 보내지 못했어요').first().waitFor();
  await context.setOffline(false);
  await expect(page.getByText('주문이 들어갔어요')).toBeVisible({ timeout: 30_000 });

  const asked = await page.evaluate(async () => {
    const all = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return all.flat().map((url) => new URL(url).pathname);
  });
  expect(asked.filter((path) => path.startsWith('/api') || path.startsWith('/staff') || path.startsWith('/t/'))).toEqual([]);
  await context.close();
});

test('a new version takes over at a quiet moment, with the cart as it was, and says so; the old one’s files go', async ({
  browser,
  shop,
}) => {
  test.setTimeout(120_000);
  const home = await mkdtemp(join(tmpdir(), 'tableorder-renewed-'));
  const frontendDir = join(ROOT, 'frontend');
  for (const name of await readdir(frontendDir))
    if (/\.ts$|^dist$/.test(name)) await cp(join(frontendDir, name), join(home, name), { recursive: true });
  await writeFile(join(home, 'package.json'), '{"type":"module"}');
  await symlink(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  const { child, ready } = begin(join(home, 'serve.ts'), { HOST: '127.0.0.1', FRONTEND_PORT: '0', BACKEND_URL: shop.backendUrl });
  const url = `http://127.0.0.1:${(await ready).port}`;
  const context = await browser.newContext({ locale: 'ko-KR', viewport: PHONE });
  try {
    const page = await context.newPage();
    await page.goto(`${url}${await guestPath(shop.url, shop.token, tableOf(shop, 8))}`);
    await page.waitForURL(`${url}/`);
    await putEggsInCart(page);
    await kept(page);
    const before = await namesOfCaches(page);

    const worker = join(home, 'dist/guest-worker.js');
    const code = (await readFile(worker, 'utf8')).replace(/"version":"\w+"/, '"version":"renewed"');
    for (const file of [worker, `${worker}.br`, `${worker}.gz`]) await rm(file, { force: true });
    await writeFile(worker, code);
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.getByRole('button', { name: /장바구니 보기/ }).click();
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);
    // Over an open sheet nothing happens, however long it is looked at.
    await page.waitForTimeout(20_000);
    expect(loads).toBe(0);
    await page.keyboard.press('Escape');
    await expect(page.getByText('새 화면으로 바뀌었어요')).toBeVisible({ timeout: 40_000 });
    expect(loads).toBe(1);
    await expect(page.getByRole('button', { name: /장바구니 보기/ })).toBeVisible();
    expect(before.some((name) => name.startsWith('guest-'))).toBe(true);
    expect((await namesOfCaches(page)).filter((name) => name.startsWith('guest-'))).toEqual(['guest-renewed']);
  } finally {
    await context.close();
    child.kill('SIGTERM');
    await rm(home, { recursive: true, force: true });
  }
});

test('both apps can be installed: name, place, icons that are there', async ({ page, shop }) => {
  for (const [path, start] of [
    ['/', '/'],
    ['/staff', '/staff'],
  ] as const) {
    await page.goto(`${shop.url}${path}`);
    const href = await page.locator('link[rel="manifest"]').getAttribute('href');
    const response = await page.request.get(`${shop.url}${href}`);
    expect(response.headers()['content-type']).toMatch(/manifest\+json|application\/json/);
    const manifest = (await response.json()) as {
      start_url: string;
      display: string;
      icons: { src: string; sizes: string; purpose?: string }[];
    };
    expect(manifest).toMatchObject({ start_url: start, display: 'standalone', name: expect.any(String) });
    for (const { src } of manifest.icons) expect((await page.request.get(`${shop.url}${src}`)).status()).toBe(200);
    for (const sizes of ['192x192', '512x512']) expect(manifest.icons.some((icon) => icon.sizes === sizes)).toBe(true);
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  }
});
