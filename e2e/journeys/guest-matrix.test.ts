import { readFileSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { readBoard } from '@tableorder/contract/board';
import { completeTable } from '@tableorder/contract/checkout';
import { LOCALES, type Locale } from '@tableorder/contract/locale';
import { listOrders } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import { acceptJoin, addTable, makePairingCode, type Table } from '@tableorder/contract/tables';
import axe from 'axe-core';
import { call, guestPath } from '../shop.ts';
import { keepPicture } from './looking.ts';
import { expect, type OpenShop, sitDown, test } from './shop-test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const HEIGHTS = { 360: 780, 768: 1024, 1280: 800 } as const;
type Width = keyof typeof HEIGHTS;
const ALL: readonly Width[] = [360, 768, 1280];
/** The layouts of a phone; a wide screen has another one from the beginning. */
const NARROW: readonly Width[] = [360, 768];
const sizeOf = (width: Width) => ({ width, height: HEIGHTS[width] });
const DEVICES: Readonly<Record<Locale, string>> = { ko: 'ko-KR', en: 'en-US', ja: 'ja-JP', zh: 'zh-CN' };
const DISH: Readonly<Record<Locale, string>> = { ko: '뚝배기 계란찜', en: 'Steamed Egg', ja: 'ケランチム', zh: '蒸蛋' };
/** What the guest's screens say in a language, from the same files. */
function wordsOf(locale: Locale): (key: string) => string {
  const parts = ['ui', 'guest', 'guest-menu', 'guest-orders', 'guest-party', 'guest-device'];
  const files = parts.map((part) => new URL(`../../frontend/src/i18n/${locale}/${part}.json`, import.meta.url));
  const words = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8')))) as Record<string, string>;
  return (key) => {
    const word = words[key];
    if (word === undefined) throw new Error(`${locale} has no ${key}`);
    return word;
  };
}

/** Fingers need 44 px; what belongs to a label is as large as the label. */
const tooSmall = (page: Page) =>
  page.evaluate(() => {
    const shown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      getComputedStyle(element).pointerEvents !== 'none';
    const over = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    return [...over.querySelectorAll('button, a[href], input, select, textarea')]
      .filter(shown)
      .map((element) => element.closest('label') ?? element)
      .map((element) => ({
        name: (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40),
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ name, box }) => `${name}: ${Math.round(box.width)}×${Math.round(box.height)}`);
  });
const wider = (page: Page) =>
  page.evaluate(() => {
    const over = [...document.querySelectorAll('dialog:modal')].at(-1);
    const inside = over ? over.scrollWidth - over.clientWidth : 0;
    return Math.max(inside, document.documentElement.scrollWidth - document.documentElement.clientWidth);
  });

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
/** What stands in front; a page without a modal is looked at as a whole. */
const IN_FRONT = 'dialog:modal:not(:has(dialog:modal))';

async function violations(page: Page, rules: 'all' | 'colours'): Promise<string[]> {
  // Once on a page: reading it in anew costs as much as looking.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ({ front, runOnly }) => {
      const { violations } = await window.axe.run(document.querySelector(front) ?? document, { runOnly, resultTypes: ['violations'] });
      return violations;
    },
    // Of the rules only this one sees which colours a scheme has.
    { front: IN_FRONT, runOnly: rules === 'all' ? RULES : ['color-contrast'] },
  );
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
}

/** What moves has come to rest; a bar that counts seconds goes on. */
const still = (page: Page) =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const short = document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 1_000);
    await Promise.all(short.map(({ finished }) => finished.catch(() => {})));
  });

const softly = expect.configure({ soft: true });

/** At each width in place, as a screen that is turned or a window that is dragged. */
async function expectGood(page: Page, screen: string, widths: readonly Width[]): Promise<void> {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize(sizeOf(width));
    await still(page);
    // Between two widths the layout is drawn anew; then nothing may stand out.
    await softly
      .poll(() => wider(page), { message: `${screen}, ${width}: pixels beside the screen`, timeout: 2_000 })
      .toBeLessThanOrEqual(0);
    expect.soft(await tooSmall(page), `${screen}, ${width}: targets under 44 px`).toEqual([]);
    await keepPicture(page, `guest ${screen} ${width} light`);
    expect.soft(await violations(page, 'all'), `${screen}, ${width}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await still(page);
    await keepPicture(page, `guest ${screen} ${width} dark`);
    expect.soft(await violations(page, 'colours'), `${screen}, ${width}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  if (before) await page.setViewportSize(before);
}

/** What goes by itself after seconds waits to be looked at: the moment of the number, and what a toast says. */
async function openPage(context: BrowserContext): Promise<Page> {
  await context.addInitScript(() => {
    const later = setTimeout;
    const patient = (work: () => void, ms = 0) => later(work, ms >= 5_000 && ms <= 10_000 ? 60_000 : ms);
    Object.assign(window, { setTimeout: patient });
  });
  return await context.newPage();
}

type See = (screen: string, widths?: readonly Width[]) => Promise<void>;
interface Walk {
  readonly page: Page;
  readonly shop: OpenShop;
  readonly table: Table;
  readonly word: (key: string) => string;
  readonly see: See;
  readonly dish: string;
  readonly wide: boolean;
}
const sheetOf = (page: Page): Locator => page.locator('dialog[open]').last();
const closed = (page: Page) => expect(page.locator('dialog[open]')).toHaveCount(0);

async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await closed(page);
}

