import { addCategory, addMenuItem } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { call } from '../shop.ts';
import { expect, signInAsOwner, sitDown, test } from './shop-test.ts';
import { openMenu } from './staff-menu-editor.ts';

const MOST_MS = 1000;
/** Below 100 ms on a quiet machine. */
const MOST_SCRIPT_MS = 400;

test(`a new price, a new name and selling out are on an open guest's page in under ${MOST_MS} ms; what sold out leaves the cart`, async ({
  page,
  browser,
  shop,
}) => {
  const guest = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await sitDown(guest, shop, 7);
  const dish = '콘치즈';
  await guest.getByRole('button', { name: new RegExp(dish) }).click();
  await guest.getByRole('dialog').getByRole('button', { name: /담기/ }).click();
  await expect(guest.getByRole('complementary', { name: '장바구니 1개' })).toContainText(dish);
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/menu`);
  await page.getByLabel('메뉴 찾기').fill(dish);

  /** From the server's yes to the guest's screen. */
  const within = async (act: () => Promise<void>, path: string, seen: () => Promise<unknown>) => {
    const answered = page.waitForResponse((answer) => answer.url().includes(path) && answer.ok() && answer.request().method() === 'PATCH');
    await act();
    await answered;
    const from = performance.now();
    await seen();
    const took = performance.now() - from;
    console.log(`${path}: on the guest's page after ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(MOST_MS);
  };
  await page.getByRole('button', { name: `${dish} 고치기` }).click();
  const sheet = page.getByRole('dialog', { name: dish });
  await sheet.getByLabel('가격', { exact: true }).fill('9,900');
  await expect(sheet.getByRole('complementary', { name: '손님 화면' })).toContainText('9,900원');
  await sheet.getByLabel('이름', { exact: true }).fill('폭탄 콘치즈');
  await within(
    () => sheet.getByRole('button', { name: '저장' }).click(),
    '/api/admin/menus/',
    () => guest.getByRole('button', { name: /폭탄 콘치즈.*9,900원/ }).waitFor(),
  );
  await page.getByLabel('메뉴 찾기').fill('폭탄');
  const row = page.getByRole('article').filter({ hasText: '폭탄 콘치즈' });
  await within(
    () => row.getByText('오늘 품절').click(),
    '/availability',
    () => guest.getByRole('button', { name: /폭탄 콘치즈.*품절/ }).waitFor(),
  );
  await expect(row.getByRole('radio', { name: '오늘 품절' })).toBeChecked();
  await expect(guest.getByText(/폭탄 콘치즈.*방금 품절됐어요/).first()).toBeVisible();
});

test('a category of three hundred items opens and is searched without waiting; far rows become whole before they are seen', async ({
  page,
  shop,
}) => {
  test.setTimeout(150_000);
  const { token, url } = shop;
  const { id: categoryId } = await call(url, addCategory, { token, body: { name: '많은 메뉴' } });
  for (let at = 1; at <= 300; at++)
    await call(url, addMenuItem, { token, body: { categoryId, name: `특선 ${at}호`, price: asMoney(9000) } });
  const desserts = await openMenu(page, shop);
  const rail = page.getByRole('navigation', { name: '분류' });
  const many = page.getByRole('list', { name: '많은 메뉴 메뉴' });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const scripted = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
  };
  /** What an act costs in scripts. The least of some times: what others do on the machine only adds to it. */
  const least = async (what: string, act: () => Promise<void>, back: () => Promise<void>) => {
    const took: number[] = [];
    for (let times = 0; times < 4; times++) {
      const before = await scripted();
      await act();
      // What it set off is drawn.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      took.push((await scripted()) - before);
      await back();
    }
    console.log(`${what}: scripts of ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    return Math.min(...took);
  };
  const open = async () => {
    await rail.getByRole('button', { name: /^많은 메뉴/ }).click();
    await many.waitFor();
  };
  const close = async () => {
    await rail.getByRole('button', { name: /^디저트/ }).click();
    await desserts.waitFor();
  };
  const look = page.getByLabel('메뉴 찾기');
  const type = async (text: string) => {
    await look.fill(text);
    await expect(page.getByRole('heading', { level: 2, name: '특선 1호', exact: true })).toBeVisible();
  };
  const empty = async () => {
    await look.fill('');
    await desserts.waitFor();
  };
  expect(await least('opening 300 items', open, close)).toBeLessThan(MOST_SCRIPT_MS);
  expect(
    await least(
      'searching 300 items',
      () => type('특'),
      () => empty(),
    ),
  ).toBeLessThan(MOST_SCRIPT_MS);

  await open();
  await expect(many.getByRole('heading', { level: 2 })).toHaveCount(300);
  expect(await many.getByRole('radio').count()).toBeLessThan(4 * 100);
  const last = page.getByRole('heading', { name: '특선 300호', exact: true });
  await last.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: '특선 300호 고치기' }).click();
  await expect(page.getByRole('dialog', { name: '특선 300호' })).toBeVisible();
});
