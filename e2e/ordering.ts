import type { Page } from '@playwright/test';

/** Puts the demo's steamed egg, which has nothing to decide, into the cart. */
export async function chooseEgg(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /뚝배기 계란찜/ })
    .first()
    .click();
  await page.getByRole('dialog', { name: '뚝배기 계란찜' }).getByRole('button', { name: /^담기/ }).click();
}

/** The same, and sends the order. */
export async function orderEgg(page: Page): Promise<void> {
  await chooseEgg(page);
  await page
    .getByRole('complementary', { name: /장바구니/ })
    .getByRole('button', { name: /주문하기/ })
    .click();
  await page
    .getByRole('dialog', { name: '이대로 주문할까요?' })
    .getByRole('button', { name: /주문하기/ })
    .click();
}
