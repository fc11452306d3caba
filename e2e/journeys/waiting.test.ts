import type { BrowserContext, Page } from '@playwright/test';
import { bumpLines } from '@tableorder/contract/kitchen';
import { call } from '../shop.ts';
import { place } from './kitchen-display.ts';
import { keepPicture } from './looking.ts';
import { expect, type OpenShop, signInAsOwner, sitDown, test } from './shop-test.ts';

const DISH = '뚝배기 계란찜';
const DISH_IN = { 'ko-KR': DISH, 'en-US': /Steamed egg/i } as const;
const ENOUGH = 8;
const LIVE_MS = 1_000;
const WAYS = [
  ['ko-KR', 'light', { width: 390, height: 844 }],
  ['en-US', 'dark', { width: 1280, height: 800 }],
  ['ko-KR', 'dark', { width: 1280, height: 800 }],
  ['en-US', 'light', { width: 390, height: 844 }],
] as const;

/** The kitchen has made enough of the dish to know how long it takes: some seconds, which are said as one to two minutes. */
async function cook(shop: OpenShop): Promise<void> {
  for (let nth = 0; nth < ENOUGH; nth += 1) {
    const { id } = await place(shop, 12, [DISH]);
    await call(shop.url, bumpLines, { token: shop.token, params: { orderId: id }, body: {} });
  }
}

async function fillCart(page: Page): Promise<void> {
  await page.getByRole('button', { name: DISH }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /^담기/ }).click();
}

const board = async (context: BrowserContext, shop: OpenShop) => {
  const page = await context.newPage();
  await signInAsOwner(page, shop);
  return page;
};

test('a guest reads in the cart how long it takes, hears at once that the kitchen is busy, and can order all the same', async ({
  page,
  browser,
  shop,
}) => {
  await cook(shop);
  await page.setViewportSize({ width: 1280, height: 800 });
  await sitDown(page, shop, 7);
  await fillCart(page);
  const cart = page.getByRole('complementary', { name: /장바구니/ });
  await expect(cart).toContainText(/지금 주문하면 \d+~\d+분쯤 걸려요/);

  const staff = await board(await browser.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 } }), shop);
  await staff.getByRole('button', { name: '주방이 바빠요' }).click();
  await keepPicture(staff, 'waiting switch');
  await staff.getByRole('dialog', { name: '주방이 바빠요' }).getByRole('button', { name: '30분 동안' }).click();
  await expect(cart).toContainText(/주방이 바빠요. 지금 주문하면 \d+~\d+분쯤 걸려요/, { timeout: LIVE_MS });
  await expect(staff.getByText(/까지 주방이 바쁘다고 알려요/)).toBeVisible();
  await keepPicture(staff, 'waiting board ko light 1280');
  await cart.getByRole('button', { name: /주문하기/ }).click();
  await page
    .getByRole('dialog', { name: '이대로 주문할까요?' })
    .getByRole('button', { name: /주문하기/ })
    .click();
  await expect(page.getByRole('dialog', { name: '주문이 들어갔어요' })).toBeVisible();

  await staff.getByRole('button', { name: '그만 알리기' }).click();
  await expect(staff.getByText(/까지 주방이 바쁘다고 알려요/)).toBeHidden();
});

test('what is said of waiting is there on a phone and on a tablet, in both languages and lights', async ({ browser, shop }) => {
  await cook(shop);
  const staff = await board(await browser.newContext({ locale: 'ko-KR', viewport: { width: 390, height: 844 } }), shop);
  for (const [nth, [locale, colorScheme, viewport]] of WAYS.entries()) {
    const context = await browser.newContext({ locale, colorScheme, viewport });
    const guest = await context.newPage();
    await sitDown(guest, shop, 8 + (nth % 2));
    if (nth < 2) {
      await guest.getByRole('button', { name: DISH_IN[locale] }).first().click();
      await guest
        .getByRole('dialog')
        .getByRole('button', { name: /^(담기|Add)/ })
        .click();
      await expect(guest.getByRole('dialog')).toHaveCount(0);
    }
    const phone = viewport.width < 720;
    if (phone) await guest.goto(`${shop.url}/cart`);
    const place = phone ? guest.getByRole('dialog') : guest.getByRole('complementary', { name: /장바구니|[Cc]art|Order/ });
    await expect(place).toContainText(/걸려요|Ready in about/);
    await keepPicture(guest, `waiting cart ${locale} ${colorScheme} ${viewport.width}`);
    await staff.getByRole('button', { name: '주방이 바빠요' }).click();
    await staff.getByRole('dialog', { name: '주방이 바빠요' }).getByRole('button', { name: '끌 때까지' }).click();
    await expect(place).toContainText(/주방이 바빠요|The kitchen is busy/, { timeout: LIVE_MS });
    await keepPicture(guest, `waiting busy ${locale} ${colorScheme} ${viewport.width}`);
    if (nth === 0) await keepPicture(staff, 'waiting board ko light 390');
    await staff.getByRole('button', { name: '그만 알리기' }).click();
    await expect(place).not.toContainText(/주방이 바빠요|The kitchen is busy/, { timeout: LIVE_MS });
    await context.close();
  }
});
