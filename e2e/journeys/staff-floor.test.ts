import { readLayout } from '@tableorder/contract/tables';
import { call } from '../shop.ts';
import { expect, signInAsOwner, tableOf, test } from './shop-test.ts';

test('an owner drags a table into place and moves another by the keys; a second screen shows it at once', async ({
  page,
  browser,
  shop,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAsOwner(page, shop);
  const other = await (await browser.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 } })).newPage();
  await signInAsOwner(other, shop);
  for (const screen of [page, other]) await screen.getByRole('button', { name: '배치도로 보기' }).click();
  const shown = other.getByRole('button', { name: /^3번/ });
  const before = await shown.boundingBox();
  await page.getByRole('button', { name: '자리 배치하기' }).click();
  const three = page.getByRole('button', { name: /^3번/ });
  const from = await three.boundingBox();
  if (!from || !before) throw new Error('no table 3 on the plan');
  const square = before.width / 4;
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 20 + square, from.y + 20 + square * 6, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: /^1번/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: '되돌리기' }).click();
  await page.getByRole('button', { name: '저장하기' }).click();
  await page.getByText('자리 배치를 저장했어요.').waitFor();
  const { places } = await call(shop.url, readLayout, { token: shop.token });
  const placeOf = (number: number) => places.find(({ tableId }) => tableId === tableOf(shop, number).id);
  expect(placeOf(1)).toMatchObject({ x: 0, y: 1 });
  expect(placeOf(3)?.y).toBeGreaterThanOrEqual(5);
  await expect.poll(async () => (await shown.boundingBox())?.y ?? 0).toBeGreaterThan(before.y + square * 4);
  await other.close();
});

test('an order is taken down by a few letters, then changed while nobody took it', async ({ page, shop }) => {
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/tables/${tableOf(shop, 11).id}/order`);
  await page.getByRole('searchbox').fill('2 계란찜');
  await page.getByRole('searchbox').press('Enter');
  await page
    .getByRole('dialog')
    .or(page.getByRole('listitem').filter({ hasText: '계란찜' }))
    .first()
    .waitFor();
  if (await page.getByRole('dialog').isVisible()) await page.getByRole('dialog').getByRole('button', { name: '담기' }).click();
  await page
    .getByRole('region', { name: '담은 메뉴' })
    .getByRole('button', { name: /^주문 넣기/ })
    .click();
  const card = page.getByRole('article', { name: '11번' });
  await card.getByRole('button', { name: /자세히$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '주문 바꾸기' }).click();
  const ticket = page.getByRole('region', { name: '담은 메뉴' });
  await ticket.getByRole('button', { name: '하나 더' }).click();
  await ticket.getByRole('button', { name: /바꾼 대로 저장하기/ }).click();
  await card.getByRole('button', { name: /계란찜.* 3.*자세히$/ }).waitFor();
});
