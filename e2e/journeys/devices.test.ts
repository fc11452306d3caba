import { type Browser, chromium, type Page } from '@playwright/test';
import { refresh } from '@tableorder/contract/access';
import { listDevices, setTabletPin } from '@tableorder/contract/devices';
import { listOrders } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import { addTable, makePairingCode, type Table } from '@tableorder/contract/tables';
import { call, guestPath } from '../shop.ts';
import { expect, type OpenShop, orderSomething, signInAsOwner, sitDown, tableOf, test } from './shop-test.ts';

const TABLET = { locale: 'ko-KR', viewport: { width: 1280, height: 800 } };
const invitation = (page: Page, number: number) => page.getByRole('button', { name: `${number}번 테이블, 눌러서 시작하기` });

async function pair(page: Page, shop: OpenShop, { id, number }: Table, base = shop.url): Promise<void> {
  const { code } = await call(shop.url, makePairingCode, { token: shop.token, params: { tableId: id } });
  await page.goto(`${base}/pair`);
  await page.getByLabel('매장 코드').fill(shop.signIn.store);
  await page.getByLabel('테이블 번호').fill(String(number));
  await page.getByLabel('연결 코드').fill(code);
  await page.getByRole('button', { name: '연결하기' }).click();
  await invitation(page, number).waitFor();
}

test('a tablet stays at its table over a closed browser and a dead token, until staff take it off by the PIN', async ({
  browser,
  shop,
}) => {
  const first = await browser.newContext(TABLET);
  const page = await first.newPage();
  await pair(page, shop, tableOf(shop, 3));
  const device = async () =>
    (await call(shop.url, listDevices, { token: shop.token })).items.find(({ tableNumber }) => tableNumber === 3) ?? null;
  await expect.poll(device).toMatchObject({ connected: true, report: { awake: true } });
  const kept = await first.storageState({ indexedDB: true });
  await first.close();

  const second = await browser.newContext({ ...TABLET, storageState: kept });
  const again = await second.newPage();
  // The token it has stored is worth nothing any more: only its key is.
  let dead = true;
  let renewals = 0;
  await again.route('**/api/**', async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === refresh.path) {
      renewals += 1;
      dead = false;
      return route.continue();
    }
    const body = { type: '/problems/unauthorized', title: 'No valid token', status: 401, instance: '/requests/x', params: {} };
    return dead ? route.fulfill({ status: 401, contentType: 'application/problem+json', json: body }) : route.continue();
  });
  await again.goto(`${shop.url}/`);
  await invitation(again, 3).click();
  await expect(again.getByRole('heading', { name: '3번 테이블' })).toBeVisible();
  await expect.poll(() => renewals).toBeGreaterThan(0);
  await orderSomething(again);

  await again.goto(`${shop.url}/pair`);
  await expect(again.getByRole('heading', { name: '3번 테이블' })).toBeVisible();

  await call(shop.url, setTabletPin, { token: shop.token, body: { pin: '2468' } });
  await again.getByRole('button', { name: '한국어' }).click();
  await again.getByRole('button', { name: '직원용' }).click();
  const exit = again.getByRole('dialog', { name: '태블릿을 테이블에서 빼기' });
  await exit.getByLabel(/태블릿 PIN/).fill('1111');
  await exit.getByRole('button', { name: '테이블에서 빼기' }).click();
  await expect(exit).toContainText('PIN이 맞지 않아요');
  await exit.getByLabel(/태블릿 PIN/).fill('2468');
  await exit.getByRole('button', { name: '테이블에서 빼기' }).click();
  await expect(again.getByText('직원이 이 태블릿을 테이블에서 뺐어요.')).toBeVisible();
  await again.reload();
  await expect(again.getByRole('button', { name: '매장 태블릿 연결' })).toBeVisible();
  await second.close();
});

test('two tablets claim one table: the later has it, the earlier says why it is out', async ({ browser, shop }) => {
  const [one, other] = [await browser.newContext(TABLET), await browser.newContext(TABLET)];
  const [early, late] = [await one.newPage(), await other.newPage()];
  await pair(early, shop, tableOf(shop, 4));
  await pair(late, shop, tableOf(shop, 4));
  await expect(early.getByText('다른 태블릿이 이 테이블에 연결됐어요.')).toBeVisible();
  await expect(invitation(late, 4)).toBeVisible();
  await one.close();
  await other.close();
});

