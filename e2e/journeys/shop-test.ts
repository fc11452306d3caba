import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { adminLogin } from '@tableorder/contract/access';
import { listTables, type Table } from '@tableorder/contract/tables';
import { type DemoSignIn, startBackend, startFrontend } from '../product.ts';
import { call, guestPath } from '../shop.ts';

/** The whole product, running: the demo shop behind the built screens, a token and the sign-in of its owner. */
export interface OpenShop {
  readonly url: string;
  readonly token: string;
  readonly signIn: DemoSignIn;
  readonly tables: readonly Table[];
}

export const test = base.extend<object, { shop: OpenShop }>({
  shop: [
    async ({ browserName }, use) => {
      const folder = await mkdtemp(join(tmpdir(), `tableorder-${browserName}-`));
      const backend = await startBackend(folder, { SEED_DEMO: 'true' });
      const frontend = await startFrontend(backend);
      const { demo } = backend;
      if (!demo) throw new Error('the demo shop was not made');
      const { store, username, password } = demo;
      const { token } = await call(frontend.url, adminLogin, { body: { store, username, password } });
      const { items: tables } = await call(frontend.url, listTables, { token });
      await use({ url: frontend.url, token, signIn: demo, tables });
      await frontend.stop();
      await backend.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

export { expect } from '@playwright/test';

/** A table of the shop by its number; each test has its own, so that none meets another's guests. */
export function tableOf({ tables }: OpenShop, number: number): Table {
  const table = tables.find((one) => one.number === number);
  if (!table) throw new Error(`the demo shop has no table ${number}`);
  return table;
}

/** Sits down at a table as a guest does: the QR code scanned, one tap. */
export async function sitDown(page: Page, shop: OpenShop, number: number): Promise<void> {
  await page.goto(`${shop.url}${await guestPath(shop.url, shop.token, tableOf(shop, number))}`);
  await page.getByRole('button', { name: '시작하기' }).click();
  await page.getByRole('heading', { name: '메뉴', exact: true }).or(page.getByRole('navigation')).first().waitFor();
}

export async function signInAsOwner(page: Page, { url, signIn }: OpenShop): Promise<void> {
  await page.goto(`${url}/staff`);
  await page.getByLabel('매장 코드').fill(signIn.store);
  await page.getByLabel('아이디').fill(signIn.username);
  await page.getByLabel('비밀번호', { exact: true }).fill(signIn.password);
  await page.getByRole('button', { name: '들어가기' }).click();
  await page.getByRole('heading', { name: '현황' }).waitFor();
}
