import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { guestPath } from '../shop.ts';
import { expect, signInAsOwner, tableOf, test } from './shop-test.ts';

const LANGUAGES = [
  { device: 'ja-JP', tag: 'ja', own: '日本語', table: 11, orders: /注文履歴/, board: '状況', settings: '設定' },
  { device: 'zh-CN', tag: 'zh-Hans', own: '中文', table: 12, orders: /我的订单/, board: '总览', settings: '设置' },
] as const;

async function expectReadable(page: Page, screen: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wider, `${screen}: pixels beside the screen`).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  expect.soft(found, screen).toEqual([]);
}

for (const { device, tag, own, table, orders, board, settings } of LANGUAGES) {
  test(`a phone in ${device} is spoken to in ${own}, the menu too`, async ({ browser, shop }) => {
    const page = await (await browser.newContext({ locale: device, viewport: { width: 360, height: 780 } })).newPage();
    await page.goto(`${shop.url}${await guestPath(shop.url, shop.token, tableOf(shop, table))}`);
    await page.getByRole('button', { name: orders }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.locator('main')).not.toContainText(/\p{Script=Hangul}/u);
    await expectReadable(page, 'menu');
  });

  test(`staff choose ${own} before they sign in and after`, async ({ page, shop }) => {
    await page.goto(`${shop.url}/staff`);
    await page.getByRole('radio', { name: own }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await page.getByRole('radio', { name: '한국어' }).click();
    await signInAsOwner(page, shop);
    await page.goto(`${shop.url}/staff/settings`);
    await page.getByRole('radio', { name: own }).click();
    await page.getByRole('heading', { name: settings, level: 1 }).waitFor();
    await page.goto(`${shop.url}/staff`);
    await page.getByRole('heading', { name: board }).waitFor();
    await page.getByRole('article').first().waitFor();
    await expectReadable(page, 'board');
  });
}