const openLanguage = ({ page, shown }: { page: Page; shown: string }) => page.getByRole('button', { name: shown, exact: true }).click();

/** The menu and what rises over it before anything is ordered. */
async function walkMenu({ page, word, see, dish: name, wide }: Walk, locale: Locale): Promise<void> {
  const dish = page.getByRole('main').getByRole('button', { name }).first();
  await dish.waitFor();
  await see('menu');
  if (!wide) await page.getByRole('button', { name: word('guest.search.title') }).click();
  await page.getByRole('searchbox').fill('ㄱㅊ');
  await page.getByRole('main').getByRole('button').first().waitFor();
  await see('search');
  await page.getByRole('searchbox').fill('zzzz');
  await page.getByRole('heading', { name: word('guest.search.popular') }).waitFor();
  await see('nothing found');
  await page.getByRole('searchbox').press('Escape');
  await openLanguage({ page, shown: word(`ui.locale.${locale}`) });
  await see('language and display');
  await sheetOf(page)
    .getByRole('button', { name: word('guest.avoid.choose') })
    .click();
  await expect(page.locator('dialog[open]')).toHaveCount(2);
  await see('what is avoided');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(1);
  await closeSheet(page);
  await page
    .getByRole('button', { name: word('guest.call.short') })
    .first()
    .click();
  await sheetOf(page).waitFor();
  await see('call');
  await closeSheet(page);
  await dish.click();
  await sheetOf(page).waitFor();
  await see('item');
  await sheetOf(page).locator('footer button').last().click();
  await closed(page);
}

async function walkOrder({ page, word, see, wide }: Walk): Promise<void> {
  if (!wide) await page.getByRole('button', { name: word('guest.cart.see') }).click();
  const order = page.getByRole('button', { name: word('guest.cart.order') }).last();
  await order.waitFor();
  await see('cart');
  await order.click();
  await page.getByRole('dialog', { name: word('guest.review.title') }).waitFor();
  await see('review');
  await sheetOf(page)
    .getByRole('button', { name: word('guest.review.act') })
    .click();
  await page.getByText(word('guest.placed.title')).waitFor();
  await see('number');
  await page.getByRole('button', { name: word('guest.placed.back'), exact: true }).click();
  await closed(page);
}

async function walkOrders({ page, word, see }: Walk): Promise<void> {
  await page
    .getByRole('button', { name: word('guest.orders.title') })
    .first()
    .click();
  const orders = page.getByRole('dialog', { name: word('guest.orders.title') });
  await orders.waitFor();
  await see('my orders');
  await orders
    .getByRole('button', { name: word('guest.orders.change') })
    .first()
    .click();
  await expect(orders).toBeHidden();
  await sheetOf(page)
    .getByRole('button', { name: word('guest.change.act') })
    .waitFor();
  await see('change order');
  await page.keyboard.press('Escape');
  await orders.getByRole('button', { name: word('guest.split.title') }).click();
  const split = page.getByRole('dialog', { name: word('guest.split.title') });
  await split.waitFor();
  await see('split');
  await split.getByText(word('guest.split.items'), { exact: true }).click();
  await see('split by dish');
  await page.keyboard.press('Escape');
  await orders.waitFor();
  await closeSheet(page);
}

/** A code that is no more, a page without its menu, and staff who are asked first. */
async function walkIn({ page, shop, table, word, see }: Walk): Promise<void> {
  const { url, token } = shop;
  await page.goto(`${url}/pair`);
  await page.getByRole('button', { name: word('guest.pair.act') }).click();
  await see('pairing', ALL);
  await page.goto(`${url}/t/${shop.signIn.store}/${table.number}#wrong`);
  await page.getByText(word('guest.join.dead.line')).first().waitFor();
  await see('a code that is no more');
  const path = await guestPath(url, token, table);
  await page.goto('about:blank');
  const bare = '**/t/**';
  await page.route(bare, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/<script[^>]*id="page"[^>]*>.*?<\/script>/s, '') });
  });
  await page.goto(`${url}${path}`);
  await page.getByRole('heading', { name: word('guest.join.asking.title') }).waitFor();
  await see('asking, without the menu', ALL);
  await page.unroute(bare);
  await page.reload();
  await page.getByText(word('guest.join.asking')).first().waitFor();
  await see('asking');
  await page
    .getByRole('button', { name: word('guest.call.short') })
    .first()
    .click();
  await sheetOf(page).waitFor();
  await see('waiting for staff');
  await closeSheet(page);
  const { tables } = await call(url, readBoard, { token });
  const [request] = tables.find((one) => one.table.id === table.id)?.joinRequests ?? [];
  if (!request) throw new Error('nobody asks');
  await call(url, acceptJoin, { token, params: { requestId: request.id } });
  await page.waitForURL(`${url}/`);
}

