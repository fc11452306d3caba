import type { Page } from '@playwright/test';
import { addStaff } from '@tableorder/contract/access';
import { listMenuItems } from '@tableorder/contract/menu.admin';
import { type Order, placeStaffOrder } from '@tableorder/contract/orders';
import { call } from '../shop.ts';
import { expect, type OpenShop, tableOf } from './shop-test.ts';

const PASSWORD = 'Kimchi-Jjigae-77';
let cooks = 0;

/** A cook of their own at a kitchen display, before the station is chosen. */
export async function signInAsCook(page: Page, shop: OpenShop): Promise<void> {
  cooks += 1;
  const username = `cook${cooks}`;
  await call(shop.url, addStaff, { token: shop.token, body: { username, password: PASSWORD, role: 'kitchen' } });
  await page.goto(`${shop.url}/kitchen`);
  await page.getByLabel('매장 코드').fill(shop.signIn.store);
  await page.getByLabel('아이디').fill(username);
  await page.getByLabel('비밀번호', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '이 화면은 어느 파트인가요?' }).waitFor();
}

export const ticketOf = (page: Page, number: string) => page.getByRole('article', { name: new RegExp(`주문 ${number}$`) });

/** Chooses a ticket as a bump bar does: by its key, or along the row. */
export async function select(page: Page, number: string): Promise<void> {
  const ticket = ticketOf(page, number);
  await page.keyboard.press('1');
  for (let steps = 0; steps < 60 && (await ticket.getAttribute('aria-current')) !== 'true'; steps += 1)
    await page.keyboard.press('ArrowRight');
  await expect(ticket).toHaveAttribute('aria-current', 'true');
}

export async function place(shop: OpenShop, table: number, dishes: readonly string[], note: string | null = null): Promise<Order> {
  const { items } = await call(shop.url, listMenuItems, { token: shop.token });
  const lines = dishes.map((name) => {
    const dish = items.find((item) => item.name === name);
    if (!dish) throw new Error(`the demo shop has no ${name}`);
    return {
      menuId: dish.id,
      quantity: 1,
      optionIds: dish.optionGroups.flatMap(({ min, options }) => options.slice(0, min).map(({ id }) => id)),
    };
  });
  return call(shop.url, placeStaffOrder, { token: shop.token, body: { tableId: tableOf(shop, table).id, items: lines, note } });
}
