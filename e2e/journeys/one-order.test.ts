import type { Page } from '@playwright/test';
import { logout } from '@tableorder/contract/access';
import { readBoard } from '@tableorder/contract/board';
import { completeTable } from '@tableorder/contract/checkout';
import type { MenuId } from '@tableorder/contract/ids';
import { addCategory, addMenuItem, changeMenuItem, setAvailability } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { type Order, placeOrder, setOrderStatus } from '@tableorder/contract/orders';
import { addTable, makePairingCode, type Table } from '@tableorder/contract/tables';
import { call, guestPath } from '../shop.ts';
import { expect, type OpenShop, test } from './shop-test.ts';

/** Whatever happens on the way, the guest sees the truth and the shop has exactly one order. */

interface Dish {
  readonly id: MenuId;
  readonly name: string;
}
let category: Promise<{ id: string }> | undefined;
/** A dish of a test's own: what becomes of it is nobody else's concern. */
async function dish({ url, token }: OpenShop, name: string): Promise<Dish> {
  category ??= call(url, addCategory, { token, body: { name: '여정' } });
  const { id: categoryId } = await category;
  return call(url, addMenuItem, { token, body: { categoryId: categoryId as never, name, price: asMoney(9000) } });
}

let tables = 100;
/** A table at which nobody sat before. */
const newTable = ({ url, token }: OpenShop): Promise<Table> => {
  tables += 1;
  return call(url, addTable, { token, body: { number: tables } });
};
/** Sits down with a phone that scanned the table's code, and gives the table. */
async function sitDown(page: Page, shop: OpenShop, at?: Table): Promise<Table> {
  const table = at ?? (await newTable(shop));
  await page.goto(`${shop.url}${await guestPath(shop.url, shop.token, table)}`);
  await page.waitForURL(`${shop.url}/`);
  return table;
}

/** What the shop has of a table, asked as staff would. */
async function ordersAt({ url, token }: OpenShop, { id }: Table): Promise<readonly Order[]> {
  const { tables } = await call(url, readBoard, { token });
  return tables.find(({ table }) => table.id === id)?.orders ?? [];
}

const cart = (page: Page) => page.getByRole('complementary', { name: /장바구니/ });
const review = (page: Page) => page.getByRole('dialog', { name: '이대로 주문할까요?' });
const placed = (page: Page) => page.getByRole('dialog', { name: '주문이 들어갔어요' });

async function choose(page: Page, { name }: Dish): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(name) })
    .click();
  await page.getByRole('dialog', { name }).getByRole('button', { name: /^담기/ }).click();
  await expect(cart(page)).toContainText(name);
}
async function toReview(page: Page): Promise<void> {
  await cart(page)
    .getByRole('button', { name: /^주문하기/ })
    .click();
  await review(page).waitFor();
}
const send = (page: Page) =>
  review(page)
    .getByRole('button', { name: /^주문하기/ })
    .click();
async function order(page: Page): Promise<void> {
  await toReview(page);
  await send(page);
}
async function numberOf(page: Page): Promise<string> {
  await expect(placed(page)).toBeVisible();
  return /\d{3,}/.exec((await placed(page).textContent()) ?? '')?.[0] ?? 'none';
}
/** The number the guest was shown is the number of the only order there is. */
async function expectOneOrder(page: Page, shop: OpenShop, table: Table): Promise<Order> {
  const number = await numberOf(page);
  const orders = await ordersAt(shop, table);
  expect(orders.map((one) => one.number)).toEqual([number]);
  return orders[0] as Order;
}
const unsent = (page: Page) => page.getByText('아직 보내지 못한 주문');

test('without a line before sending: said as it is, kept over a reload, and sent when the line is back', async ({
  page,
  context,
  shop,
}) => {
  const stew = await dish(shop, '여정 된장국');
  const table = await sitDown(page, shop);
  await choose(page, stew);
  await toReview(page);
  // The requests fail, the page can still be loaded: that is how a shop's Wi-Fi looks with the internet gone.
  await context.route('**/api/**', (route) => route.abort('internetdisconnected'));
  await send(page);
  await expect(unsent(page)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: /주문 내역/ }).click();
  await expect(unsent(page)).toBeVisible();
  expect(await ordersAt(shop, table)).toEqual([]);
  await context.unroute('**/api/**');
  await page.getByRole('button', { name: '지금 보내기' }).click();
  await expectOneOrder(page, shop, table);
});

