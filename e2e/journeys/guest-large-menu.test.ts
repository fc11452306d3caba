import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { addCategory, addMenuItem } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { slowDown } from '../old-device.ts';
import { startBackend, startFrontend } from '../product.ts';
import { call, guestPath, openShop } from '../shop.ts';

const CATEGORIES = 12;
const A_CATEGORY = 25;
const LONG = '아주긴이름의메뉴가화면을깨지않는지보려고백글자까지늘려쓴이름'.repeat(4).slice(0, 100);
const UNBROKEN = 'Extraordinarilylongoptionnamewithoutanyplacetobreakit'.repeat(2);

/** Three hundred dishes, among them the worst one: no photo, a hundred letters, twelve groups of options. */
const test = base.extend<object, { large: { address: string } }>({
  large: [
    async ({ browserName }, use) => {
      const folder = await mkdtemp(join(tmpdir(), `tableorder-large-${browserName}-`));
      const backend = await startBackend(folder);
      const frontend = await startFrontend(backend);
      const { url } = frontend;
      const { token, tables } = await openShop(url, 1);
      for (let at = 0; at < CATEGORIES; at++) {
        const { id: top } = await call(url, addCategory, { token, body: { name: `분류 ${at + 1}` } });
        const parts = at % 4 === 1 ? ['앞', '뒤'] : [];
        const under: (typeof top)[] = [];
        for (const name of parts)
          under.push((await call(url, addCategory, { token, body: { name: `${name} ${at + 1}`, parentId: top } })).id);
        for (let nth = 0; nth < A_CATEGORY; nth++) {
          const categoryId = under[nth % 2] ?? top;
          const body = {
            categoryId,
            name: `${at + 1}-${nth + 1} 찌개`,
            description: '오래 끓인 국물에 두부와 버섯',
            price: asMoney(9000),
            spiceLevel: nth % 4,
          };
          await call(url, addMenuItem, { token, body });
        }
      }
      const { id: categoryId } = await call(url, addCategory, { token, body: { name: LONG } });
      const options = Array.from({ length: 6 }, (_, at) => ({ name: `${UNBROKEN.slice(0, 58)}${at}`, priceDelta: asMoney(at * 100_000) }));
      const optionGroups = Array.from({ length: 12 }, (_, at) => ({
        name: `${LONG.slice(0, 57)} ${at}`,
        min: at % 3 === 0 ? 1 : 0,
        max: at % 2 === 0 ? 1 : 4,
        maxPerOption: at % 4 === 3 ? 3 : 1,
        options,
      }));
      const worst = {
        categoryId,
        name: LONG,
        description: UNBROKEN.repeat(4),
        price: asMoney(999_999_000),
        alcohol: true,
        spiceLevel: 3,
        optionGroups,
      };
      await call(url, addMenuItem, {
        token,
        body: { ...worst, badges: ['popular', 'new', 'recommended'], allergens: ['egg', 'milk', 'peanut'], origin: LONG },
      });
      const [table] = tables;
      if (!table) throw new Error('the shop has no table');
      await use({ address: `${url}${await guestPath(url, token, table)}` });
      await frontend.stop();
      await backend.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const wider = (page: Page) =>
  page.evaluate(() => {
    const over = document.querySelector('dialog[open] [class*="body"]');
    const inside = over ? over.scrollWidth - over.clientWidth : 0;
    return Math.max(inside, document.documentElement.scrollWidth - document.documentElement.clientWidth);
  });

for (const [width, height] of [
  [360, 780],
  [768, 1024],
  [1280, 800],
] as const) {
  for (const size of width === 768 ? (['normal', 'largest'] as const) : (['normal', 'largest', 'twice'] as const)) {
    test(`the worst dish breaks nothing at ${width} with ${size} text`, async ({ browser, large }) => {
      const context = await browser.newContext({ locale: 'ko-KR', viewport: { width, height }, reducedMotion: 'reduce' });
      if (size === 'largest') await context.addInitScript(() => localStorage.setItem('tableorder.display', 'largest device'));
      const page = await context.newPage();
      await page.goto(large.address);
      // The address is the menu's once the table is joined: a wide screen has been drawn anew by then.
      await page.waitForURL(new URL('/', large.address).href);
      await page.getByRole('navigation').first().waitFor();
      if (size === 'twice')
        await page
          .addStyleTag({ content: ':root { font-size: 200% !important }' })
          .catch(() => page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important')));
      const dish = page.getByRole('main').getByRole('button', { name: LONG });
      await dish.scrollIntoViewIfNeeded();
      expect(await wider(page), 'menu').toBeLessThanOrEqual(0);
      await dish.click();
      await page.getByRole('dialog').first().waitFor();
      expect(await wider(page), 'item').toBeLessThanOrEqual(0);
      const groups = page.getByRole('dialog').first().locator('fieldset:has(legend)');
      await expect(groups).toHaveCount(12);
      await page.getByRole('dialog').first().locator('footer button').last().click();
      // The first group that still asks is in sight and has the focus.
      await expect(page.getByRole('dialog').first().getByText('여기에서 1개를 골라 주세요.').first()).toBeInViewport();
      await context.close();
    });
  }
}

/** The quickest of some: what else the machine does is not what is measured. */
const quickest = (times: readonly number[]) => Math.min(...times);

test('three hundred dishes at six times slower: a category is there within 50 ms', async ({ browser, large }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(large.address);
  await page.getByRole('main').getByRole('button').first().waitFor();
  await slowDown(page, 6);

  const switched = await page.evaluate(async () => {
    const ways = [...document.querySelectorAll<HTMLElement>('nav button[data-value]')];
    const times: number[] = [];
    for (let round = 0; round < 10; round++) {
      const way = ways[(round * 5) % ways.length];
      const from = performance.now();
      way?.click();
      await new Promise(requestAnimationFrame);
      document.body.getBoundingClientRect();
      times.push(performance.now() - from);
      await new Promise((done) => setTimeout(done, 250));
    }
    return times;
  });
  const scrolled = await page.evaluate(async () => {
    const long: number[] = [];
    const watch = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
    watch.observe({ type: 'longtask' });
    scrollTo(0, 0);
    for (let at = 0; at < 40; at++) {
      scrollBy(0, 400);
      await new Promise(requestAnimationFrame);
    }
    await new Promise((done) => setTimeout(done, 200));
    watch.disconnect();
    return long;
  });
  const figures = { categoryMs: quickest(switched), longestWhileScrollingMs: Math.max(0, ...scrolled) };
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  console.log(JSON.stringify(figures));
  expect(figures.categoryMs).toBeLessThanOrEqual(50);
  await context.close();
});

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;

test('three hundred dishes at six times slower: a tap in the cart is handled within 16 ms', async ({ browser, large }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(large.address);
  const cart = page.getByRole('complementary', { name: /장바구니/ });
  for (const name of ['3-1 찌개', '3-2 찌개', '3-3 찌개']) {
    await page.getByRole('main').getByRole('button', { name }).click();
    await page.getByRole('dialog', { name }).getByRole('button', { name: /^담기/ }).click();
    await expect(cart.getByRole('group', { name: `${name} 수량` })).toBeVisible();
  }
  await slowDown(page, 6);
  await page.evaluate(() => {
    const taps = { handled: [] as number[], shown: [] as number[] };
    let from: number | null = null;
    let at = 0;
    addEventListener(
      'click',
      () => {
        at = performance.now();
        from = at;
      },
      true,
    );
    addEventListener('click', () => taps.handled.push(performance.now() - at));
    const seen = () => {
      if (from !== null) taps.shown.push(performance.now() - from);
      from = null;
    };
    const changes = { subtree: true, childList: true, characterData: true };
    for (const panel of document.querySelectorAll('aside')) new MutationObserver(seen).observe(panel, changes);
    Object.assign(window, { taps });
  });
  const more = cart.getByRole('group', { name: '3-2 찌개 수량' }).getByRole('button', { name: '하나 더하기' });
  const TAPS = 21;
  for (let tap = 1; tap <= TAPS; tap++) {
    await more.click();
    await expect(cart.getByRole('group', { name: '3-2 찌개 수량' })).toContainText(String(tap + 1));
  }
  const { handled, shown } = await page.evaluate(() => (window as unknown as { taps: { handled: number[]; shown: number[] } }).taps);
  expect(handled).toHaveLength(TAPS);
  expect(shown).toHaveLength(TAPS);
  const figures = { handledMs: quickest(handled), medianMs: median(handled), shownMs: median(shown) };
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  console.log(JSON.stringify(figures));
  // What the page works while a finger waits; the change itself first goes to the disk, which is another process.
  expect(figures.handledMs).toBeLessThanOrEqual(16);
  await context.close();
});
