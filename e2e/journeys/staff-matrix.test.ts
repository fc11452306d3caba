import { addStaff, adminLogin } from '@tableorder/contract/access';
import type { Backup, Backups } from '@tableorder/contract/backups';
import type { readAddresses } from '@tableorder/contract/devices';
import type { ReplyOf } from '@tableorder/contract/endpoint';
import { listOrders } from '@tableorder/contract/orders';
import { confirmSecondFactor, setMyPin, startSecondFactor } from '@tableorder/contract/people';
import { LAST_STEP, type UnseenOrder } from '@tableorder/contract/receipts';
import { listStations } from '@tableorder/contract/stations';
import { toInstant } from '@tableorder/contract/time';
import { stepAt, totp } from '../../backend/src/infra/crypto/totp.ts';
import { call } from '../shop.ts';
import { look, PASSES, ShopWords, speak, WIDE } from './looking.ts';
import { expect, type OpenShop, onceFor, signInAsOwner, test } from './shop-test.ts';
import { type Party, seatParty } from './staff-party.ts';
import { addTroubledPrinters } from './staff-printers.ts';
import { goTo, leave, SCREENS, type Screen, type Visit, wordsOf } from './staff-screens.ts';

const PASSWORD = 'Kimchi-Jjigae-77';

test.describe.configure({ mode: 'parallel' });

const furnish = (shop: OpenShop): Promise<Party> =>
  onceFor(shop, async () => {
    await addTroubledPrinters(shop);
    return await seatParty(shop);
  });

for (const pass of PASSES) {
  test(`every staff screen in ${pass.locale}, ${pass.colorScheme}, from 360 to 2560 px`, async ({ page, shop }) => {
    test.setTimeout(300_000);
    const party = await furnish(shop);
    const words = new ShopWords();
    words.listenTo(page.context());
    await signInAsOwner(page, shop);
    const say = wordsOf(pass.locale);
    await page.setViewportSize(WIDE);
    await speak(page, pass);
    await page.getByRole('article').or(page.getByRole('main')).first().waitFor();
    const visit: Visit = { page, say, shop, ...party };
    for (const screen of SCREENS) {
      await page.setViewportSize(WIDE);
      await test.step(screen.name, async () => {
        try {
          await screen.open(visit);
          await look({ page, pass, words }, screen.name);
        } catch (error) {
          expect.soft(String(error).slice(0, 600), screen.name).toBe('');
        }
        await page.setViewportSize(WIDE);
        await leave(page, say);
      });
    }
    await goTo(page, '/settings');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await goTo(page, '/audit');
    await expect.poll(() => page.evaluate(() => window.scrollY), 'a place begins at its top').toBe(0);
  });
}

test('the board that warns, in four languages, two lights, from 360 to 2560 px', async ({ page, shop }) => {
  test.setTimeout(120_000);
  await furnish(shop);
  const { items: stations } = await call(shop.url, listStations, { token: shop.token });
  const { items: orders } = await call(shop.url, listOrders, { token: shop.token, query: {} });
  const unseen: UnseenOrder[] = orders.slice(0, 5).map(({ id: orderId, number, tableId, tableNumber, createdAt: since }) => ({
    ...{ orderId, number, tableId, tableNumber, since },
    stationIds: [],
    step: LAST_STEP,
  }));
  // What takes dark screens and a closed kitchen to come about is told as the server would.
  await page.route('**/api/admin/orders/unseen', (route) => route.fulfill({ json: { items: unseen } }));
  await page.route('**/api/admin/displays', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { items: [], nextCursor: null, unheard: stations.map(({ id }) => id) } })
      : route.continue(),
  );
  const night = (day: number, state: Backup['state']): Backup => ({ at: toInstant(Date.UTC(2026, 10, day, 19)), state });
  const backups: Backups = {
    kept: true,
    running: false,
    overdue: true,
    items: [night(26, 'failed'), night(25, 'unproven'), night(24, 'proven')],
  };
  await page.route('**/api/admin/backups', (route) => route.fulfill({ json: backups }));
  // As a computer with two networks would answer; the code is the server's own.
  await page.route('**/api/admin/devices/addresses*', async (route) => {
    const asked = new URL(route.request().url());
    asked.searchParams.set('at', 'http://192.168.0.12:3000');
    const { items } = (await (await route.fetch({ url: String(asked) })).json()) as ReplyOf<typeof readAddresses>;
    const second = items.map((item) => ({ ...item, by: 'network', url: 'http://the-little-box-behind-the-counter.shop.example:3000' }));
    return route.fulfill({ json: { items: [...items, ...second], nextCursor: null } });
  });
  const words = new ShopWords();
  words.listenTo(page.context());
  await signInAsOwner(page, shop);
  for (const pass of PASSES) {
    await page.setViewportSize(WIDE);
    await speak(page, pass);
    const say = wordsOf(pass.locale);
    await page.getByRole('link', { name: say('staff.unheard.open') }).waitFor();
    await page.getByRole('button', { name: say('staff.unseen.open') }).waitFor();
    await page.getByRole('link', { name: say('staff.backups.open') }).waitFor();
    await look({ page, pass, words }, 'warned');
    await goTo(page, '/settings/backups');
    await page.getByRole('list', { name: say('staff.backups.list') }).waitFor();
    await look({ page, pass, words }, 'overdue');
    await goTo(page, '/devices/addresses');
    await page.getByText('http://192.168.0.12:3000/pair').waitFor();
    await look({ page, pass, words }, 'reached');
    await goTo(page, '/');
  }
});