test('the answer is lost after the server took the order: the guest hears of the one order, not of a second', async ({ page, shop }) => {
  const stew = await dish(shop, '여정 순댓국');
  const table = await sitDown(page, shop);
  await choose(page, stew);
  let cuts = 0;
  await page.route('**/api/orders', async (route) => {
    if (route.request().method() !== 'POST' || cuts >= 2) return route.continue();
    cuts += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await order(page);
  await expectOneOrder(page, shop, table);
  expect(cuts).toBe(2);
});

test('the line breaks while the kitchen goes on: back again, the guest sees how the order stands', async ({ page, context, shop }) => {
  const stew = await dish(shop, '여정 갈비탕');
  const table = await sitDown(page, shop);
  await choose(page, stew);
  await order(page);
  const { id } = await expectOneOrder(page, shop, table);
  await placed(page).getByRole('button', { name: '메뉴로' }).click();
  await context.setOffline(true);
  await call(shop.url, setOrderStatus, { token: shop.token, params: { orderId: id }, body: { status: 'CONFIRMED' } });
  await page.getByRole('button', { name: /주문 내역/ }).click();
  const mine = page.getByRole('dialog', { name: '주문 내역' });
  await expect(mine).toContainText('대기중');
  await context.setOffline(false);
  await expect(mine).toContainText('준비중');
  await expect(mine.getByRole('button', { name: '주문 바꾸기' })).toHaveCount(0);
  expect(await ordersAt(shop, table)).toHaveLength(1);
});

test('the tab is closed in the middle of an order: opened again, it tells the number of the same order', async ({
  page,
  context,
  shop,
}) => {
  const stew = await dish(shop, '여정 곰탕');
  const table = await sitDown(page, shop);
  await choose(page, stew);
  const taken = new Promise<void>((resolve) => {
    void page.route('**/api/orders', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      // No answer ever comes: the tab is gone before. Let go of, the request would be sent again and be answered to it.
      resolve();
    });
  });
  await order(page);
  await taken;
  await page.close();
  const again = await context.newPage();
  await again.goto(shop.url);
  await expectOneOrder(again, shop, table);
});

test('two phones of a table order the same dish at once: one order, and the other phone is told', async ({ page, browser, shop }) => {
  const stew = await dish(shop, '여정 육개장');
  const table = await sitDown(page, shop);
  const other = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await sitDown(other, shop, table);
  await choose(page, stew);
  await expect(cart(other)).toContainText(stew.name);
  await expect(cart(other)).toContainText('손님 1');
  await Promise.all([toReview(page), toReview(other)]);
  // Both have decided before either hears of the other.
  let waiting = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  for (const phone of [page, other])
    await phone.route('**/api/orders', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      waiting += 1;
      if (waiting === 2) open();
      await both;
      await route.continue();
    });
  await Promise.all([send(page), send(other)]);
  await Promise.race([placed(page).waitFor(), placed(other).waitFor()]);
  const first = (await placed(page).isVisible()) ? page : other;
  const second = first === page ? other : page;
  const { number } = await expectOneOrder(first, shop, table);
  await expect(second.getByText(`${stew.name}은 일행이 주문했어요. 주문 ${number}번에 있어요.`)).toBeVisible();
  await expect(second.getByRole('dialog', { name: '주문 내역' })).toContainText(number);
  expect(await ordersAt(shop, table)).toHaveLength(1);
  await other.context().close();
});