async function walkOut({ page, shop: { url, token }, table, word, see }: Walk): Promise<void> {
  const { items } = await call(url, listOrders, { token, query: { tableId: table.id, state: 'current' } });
  const resolutions = items.map(({ id }) => ({ orderId: id, action: 'complete' as const }));
  await call(url, completeTable, { token, params: { tableId: table.id }, body: { resolutions } });
  await page.getByRole('heading', { name: word('guest.left.title') }).waitFor();
  await see('goodbye', ALL);
}

/** A tablet: paired, inviting, and taken off by staff. */
async function walkTablet({ page, shop, table, word, see, ...walk }: Walk, locale: Locale): Promise<void> {
  const { code } = await call(shop.url, makePairingCode, { token: shop.token, params: { tableId: table.id } });
  await page.goto(`${shop.url}/pair`);
  await page.getByLabel(word('guest.pair.store')).fill(shop.signIn.store);
  await page.getByLabel(word('guest.pair.number')).fill(String(table.number));
  await page.getByLabel(word('guest.pair.code')).fill(code);
  await page.getByRole('button', { name: word('guest.pair.act') }).click();
  // It invites in the shop's own language, and whoever sits down chooses.
  const shops = wordsOf('ko');
  const invitation = page.getByRole('button', { name: shops('guest.attract.name').replace('{number}', String(table.number)) });
  await invitation.waitFor();
  await see('inviting', ALL);
  await invitation.click();
  await openLanguage({ page, shown: shops('ui.locale.ko') });
  await sheetOf(page)
    .getByRole('radio', { name: shops(`ui.locale.${locale}`) })
    .check({ force: true });
  await page.getByRole('dialog', { name: word('guest.display.title') }).waitFor();
  await closeSheet(page);
  const all = { page, shop, table, word, see, ...walk };
  await walkMenu(all, locale);
  await walkOrder(all);
  await walkOrders(all);
  await openLanguage({ page, shown: word(`ui.locale.${locale}`) });
  await sheetOf(page)
    .getByRole('button', { name: word('guest.exit.open') })
    .click();
  await page.getByRole('dialog', { name: word('guest.exit.title') }).waitFor();
  await see('exit', ALL);
}

// Each walk has a table of its own, and changes settings of the shop: each worker has its shop.
test.describe.configure({ mode: 'parallel' });

for (const [row, locale] of LOCALES.entries()) {
  for (const width of [360, 1280] as const) {
    const wide = width === 1280;
    test(`every guest screen of a ${wide ? 'tablet' : 'phone'} in ${locale}, light and dark`, async ({ browser, shop }) => {
      test.setTimeout(120_000);
      const context = await browser.newContext({
        locale: DEVICES[locale],
        viewport: sizeOf(width),
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
      });
      const page = await openPage(context);
      const see: See = (screen, widths = wide ? [width] : NARROW) => expectGood(page, `${screen}, ${locale}`, widths);
      // The demo's own tables have guests.
      const table = await call(shop.url, addTable, { token: shop.token, body: { number: 60 + row * 2 + Number(wide) } });
      const walk: Walk = { page, shop, table, word: wordsOf(locale), see, dish: DISH[locale], wide };
      if (wide) await walkTablet(walk, locale);
      else {
        await call(shop.url, changeSettings, { token: shop.token, body: { joining: 'ask' } });
        await walkIn(walk);
        await walkMenu(walk, locale);
        await walkOrder(walk);
        await walkOrders(walk);
        await walkOut(walk);
        await call(shop.url, changeSettings, { token: shop.token, body: { joining: 'open' } });
      }
      await context.close();
    });
  }
}

test('every guest screen with the largest text and high contrast on the smallest phone', async ({ browser, shop }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ locale: 'ko-KR', viewport: sizeOf(360), reducedMotion: 'reduce', serviceWorkers: 'block' });
  await context.addInitScript(() => localStorage.setItem('tableorder.display', 'largest high'));
  const page = await openPage(context);
  const table = await call(shop.url, addTable, { token: shop.token, body: { number: 59 } });
  const see: See = (screen) => expectGood(page, `${screen}, largest, high contrast`, [360]);
  const walk: Walk = { page, shop, table, word: wordsOf('ko'), see, dish: DISH.ko, wide: false };
  await sitDown(page, { ...shop, tables: [...shop.tables, table] }, table.number);
  await walkMenu(walk, 'ko');
  await walkOrder(walk);
  await walkOrders(walk);
  await context.close();
});