const DOOR: readonly Screen[] = [
  { name: 'sign-in', open: ({ page, say }) => page.getByLabel(say('staff.sign-in.store')).waitFor() },
  {
    name: 'second step',
    open: async ({ page, say, shop }) => {
      await page.getByLabel(say('staff.sign-in.store')).fill(shop.signIn.store);
      await page.getByLabel(say('staff.sign-in.username')).fill('matrix-two');
      await page.getByLabel(say('staff.sign-in.password'), { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: say('staff.sign-in.go'), exact: true }).click();
      await page.getByLabel(say('staff.sign-in.code')).waitFor();
    },
  },
];

test('the door and the lock in four languages, two lights, from 360 to 2560 px', async ({ page, shop, browser }) => {
  test.setTimeout(120_000);
  for (const username of ['matrix-two', 'matrix-pin'])
    await call(shop.url, addStaff, { token: shop.token, body: { username, password: PASSWORD, role: 'owner' } });
  const body = (username: string) => ({ store: shop.signIn.store, username, password: PASSWORD });
  const { token } = await call(shop.url, adminLogin, { body: body('matrix-two') });
  const { secret } = await call(shop.url, startSecondFactor, { token, body: { password: PASSWORD } });
  await call(shop.url, confirmSecondFactor, { token, body: { code: totp(secret, stepAt(Date.now())) } });
  const pinned = await call(shop.url, adminLogin, { body: body('matrix-pin') });
  await call(shop.url, setMyPin, { token: pinned.token, body: { password: PASSWORD, pin: '4821' } });
  const words = new ShopWords();
  const locked = await (await browser.newContext({ locale: 'ko-KR', viewport: WIDE })).newPage();
  await signInAsOwner(locked, { ...shop, signIn: body('matrix-pin') });
  await locked.getByRole('button', { name: '잠그기' }).click();
  await locked.getByRole('heading', { name: '누가 일하나요?' }).waitFor();
  await page.goto(`${shop.url}/staff`);
  for (const pass of PASSES) {
    const say = wordsOf(pass.locale);
    await speak(page, pass);
    for (const screen of DOOR) {
      await screen.open({ page, say, shop, busy: '', order: '', session: '' });
      await look({ page, pass, words }, screen.name);
    }
    await speak(locked, pass);
    await locked.getByRole('heading', { name: say('staff.lock.title') }).waitFor();
    await look({ page: locked, pass, words }, 'lock');
    await locked.getByRole('button', { name: /matrix-pin/ }).click();
    await locked.getByLabel(say('staff.lock.pin-of', { name: 'matrix-pin' })).waitFor();
    await look({ page: locked, pass, words }, 'PIN');
  }
  await locked.close();
});
