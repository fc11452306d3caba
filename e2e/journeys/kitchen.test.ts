import { deleteOrder, readOrder, setOrderStatus } from '@tableorder/contract/orders';
import { call } from '../shop.ts';
import { place, select, signInAsCook, ticketOf } from './kitchen-display.ts';
import { expect, orderSomething, signInAsOwner, sitDown, test } from './shop-test.ts';

test('a guest’s order is shown in the kitchen, begun, bumped and called back by the keys alone; guest and board see it', async ({
  page,
  browser,
  shop,
}) => {
  const cook = await (await browser.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 } })).newPage();
  await signInAsCook(cook, shop);
  await cook.getByRole('button', { name: '주방' }).focus();
  await cook.keyboard.press('Enter');
  const board = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await signInAsOwner(board, shop);

  await sitDown(page, shop, 7);
  const number = await orderSomething(page);
  const ticket = ticketOf(cook, number);
  await expect(ticket).toContainText('뚝배기 계란찜');

  await select(cook, number);
  await cook.keyboard.press('s');
  await page.getByRole('button', { name: '주문 내역' }).click();
  const mine = page.getByRole('dialog', { name: /주문 내역/ }).or(page.getByRole('main', { name: /주문 내역/ }));
  await expect(mine).toContainText('준비중');
  const card = board.getByRole('article', { name: '7번' });
  await expect(card).toContainText('조리중');

  await cook.keyboard.press('Enter');
  await expect(card).toContainText('서빙 대기');
  await expect(ticket).toHaveCount(0);
  await cook.keyboard.press('r');
  await expect(ticket).toBeVisible();
  await expect(card).toContainText('서빙 대기');
});

test('each station has its part, the pass sees the whole; the last of all bumps takes the order to READY', async ({
  page,
  browser,
  shop,
}) => {
  const bar = await (await browser.newContext({ locale: 'ko-KR', viewport: { width: 1280, height: 800 } })).newPage();
  await signInAsCook(bar, shop);
  await bar.getByRole('button', { name: '바', exact: true }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAsCook(page, shop);
  await page.getByRole('button', { name: /^전체 보기/ }).click();
  const placed = await place(shop, 8, ['뚝배기 계란찜', '콜라']);
  await expect(ticketOf(bar, placed.number)).toContainText('콜라');
  await expect(ticketOf(bar, placed.number)).not.toContainText('계란찜');
  const whole = ticketOf(page, placed.number);
  await expect(whole).toContainText('계란찜');

  await ticketOf(bar, placed.number).getByRole('button', { name: /콜라/ }).click();
  await expect(whole.getByRole('button', { name: /콜라/ })).toHaveAttribute('aria-pressed', 'true');
  const status = async () => (await call(shop.url, readOrder, { token: shop.token, params: { orderId: placed.id } })).status;
  expect(await status()).toBe('PREPARING');
  await whole.getByRole('button', { name: '모두 완료' }).click();
  await expect.poll(status).toBe('READY');
  await expect(whole).toHaveCount(0, { timeout: 8_000 });
});

test('what is cancelled or deleted stays struck through until a cook has cleared it; what runs out is gone from the menu', async ({
  page,
  browser,
  shop,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAsCook(page, shop);
  await page.getByRole('button', { name: '주방' }).click();
  const [cancelled, deleted] = [await place(shop, 9, ['뚝배기 계란찜']), await place(shop, 9, ['뚝배기 계란찜'])];
  await ticketOf(page, deleted.number).waitFor();
  await call(shop.url, setOrderStatus, {
    token: shop.token,
    params: { orderId: cancelled.id },
    body: { status: 'CANCELLED', reason: '손님이 바꿨어요' },
  });
  await call(shop.url, deleteOrder, { token: shop.token, params: { orderId: deleted.id }, body: { reason: '잘못 넣었어요' } });
  await expect(ticketOf(page, cancelled.number)).toContainText('만들지 마세요');
  await expect(ticketOf(page, deleted.number)).toContainText('만들지 마세요');
  await ticketOf(page, cancelled.number).getByRole('button', { name: '치우기' }).click();
  await expect(ticketOf(page, cancelled.number)).toHaveCount(0);

  const guest = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await sitDown(guest, shop, 10);
  await page.keyboard.press('o');
  const sheet = page.getByRole('dialog', { name: '품절' });
  await sheet.getByRole('searchbox').fill('계란찜');
  await sheet.getByRole('listitem').filter({ hasText: '뚝배기 계란찜' }).getByRole('radio', { name: '오늘만 품절' }).check({ force: true });
  await expect(page.getByText('품절로 바꿨어요.')).toBeVisible();
  await expect(guest.getByRole('listitem').filter({ hasText: '뚝배기 계란찜' }).first()).toContainText('품절');
});
