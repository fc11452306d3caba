import type { Page } from '@playwright/test';
import { chooseEgg } from '../ordering.ts';
import { expect, sitDown, test } from './shop-test.ts';

/** Where the tab key stands, and whether one sees it. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { name: '', seen: true };
    const rings = [at, at.parentElement, at.closest('label')].filter((one) => one !== null);
    const seen = rings.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one as Element);
      const ringed = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      return ringed || (one !== at && boxShadow.includes('inset'));
    });
    const label = at.getAttribute('aria-label') ?? (at.id && document.querySelector(`label[for="${at.id}"]`)?.textContent) ?? '';
    const words = label || at.closest('label')?.textContent || at.textContent || '';
    return { name: words.replace(/\s+/g, ' ').trim(), seen };
  });

/** Presses the tab key until something of that name has the focus; every stop on the way is seen. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  const stops: string[] = [];
  for (let press = 0; press < most; press++) {
    await page.keyboard.press('Tab');
    const at = await focus(page);
    stops.push(at.name);
    expect(at.seen, `the focus is not seen on “${at.name}”`).toBe(true);
    if (name.test(at.name)) return;
  }
  throw new Error(`${name} was not reached: ${stops.join(' · ')}`);
}

for (const [device, viewport, table] of [
  ['tablet', { width: 1280, height: 800 }, 9],
  ['phone', { width: 360, height: 780 }, 10],
] as const) {
  test(`a whole order by the keyboard alone, on a ${device}`, async ({ browser, shop }) => {
    const page = await (await browser.newContext({ locale: 'ko-KR', viewport })).newPage();
    await sitDown(page, shop, table);
    const { keyboard } = page;
    await tabTo(page, /^메뉴로 건너뛰기$/);
    await keyboard.press('Enter');
    await expect(page.getByRole('main', { name: '메뉴' })).toBeFocused();
    await keyboard.press('Shift+Tab');
    // Back among the categories: arrows go from one to the next.
    await keyboard.press('ArrowDown');
    await expect(page.getByRole('navigation', { name: '메뉴 분류' }).getByRole('button', { name: '고기·구이' })).toHaveAttribute(
      'aria-current',
      'true',
    );
    if (device === 'phone') {
      await keyboard.press('Shift+Tab');
      await keyboard.press('Enter');
    } else await keyboard.press('Shift+Tab');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await keyboard.type('ㄱㄹㅉ');
    await expect(page.getByText('1개를 찾았어요.')).toBeVisible();
    await tabTo(page, /뚝배기 계란찜/);
    await keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: '뚝배기 계란찜' });
    await expect(sheet).toBeVisible();
    await tabTo(page, /모차렐라 치즈/);
    await keyboard.press('Space');
    await expect(sheet.getByRole('checkbox', { name: /모차렐라 치즈/ })).toBeChecked();
    await tabTo(page, /뚝배기 계란찜 수량/);
    await keyboard.press('ArrowUp');
    await tabTo(page, /^담기/);
    await keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    // Back where the guest was.
    expect((await focus(page)).name).toContain('뚝배기 계란찜');
    if (device === 'phone') {
      await tabTo(page, /장바구니 보기/);
      await keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: /장바구니/ })).toBeVisible();
    }
    await tabTo(page, /^주문하기/);
    await keyboard.press('Enter');
    const review = page.getByRole('dialog', { name: '이대로 주문할까요?' });
    await expect(review).toContainText('17,000원');
    await tabTo(page, /^주문하기/);
    await keyboard.press('Enter');
    const placed = page.getByRole('dialog', { name: '주문이 들어갔어요' });
    await expect(placed).toBeVisible();
    await keyboard.press('Escape');
    await expect(placed).toBeHidden();
    await expect(page.getByRole('main', { name: '메뉴' })).toBeFocused();
    await page.context().close();
  });
}

test('a whole order as a reader of screens hears it: roles, names and what is said', async ({ browser, shop }) => {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 360, height: 780 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await sitDown(page, shop, 9);
  // The places of the page.
  await expect(page.getByRole('banner').getByRole('heading', { level: 1 })).toHaveText('9번 테이블');
  await expect(page.getByRole('navigation', { name: '메뉴 분류' })).toBeVisible();
  const menu = page.getByRole('main', { name: '메뉴' });
  await menu
    .getByRole('region', { name: '찌개·탕' })
    .getByRole('button', { name: /^돼지고기 김치찌개.*매워요.*10,000원/ })
    .click();

  const item = page.getByRole('dialog', { name: '돼지고기 김치찌개' });
  await expect(item.getByRole('radiogroup', { name: /맵기 선택/ })).toMatchAriaSnapshot(`
    - radiogroup /맵기 선택/:
      - radio /순한맛/
  `);
  await item.getByRole('button', { name: /^담기/ }).click();
  const heat = item.getByRole('radiogroup', { name: /맵기 선택/ });
  await expect(heat).toHaveAttribute('aria-invalid', 'true');
  await expect(heat).toHaveAccessibleDescription(/여기에서 1개를 골라 주세요/);
  for (const group of await item.getByRole('radiogroup').all()) await group.getByRole('radio').first().check({ force: true });
  await item.getByRole('spinbutton', { name: '돼지고기 김치찌개 수량' }).press('ArrowUp');
  await item.getByRole('button', { name: '담기 20,000원' }).click();

  const together = page.getByRole('dialog', { name: '같이 드시면 좋아요' });
  await expect(together.getByRole('status')).toHaveText('돼지고기 김치찌개를 담았어요');
  await together.getByRole('button', { name: '담기 뚝배기 계란찜' }).click();
  await expect(together.getByRole('status')).toHaveText('뚝배기 계란찜을 담았어요');
  await together.getByRole('button', { name: '메뉴로 돌아가기' }).click();
  await expect(page.getByRole('status').filter({ hasText: '장바구니에 모두 3개 있어요' })).toBeAttached();

  await page.getByRole('button', { name: /장바구니 보기/ }).click();
  await page
    .getByRole('dialog', { name: /장바구니/ })
    .getByRole('button', { name: /^주문하기/ })
    .click();
  const review = page.getByRole('dialog', { name: '이대로 주문할까요?' });
  await expect(review.getByRole('listitem')).toHaveCount(2);
  await review.getByRole('button', { name: '주문하기 26,000원' }).click();
  await expect(page.getByRole('dialog', { name: '주문이 들어갔어요' })).toBeVisible();
  await context.close();
});

test('Esc pressed twice in a hurry closes one sheet, and never leaves the app', async ({ page, shop }) => {
  await sitDown(page, shop, 9);
  await page.getByRole('button', { name: '주문 내역' }).click();
  const orders = page.getByRole('dialog', { name: '주문 내역' });
  await orders.getByRole('button', { name: '나눠 내기' }).click();
  const split = page.getByRole('dialog', { name: '나눠 내기' });
  await split.waitFor();
  // As a browser that is quicker than a step back: it asks twice, and then closes without asking.
  const hurry = (dialog: Element) => {
    for (const type of ['cancel', 'cancel', 'close']) dialog.dispatchEvent(new Event(type, { cancelable: true }));
  };
  await split.evaluate(hurry);
  await expect(page).toHaveURL(`${shop.url}/orders`);
  await expect(orders).toBeVisible();
  await orders.evaluate(hurry);
  await expect(page).toHaveURL(`${shop.url}/`);
  await expect(page.getByRole('heading', { name: '9번 테이블' })).toBeVisible();
});

test('what is said over an open sheet can be pressed there', async ({ browser, shop }) => {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 360, height: 780 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await sitDown(page, shop, 10);
  await chooseEgg(page);
  await page
    .getByRole('button', { name: /장바구니 보기/ })
    .last()
    .click();
  const cart = page.getByRole('dialog', { name: '장바구니' });
  await cart.getByRole('button', { name: '뚝배기 계란찜 빼기' }).first().click();
  const undo = page.getByRole('button', { name: '되돌리기' });
  await expect(undo).toBeInViewport();
  // A press that lands, on what a reader of screens finds.
  await undo.click();
  await expect(cart.getByRole('button', { name: '뚝배기 계란찜 빼기' })).toHaveCount(1);
  await context.close();
});
