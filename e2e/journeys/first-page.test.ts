import { guestPath } from '../shop.ts';
import { expect, tableOf, test } from './shop-test.ts';

const MOST_SHIFT = 0.02;

for (const [device, width, height] of [
  ['phone', 390, 844],
  ['tablet', 1280, 800],
] as const) {
  test(`a scan on a ${device}: the menu is in the page, nothing moves when the app takes over, and nothing is complained of`, async ({
    browser,
    shop,
  }) => {
    const link = await guestPath(shop.url, shop.token, tableOf(shop, 2));
    const html = await (await fetch(`${shop.url}${link}`, { headers: { 'accept-language': 'ko' } })).text();
    expect(html).toContain('뚝배기 계란찜');
    const context = await browser.newContext({ locale: 'ko-KR', viewport: { width, height } });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.addInitScript(() => {
      const seen = { shift: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
          if (!hadRecentInput) seen.shift += value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${shop.url}${link}`);
    await page.waitForURL(`${shop.url}/`);
    await page.evaluate(() => document.fonts.ready);
    await page.locator('main img[srcset]').first().waitFor();
    const shift = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
    console.log(`${device}: layout shift ${shift.toFixed(4)}`);
    expect(shift).toBeLessThanOrEqual(MOST_SHIFT);
    expect(said).toEqual([]);
    expect(page.url()).not.toContain('#');
    await context.close();
  });
}

test('sheets that do not arrive are said, and the way on brings them, with the table still joined', async ({ browser, shop }) => {
  const link = await guestPath(shop.url, shop.token, tableOf(shop, 4));
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/guest-rest-*.js', (route) => route.abort());
  await page.goto(`${shop.url}${link}`);
  await page.waitForURL(`${shop.url}/`);
  const dish = page.getByRole('main').getByRole('button', { name: /뚝배기 계란찜/ });
  await dish.click();
  const again = page.getByRole('button', { name: '다시 시도' });
  await again.waitFor();
  await page.unrouteAll();
  await Promise.all([page.waitForEvent('load'), again.click()]);
  await dish.click();
  await page.getByRole('dialog', { name: '뚝배기 계란찜' }).getByRole('button', { name: /^담기/ }).click();
  await expect(page.getByRole('button', { name: /장바구니 보기/ })).toBeVisible();
  await context.close();
});

test('without scripts the table’s page shows its menu and leads to the one for printing, which fits on paper', async ({
  browser,
  shop,
}) => {
  const context = await browser.newContext({ locale: 'en-US', javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${shop.url}/t/${shop.signIn.store}/2`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Table 2');
  await page.locator('a[href^="/menu-page/"]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  for (const lang of ['ko', 'en', 'ja', 'zh']) {
    await page.goto(`${shop.url}/menu-page/${shop.signIn.store}?lang=${lang}`);
    await expect(page.locator('main li').first()).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('nav')).toBeHidden();
    const beside = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth').catch(() => 0);
    expect(beside).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  }
  await context.close();
});

test('a dish tapped before the app is there is opened by it', async ({ browser, shop }) => {
  const link = await guestPath(shop.url, shop.token, tableOf(shop, 6));
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const app = /\/assets\/guest\/guest-(?!rest|cart)[^/]*\.js$/;
  let letGo = () => {};
  const tapped = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(app, async (route) => {
    await tapped;
    await route.continue();
  });
  await page.goto(`${shop.url}${link}`, { waitUntil: 'commit' });
  await page.waitForRequest(app);
  await page
    .getByRole('main')
    .getByRole('button', { name: /뚝배기 계란찜/ })
    .click();
  letGo();
  await expect(page.getByRole('dialog', { name: '뚝배기 계란찜' })).toBeVisible();
  await context.close();
});
