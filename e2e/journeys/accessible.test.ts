import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signInAsOwner, sitDown, test } from './shop-test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = { tablet: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** What axe finds on what is shown now, in light and in dark. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

for (const [device, viewport] of Object.entries(SIZES)) {
  test(`guest screens on a ${device}`, async ({ browser, shop }) => {
    const page = await (await browser.newContext({ locale: 'ko-KR', viewport })).newPage();
    await page.goto(`${shop.url}/pair`);
    await page.getByLabel('연결 코드').waitFor();
    await expectAccessible(page, 'pairing');
    await page.goto(`${shop.url}/t/${shop.signIn.store}/9#wrong`);
    await page.getByRole('button', { name: '시작하기' }).waitFor();
    await expectAccessible(page, 'joining');
    // The same address with another secret would not load anew.
    await page.goto('about:blank');
    await sitDown(page, shop, device === 'phone' ? 10 : 9);
    await page.getByRole('button', { name: /뚝배기 계란찜/ }).waitFor();
    await expectAccessible(page, 'menu');
    await page.getByRole('button', { name: /뚝배기 계란찜/ }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page, 'item');
    await page.getByRole('dialog').getByRole('button', { name: /담기/ }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    if (device === 'phone')
      await page
        .getByRole('button', { name: /장바구니 보기|장바구니/ })
        .last()
        .click();
    await expectAccessible(page, 'cart');
    await page
      .getByRole('button', { name: /^주문하기/ })
      .last()
      .click();
    await page.getByRole('dialog', { name: '이대로 주문할까요?' }).waitFor();
    await expectAccessible(page, 'review');
    await page
      .getByRole('dialog', { name: '이대로 주문할까요?' })
      .getByRole('button', { name: /주문하기/ })
      .click();
    await page.getByText('주문이 들어갔어요').waitFor();
    await expectAccessible(page, 'number');
    await page.getByText('주문이 들어갔어요').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /주문 내역/ }).click();
    await page.getByText('지금까지 합계').waitFor();
    await expectAccessible(page, 'my orders');
    await page.goto(`${shop.url}/`);
    await page.getByRole('button', { name: /직원 호출/ }).click();
    await page.getByText('무엇을 도와드릴까요?').waitFor();
    await expectAccessible(page, 'call');
  });
}

test('staff screens', async ({ page, shop }) => {
  test.setTimeout(120_000);
  await page.goto(`${shop.url}/staff`);
  await page.getByLabel('매장 코드').waitFor();
  await expectAccessible(page, 'sign-in');
  await signInAsOwner(page, shop);
  await page.getByRole('article').first().waitFor();
  await expectAccessible(page, 'board');
  await page
    .getByRole('button', { name: /^\d{3,} .*자세히$/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await expectAccessible(page, 'order');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('article').first().getByRole('button').first().click();
  await page.getByRole('dialog').waitFor();
  await expectAccessible(page, 'table');
  for (const path of ['calls', 'tables', 'menu', 'settings']) {
    await page.goto(`${shop.url}/staff/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('status').first().waitFor({ state: 'attached' });
    await expectAccessible(page, path);
  }
});
