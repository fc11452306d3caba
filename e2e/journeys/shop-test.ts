import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { adminLogin } from '@tableorder/contract/access';
import { listTables, type Table } from '@tableorder/contract/tables';
import { orderEgg } from '../ordering.ts';
import { type DemoSignIn, startBackend, startFrontend } from '../product.ts';
import { call, guestPath } from '../shop.ts';

/** The whole product, running: the demo shop behind the built screens, a token and the sign-in of its owner. */
export interface OpenShop {
  readonly url: string;
  readonly backendUrl: string;
  /** The owner's, of a sign-in of this journey: a person has ten at the most, and the journeys before may have used them up. */
  readonly token: string;
  readonly signIn: DemoSignIn;
  readonly tables: readonly Table[];
}

interface RunningShop extends Omit<OpenShop, 'token'> {
  readonly enter: () => Promise<string>;
  readonly close: () => Promise<void>;
}

async function openShop(): Promise<RunningShop> {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-journey-'));
  const backend = await startBackend(folder, { SEED_DEMO: 'true' });
  const frontend = await startFrontend(backend);
  const { demo } = backend;
  if (!demo) throw new Error('the demo shop was not made');
  const { store, username, password } = demo;
  const enter = async () => (await call(frontend.url, adminLogin, { body: { store, username, password } })).token;
  const { items: tables } = await call(frontend.url, listTables, { token: await enter() });
  const close = async () => {
    await frontend.stop();
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: frontend.url, backendUrl: backend.url, signIn: demo, tables, enter, close };
}

/** One shop at a time, of one file of journeys. */
interface Street {
  readonly shopOf: (file: string) => Promise<RunningShop>;
}

/** Each file has a shop of its own: no journey meets the guests, the menu or the sign-ins of another file's. */
export const test = base.extend<{ shop: OpenShop }, { street: Street }>({
  street: [
    async ({ browserName: _ }, use) => {
      const open = new Map<string, RunningShop>();
      const closeAll = async () => {
        for (const shop of open.values()) await shop.close();
        open.clear();
      };
      await use({
        async shopOf(file) {
          const known = open.get(file);
          if (known) return known;
          await closeAll();
          const shop = await openShop();
          open.set(file, shop);
          return shop;
        },
      });
      await closeAll();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  shop: async ({ street }, use, { file }) => {
    const { enter, close: _, ...shop } = await street.shopOf(file);
    await use({ ...shop, token: await enter() });
  },
});

export { expect };

/** By the sign-in that came with the shop: an address may be another shop's later. */
const made = new WeakMap<DemoSignIn, Promise<unknown>>();

/** Prepares a shop for the tests of one file: done once for each shop, however many of them this worker runs. */
export function onceFor<T>({ signIn }: OpenShop, prepare: () => Promise<T>): Promise<T> {
  const known = made.get(signIn) ?? prepare();
  made.set(signIn, known);
  return known as Promise<T>;
}

/** A table of the shop by its number; each test has its own, so that none meets another's guests. */
export function tableOf({ tables }: OpenShop, number: number): Table {
  const table = tables.find((one) => one.number === number);
  if (!table) throw new Error(`the demo shop has no table ${number}`);
  return table;
}

/** Sits down at a table as a guest does: the QR code scanned, and nothing more. */
export async function sitDown(page: Page, shop: OpenShop, number: number): Promise<void> {
  await page.goto(`${shop.url}${await guestPath(shop.url, shop.token, tableOf(shop, number))}`);
  // The address is the menu's once the table is joined.
  await page.waitForURL(`${shop.url}/`);
  await page.getByRole('main').locator('img').first().waitFor();
}

export async function signInAsOwner(page: Page, { url, signIn }: OpenShop): Promise<void> {
  await page.goto(`${url}/staff`);
  await page.getByLabel('매장 코드').fill(signIn.store);
  await page.getByLabel('아이디').fill(signIn.username);
  await page.getByLabel('비밀번호', { exact: true }).fill(signIn.password);
  await page.getByRole('button', { name: '들어가기' }).click();
  await page.getByRole('heading', { name: '현황' }).waitFor();
}

/** Chooses the steamed egg, which has nothing to decide, and orders it; gives the order's number once it has been shown its five seconds. */
export async function orderSomething(page: Page): Promise<string> {
  await orderEgg(page);
  const placed = page.getByRole('dialog', { name: '주문이 들어갔어요' });
  await expect(placed).toBeVisible();
  const number = /\d{3,}/.exec((await placed.textContent()) ?? '')?.[0] ?? 'none';
  await expect(placed).toBeHidden({ timeout: 8_000 });
  return number;
}
