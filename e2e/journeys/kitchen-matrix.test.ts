import type { Page } from '@playwright/test';
import { fireCourse, holdLines } from '@tableorder/contract/kitchen';
import { LAST_STEP, type UnseenOrder } from '@tableorder/contract/receipts';
import { listStations } from '@tableorder/contract/stations';
import { call } from '../shop.ts';
import { place, signInAsCook } from './kitchen-display.ts';
import { look, PASSES, ShopWords, speak, WIDE } from './looking.ts';
import { type OpenShop, onceFor, test } from './shop-test.ts';
import { type Say, wordsOf } from './staff-screens.ts';

interface Visit {
  readonly page: Page;
  readonly say: Say;
  readonly unseen: readonly UnseenOrder[];
}
interface Screen {
  readonly name: string;
  readonly at: 'none' | 'kitchen' | 'pass';
  readonly open: (visit: Visit) => Promise<unknown>;
}

const tickets = ({ page }: Visit) => page.locator('[data-ticket]').first().waitFor();
const sheet =
  (key: string) =>
  async ({ page }: Visit) => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
  };

const SCREENS: readonly Screen[] = [
  { name: 'choice', at: 'none', open: ({ page, say }) => page.getByRole('heading', { name: say('kitchen.choose.title') }).waitFor() },
  { name: 'tickets', at: 'kitchen', open: tickets },
  { name: 'all-day', at: 'kitchen', open: ({ page }) => page.keyboard.press('a') },
  { name: 'recent', at: 'kitchen', open: sheet('u') },
  { name: 'sold out', at: 'kitchen', open: sheet('o') },
  { name: 'keys', at: 'kitchen', open: sheet('?') },
  {
    name: 'this screen',
    at: 'kitchen',
    async open({ page, say }) {
      await page.getByRole('button', { name: say('kitchen.device') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'course',
    at: 'kitchen',
    async open({ page, say }) {
      await page
        .getByRole('button', { name: say('kitchen.hold') })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'pass', at: 'pass', open: tickets },
  {
    // What takes an evening of dark screens to come about is told as the server would.
    name: 'unseen',
    at: 'pass',
    async open({ page, say, unseen }) {
      await page.route('**/api/admin/orders/unseen', (route) => route.fulfill({ json: { items: unseen } }));
      await page.reload();
      await page.getByRole('button', { name: say('kitchen.unseen.show') }).waitFor();
    },
  },
];

/** Tickets of every kind: waiting, with notes, of an allergy, held, fired, changed. */
async function fillKitchen(shop: OpenShop): Promise<UnseenOrder[]> {
  const { token, url } = shop;
  const unseen: UnseenOrder[] = [];
  for (const table of [1, 2, 3]) {
    const order = await place(
      shop,
      table,
      ['뚝배기 계란찜', '돼지고기 김치찌개', '콜라'],
      table === 2 ? '새우 알레르기가 있어요' : '덜 맵게',
    );
    const [first, second] = order.items;
    if (!first || !second) throw new Error('an order without dishes');
    const at = { token, params: { orderId: order.id } };
    await call(url, holdLines, { ...at, body: { itemIds: [first.id], course: 2 } });
    if (table === 1) await call(url, fireCourse, { ...at, body: { course: 2 } });
    const { id: orderId, number, tableId, tableNumber, createdAt: since } = order;
    unseen.push({ orderId, number, tableId, tableNumber, stationIds: [], step: LAST_STEP, since });
  }
  return unseen;
}

test.describe.configure({ mode: 'parallel' });

for (const pass of PASSES) {
  test(`every screen of the kitchen in ${pass.locale}, ${pass.colorScheme}, from 360 to 2560 px`, async ({ page, shop }) => {
    test.setTimeout(120_000);
    const unseen = await onceFor(shop, () => fillKitchen(shop));
    const { items } = await call(shop.url, listStations, { token: shop.token });
    const kitchen = items.find(({ takesRest }) => takesRest)?.id ?? '';
    const words = new ShopWords();
    words.listenTo(page.context());
    await page.setViewportSize(WIDE);
    await signInAsCook(page, shop);
    const say = wordsOf(pass.locale);
    for (const { name, at, open } of SCREENS)
      await test.step(name, async () => {
        const station = { none: null, kitchen, pass: 'pass' }[at];
        const device = JSON.stringify({ station, theme: pass.colorScheme, allergens: 'always' });
        await page.setViewportSize(WIDE);
        await page.evaluate((kept) => localStorage.setItem('tableorder.kitchen', kept), device);
        await speak(page, pass);
        await page.getByRole('main').waitFor();
        if (at !== 'none') await tickets({ page, say, unseen });
        await open({ page, say, unseen });
        await look({ page, pass, words }, name);
      });
  });
}
