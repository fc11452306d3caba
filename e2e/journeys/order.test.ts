import { expect, signInAsOwner, sitDown, tableOf, test } from './shop-test.ts';

test('an order goes all the way round: guest, staff board, statuses back to the guest, table closed, history', async ({
  page,
  browser,
  shop,
}) => {
  const staff = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await signInAsOwner(staff, shop);
  const card = staff.getByRole('article', { name: '6번' });
  await expect(card).toHaveCount(0);

  await sitDown(page, shop, 6);
  await page.getByRole('button', { name: /뚝배기 계란찜/ }).click();
  const item = page.getByRole('dialog', { name: '뚝배기 계란찜' });
  await item.getByRole('checkbox', { name: /모차렐라 치즈/ }).check();
  await item.getByRole('button', { name: '하나 더하기' }).click();
  await item.getByRole('button', { name: '담기 17,000원' }).click();
  await expect(page.getByRole('complementary', { name: '장바구니 2개' })).toContainText('17,000원');

  await page.reload();
  const cart = page.getByRole('complementary', { name: '장바구니 2개' });
  await expect(cart).toContainText('모차렐라 치즈');
  await cart.getByRole('button', { name: /주문하기/ }).click();
  const review = page.getByRole('dialog', { name: '이대로 주문할까요?' });
  await expect(review).toContainText('17,000원');
  await review.getByRole('button', { name: /주문하기/ }).click();
  const placed = page.getByRole('dialog', { name: '주문이 들어갔어요' });
  await expect(placed).toBeVisible();
  const number = /\d{3,}/.exec((await placed.textContent()) ?? '')?.[0] ?? 'none';
  await expect(placed).toBeHidden({ timeout: 8_000 });

  await expect(card).toContainText('17,000원');
  await page.getByRole('button', { name: '주문 내역' }).click();
  const mine = page.getByRole('dialog', { name: /주문 내역/ }).or(page.getByRole('main', { name: /주문 내역/ }));
  await expect(mine).toContainText(number);
  await expect(mine).toContainText('대기중');
  await card.getByRole('button', { name: `${number} 접수하기` }).click();
  await expect(mine).toContainText('준비중', { timeout: 12_000 });

  await card.getByRole('button', { name: /^6 / }).click();
  await staff
    .getByRole('dialog', { name: /^6번/ })
    .getByRole('button', { name: /^이용 완료/ })
    .click();
  const close = staff.getByRole('dialog', { name: /이용 완료$/ });
  await close.getByRole('radio', { name: '완료' }).check({ force: true });
  await close.getByRole('button', { name: /^이용 완료/ }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByText('이용해 주셔서 고마워요')).toBeVisible();

  await staff.goto(`${shop.url}/staff/tables/${tableOf(shop, 6).id}/history`);
  await expect(staff.getByRole('main')).toContainText(number);
  await expect(staff.getByRole('main')).toContainText('17,000원');
});