test('a phone at a free table asks staff, waits over a reload, and orders when they say yes', async ({ page, browser, shop }) => {
  await call(shop.url, changeSettings, { token: shop.token, body: { joining: 'ask' } });
  const staff = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await signInAsOwner(staff, shop);
  // The demo's own tables have guests.
  const table = await call(shop.url, addTable, { token: shop.token, body: { number: 81 } });
  const path = await guestPath(shop.url, shop.token, table);
  await page.goto(`${shop.url}${path}`);
  await expect(page.getByText(/직원에게 물어봤어요/).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText(/직원에게 물어봤어요/).first()).toBeVisible();

  const refuse = staff.getByRole('button', { name: /^81번.*거절$/ });
  await expect(refuse).toHaveCount(1);
  await refuse.click();
  await expect(page.getByText(/직원이 아직 이 테이블을 열지 않았어요/).first()).toBeVisible();

  await page.goto('about:blank');
  await page.goto(`${shop.url}${path}`);
  await staff.getByRole('button', { name: /^81번.*테이블 열기$/ }).click();
  await expect(page).toHaveURL(`${shop.url}/`);
  await call(shop.url, changeSettings, { token: shop.token, body: { joining: 'open' } });
  await orderSomething(page);
  await staff.close();
});

test('when staff close the table the phone hears goodbye, and the tablet is as the next party should find it', async ({
  browser,
  shop,
}) => {
  const [atTable, ofGuest, ofStaff] = [
    await browser.newContext(TABLET),
    await browser.newContext({ locale: 'ko-KR' }),
    await browser.newContext({ locale: 'ko-KR' }),
  ];
  const [tablet, phone, staff] = [await atTable.newPage(), await ofGuest.newPage(), await ofStaff.newPage()];
  await pair(tablet, shop, tableOf(shop, 7));
  await invitation(tablet, 7).click();
  await orderSomething(tablet);
  await tablet.getByRole('button', { name: '한국어' }).click();
  await tablet.getByRole('radio', { name: '크게', exact: true }).check({ force: true });
  await tablet.getByRole('radio', { name: 'English' }).check({ force: true });
  await expect(tablet.locator('html')).toHaveAttribute('data-text', 'large');
  await tablet.keyboard.press('Escape');
  await sitDown(phone, shop, 7);

  await signInAsOwner(staff, shop);
  await staff.getByRole('article', { name: '7번' }).getByRole('button', { name: /^7 / }).click();
  await staff
    .getByRole('dialog', { name: /^7번/ })
    .getByRole('button', { name: /^이용 완료/ })
    .click();
  const close = staff.getByRole('dialog', { name: /이용 완료$/ });
  await close.getByRole('radio', { name: '완료' }).check({ force: true });
  await close.getByRole('button', { name: /^이용 완료/ }).click();

  await expect(phone.getByText('이용해 주셔서 고마워요')).toBeVisible();
  await invitation(tablet, 7).click();
  await expect(tablet.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(tablet.locator('html')).not.toHaveAttribute('data-text', 'large');
  await tablet.getByRole('button', { name: '주문 내역' }).click();
  await expect(tablet.getByText(/아직 주문/)).toBeVisible();
  for (const context of [atTable, ofGuest, ofStaff]) await context.close();
});

test('over plain HTTP on the name of a LAN a tablet is paired and orders, once', async ({ shop }) => {
  const { launchOptions } = test.info().project.use;
  const port = new URL(shop.url).port;
  const browser: Browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP tablet.test 127.0.0.1'],
  });
  const page = await (await browser.newContext(TABLET)).newPage();
  const table = await call(shop.url, addTable, { token: shop.token, body: { number: 82 } });
  await pair(page, shop, table, `http://tablet.test:${port}`);
  expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, typeof crypto.randomUUID, 'subtle' in crypto])).toEqual([
    false,
    false,
    'undefined',
    false,
  ]);
  await invitation(page, 82).click();
  const number = await orderSomething(page);
  const { items } = await call(shop.url, listOrders, { token: shop.token, query: { tableId: table.id, state: 'current' } });
  expect(items.map((order) => order.number)).toEqual([number]);
  const { items: devices } = await call(shop.url, listDevices, { token: shop.token });
  expect(devices.find(({ tableNumber }) => tableNumber === 82)?.report).toMatchObject({ secure: false });
  await browser.close();
});
