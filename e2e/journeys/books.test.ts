import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { completeTable } from '@tableorder/contract/checkout';
import { listMenuItems } from '@tableorder/contract/menu.admin';
import { deleteOrder, type Order, placeStaffOrder, setOrderStatus } from '@tableorder/contract/orders';
import { readDaily } from '@tableorder/contract/reports';
import { dayAfter } from '@tableorder/contract/time';
import { call } from '../shop.ts';
import { expect, type OpenShop, signInAsOwner, tableOf, test } from './shop-test.ts';

const won = (amount: number) => `${amount.toLocaleString('ko')}원`;

async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('a day’s figures as the server has them, beside the week before, on paper, as a file, and closed for good', async ({ page, shop }) => {
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/figures`);
  const today = await call(shop.url, readDaily, { token: shop.token });
  const tile = (label: string) => page.locator(`main div:has(> p:text-is("${label}"))`);
  await expect(tile('매출')).toContainText(won(today.sums.sales));
  await expect(tile('주문')).toContainText(`${today.sums.orders}건`);

  // What comes in while the page is open is in it at once.
  const { items } = await call(shop.url, listMenuItems, { token: shop.token });
  const rice =
    items.find(({ name }) => name === '공깃밥') ?? items.find(({ optionGroups, available }) => available && optionGroups.length === 0);
  if (!rice) throw new Error('the shop has no plain dish');
  const body = { tableId: tableOf(shop, 9).id, items: [{ menuId: rice.id, quantity: 2, optionIds: [] }] };
  const order = await call(shop.url, placeStaffOrder, { token: shop.token, key: 'books-live', body });
  await call(shop.url, setOrderStatus, { token: shop.token, params: { orderId: order.id }, body: { status: 'CONFIRMED' } });
  const after = await call(shop.url, readDaily, { token: shop.token });
  expect(after.sums.open.amount - today.sums.open.amount).toBe(order.totalAmount);
  await expect(tile('아직 진행 중')).toContainText(won(after.sums.open.amount));

  // Yesterday, whole: of the demo's past week.
  await page.getByRole('button', { name: '전날' }).click();
  const date = dayAfter(today.day, -1);
  await expect(page).toHaveURL(new RegExp(`date=${date}`));
  const yesterday = await call(shop.url, readDaily, { token: shop.token, query: { date } });
  expect(yesterday.sums.sales).toBeGreaterThan(0);
  await expect(tile('매출')).toContainText(won(yesterday.sums.sales));
  await expect(tile('매출')).toContainText(/지난주 .요일(보다|에는|과|와)/);
  await expect(page.getByRole('heading', { name: '시간대별 매출' })).toBeVisible();

  const csv = await saved(page, () => page.getByRole('button', { name: 'CSV로 받기' }).click());
  expect(csv.name).toContain(date);
  expect(csv.text).toContain(String(yesterday.sums.sales));

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'CSV로 받기' })).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(tile('매출')).toContainText(won(yesterday.sums.sales));
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: '하루 마감' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/메모/).fill('현금과 맞음');
  await sheet.getByRole('button', { name: /마감하기$/ }).click();
  await expect(page.getByRole('heading', { name: '마감했어요' })).toBeVisible();
  await expect(page.getByText('현금과 맞음')).toBeVisible();
  await page.getByRole('radio', { name: '마감' }).check({ force: true });
  await expect(page.getByRole('main')).toContainText(won(yesterday.sums.sales));
  const { closing } = await call(shop.url, readDaily, { token: shop.token, query: { date } });
  expect(closing).toMatchObject({ sales: yesterday.sums.sales, note: '현금과 맞음' });
});

/** A party at the table: one order done, one deleted with a reason. */
async function dine(shop: OpenShop, number: number): Promise<{ done: Order; gone: Order }> {
  const { token } = shop;
  const { items } = await call(shop.url, listMenuItems, { token });
  const dish = items.find(({ optionGroups, available }) => available && optionGroups.length === 0);
  if (!dish) throw new Error('the shop has no plain dish');
  const table = tableOf(shop, number);
  const place = (quantity: number) => {
    const body = { tableId: table.id, items: [{ menuId: dish.id, quantity, optionIds: [] }] };
    return call(shop.url, placeStaffOrder, { token, key: `books-${number}-${quantity}`, body });
  };
  const [done, gone] = [await place(1), await place(3)];
  await call(shop.url, deleteOrder, { token, params: { orderId: gone.id }, body: { reason: '두 번 받음' } });
  await call(shop.url, completeTable, {
    token,
    params: { tableId: table.id },
    body: { resolutions: [{ orderId: done.id, action: 'complete' }] },
  });
  return { done, gone };
}

test('history by number, table, status and days, deleted ones with who and why, as a file; a close by mistake is taken back', async ({
  page,
  shop,
}) => {
  const { done, gone } = await dine(shop, 11);
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/history`);
  const main = page.getByRole('main');
  // By its number alone: the end of a time and the number after it read like another's.
  const rowOf = (number: string) => main.getByRole('listitem').filter({ has: page.getByText(number, { exact: true }) });
  await page.getByLabel('주문 번호').fill(done.number);
  await expect(rowOf(done.number)).toHaveCount(1);
  await page.getByRole('button', { name: '조건 지우기' }).click();

  await page.getByLabel('테이블').selectOption({ label: await labelOf(page, 11) });
  await expect(rowOf(gone.number)).toHaveCount(0);
  await page.getByLabel('상태').selectOption({ label: '삭제됨' });
  await rowOf(gone.number).getByRole('button').click();
  const sheet = page.locator('dialog[open]').last();
  await expect(sheet).toContainText('두 번 받음');
  await expect(sheet).toContainText(shop.signIn.username);
  await sheet.getByRole('button', { name: '닫기' }).click();

  await page.getByLabel('상태').selectOption({ label: '완료' });
  const csv = await saved(page, () => page.getByRole('button', { name: 'CSV로 받기' }).click());
  expect(csv.text).toContain(done.number);
  expect(csv.text).not.toContain('두 번 받음');
  await page.getByLabel('부터').fill('2020-01-01');
  await page.getByLabel('까지').fill('2020-01-02');
  await expect(page.getByText('찾는 주문이 없어요')).toBeVisible();
  await page.getByRole('button', { name: '조건 지우기' }).click();

  await page.getByLabel('주문 번호').fill(done.number);
  await rowOf(done.number).getByRole('button').click();
  await expect(sheet).toContainText(won(done.totalAmount));
  await sheet.getByRole('button', { name: '이 손님의 주문 모두 보기' }).click();
  await expect(sheet).toContainText(gone.number);
  await sheet.getByRole('button', { name: '이용 완료 되돌리기' }).click();
  await page.locator('dialog[open]').last().getByRole('button', { name: '이용 완료 되돌리기' }).last().click();
  await expect(page.getByText(/11번.* 이용을 다시 이어가요/)).toBeVisible();
  await expect(sheet.getByRole('button', { name: '이용 완료 되돌리기' })).toHaveCount(0);
});

const labelOf = async (page: Page, number: number): Promise<string> => {
  const labels = await page.getByLabel('테이블').locator('option').allTextContents();
  return labels.find((label) => label.startsWith(`${number}번`)) ?? expect.soft(labels).toContain(`${number}번`) ?? '';
};