test('the price changes between menu and order: nothing is ordered until the guest has agreed', async ({ page, context, shop }) => {
  const { url, token } = shop;
  const stew = await dish(shop, '여정 설렁탕');
  const table = await sitDown(page, shop);
  await choose(page, stew);
  await toReview(page);
  await context.route('**/api/**', (route) => route.abort('internetdisconnected'));
  await send(page);
  await expect(unsent(page)).toBeVisible();
  await call(url, changeMenuItem, { token, params: { menuId: stew.id }, body: { price: asMoney(9500) } });
  await context.unroute('**/api/**');
  await page.getByRole('button', { name: '메뉴로 돌아가기' }).click();
  const agree = cart(page).getByRole('button', { name: '새 가격으로 할게요' });
  await expect(agree).toBeVisible({ timeout: 20_000 });
  await expect(cart(page)).toContainText('9,500원');
  expect(await ordersAt(shop, table)).toEqual([]);
  await agree.click();
  await order(page);
  expect((await expectOneOrder(page, shop, table)).totalAmount).toBe(9500);
});

test('a dish sells out in the cart: it is asked about, and the rest is ordered', async ({ page, shop }) => {
  const { url, token } = shop;
  const [stew, rice] = [await dish(shop, '여정 추어탕'), await dish(shop, '여정 공깃밥')];
  const table = await sitDown(page, shop);
  await choose(page, stew);
  await choose(page, rice);
  await call(url, setAvailability, { token, params: { menuId: stew.id }, body: { state: 'sold_out' } });
  await expect(cart(page)).toContainText('지금은 품절이에요.');
  await expect(cart(page).getByRole('button', { name: /^주문하기/ })).toBeDisabled();
  await cart(page).getByRole('button', { name: '남겨 두기' }).click();
  await order(page);
  const { items } = await expectOneOrder(page, shop, table);
  expect(items.map(({ name }) => name)).toEqual([rice.name]);
  await placed(page).getByRole('button', { name: '메뉴로' }).click();
  await expect(cart(page)).toContainText(stew.name);
});

test('the token dies in the middle of an order: the tablet renews it by itself, and there is one order', async ({ page, shop }) => {
  const { url, token, signIn } = shop;
  const stew = await dish(shop, '여정 삼계탕');
  const table = await newTable(shop);
  const { code } = await call(url, makePairingCode, { token, params: { tableId: table.id } });
  await page.goto(`${url}/pair`);
  await page.getByLabel('매장 코드').fill(signIn.store);
  await page.getByLabel('테이블 번호').fill(String(table.number));
  await page.getByLabel('연결 코드').fill(code);
  const used = page.waitForRequest((request) => request.url().includes('/api/menus') && request.headers().authorization !== undefined);
  await page.getByRole('button', { name: '연결하기' }).click();
  const tablet = (await used).headers().authorization?.replace('Bearer ', '') ?? '';
  // A free table's tablet invites first.
  await page.getByRole('button', { name: /눌러서 시작하기/ }).click();
  await choose(page, stew);
  const answers: number[] = [];
  await page.route('**/api/orders', async (route) => {
    if (route.request().method() !== placeOrder.method) return route.continue();
    // Ended on the way: what the page holds looks good and is not.
    if (answers.length === 0) await call(url, logout, { token: tablet });
    const answer = await route.fetch();
    answers.push(answer.status());
    await route.fulfill({ response: answer });
  });
  await order(page);
  await expectOneOrder(page, shop, table);
  expect(answers).toEqual([401, 201]);
});

test('the table is closed while its cart is full: nothing is ordered, and the phone says goodbye', async ({ page, shop }) => {
  const { url, token } = shop;
  const stew = await dish(shop, '여정 닭곰탕');
  const table = await sitDown(page, shop);
  await choose(page, stew);
  await toReview(page);
  await call(url, completeTable, { token, params: { tableId: table.id }, body: {} });
  await expect(page.getByRole('heading', { name: '이용해 주셔서 고마워요' })).toBeVisible();
  await expect(review(page)).toBeHidden();
  expect(await ordersAt(shop, table)).toEqual([]);
  await page.reload();
  await expect(page.getByText('QR')).not.toHaveCount(0);
  expect(await ordersAt(shop, table)).toEqual([]);
});
