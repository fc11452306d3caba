import type { Locator, Page } from '@playwright/test';
import { type OpenShop, signInAsOwner } from './shop-test.ts';

/** The menu editor at the desserts, whose list it gives. */
export async function openMenu(page: Page, shop: OpenShop): Promise<Locator> {
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/menu`);
  const list = page.getByRole('list', { name: '디저트 메뉴' });
  await page
    .getByRole('navigation', { name: '분류' })
    .getByRole('button', { name: /^디저트/ })
    .click();
  await list.waitFor();
  return list;
}
