import { refresh, tableLogin } from '@tableorder/contract/access';
import { listMyCalls } from '@tableorder/contract/calls';
import { reportDevice } from '@tableorder/contract/devices';
import type {
  CategoryId,
  MenuId,
  OptionGroupId,
  OptionId,
  OrderId,
  OrderItemId,
  SessionId,
  StoreId,
  TableId,
} from '@tableorder/contract/ids';
import { streamForTable } from '@tableorder/contract/live';
import { type MenuItem, type MenuOptionGroup, readMenu } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import { listMyOrders, type Order } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import { DEFAULT_SETTINGS, guestSettings, readGuestSettings } from '@tableorder/contract/settings';
import { toInstant } from '@tableorder/contract/time';
import { readWaiting } from '@tableorder/contract/waiting';
import { openSigning } from '../src/features/access/guest-sign.ts';
import { GuestApp } from '../src/guest/guest-app.tsx';
import { partyCode, rest } from '../src/guest/guest-later.tsx';
import type { GuestShelves } from '../src/guest/guest-shelves.ts';
import { visitOf } from '../src/guest/guest-visit.ts';
import { guestLanguage } from '../src/i18n/guest.ts';
import { LanguageProvider } from '../src/i18n/language-provider.tsx';
import { openStorage } from '../src/lib/storage.ts';
import { createFakeBackend } from './fake-backend.ts';
import { fakeCart } from './fake-cart.ts';
import { renderScreen } from './render.tsx';

const id = <I extends string>(at: number) => `0199aaaa-0000-7000-8000-${String(at).padStart(12, '0')}` as I;
const AT = Date.parse('2026-11-23T09:00:00Z');
export const TABLE = { id: id<TableId>(1), number: 5, label: null };
export const SESSION = id<SessionId>(2);
export const STORE = { id: id<StoreId>(3), code: 'hansang', name: '한상', currency: 'KRW', timeZone: 'Asia/Seoul', locale: 'ko' as const };

export const anOption = (at: number, name: string, priceDelta = 0) => ({
  id: id<OptionId>(at),
  name,
  priceDelta: asMoney(priceDelta),
  available: true,
});
export const aGroup = (at: number, name: string, rule: Partial<MenuOptionGroup>): MenuOptionGroup => ({
  id: id<OptionGroupId>(at),
  name,
  min: 0,
  max: 1,
  maxPerOption: 1,
  options: [],
  ...rule,
});
export const anItem = (at: number, name: string, price: number, more: Partial<MenuItem> = {}): MenuItem => ({
  id: id<MenuId>(at),
  name,
  description: '',
  price: asMoney(price),
  imageUrl: null,
  images: [],
  available: true,
  soldOut: false,
  badges: [],
  allergens: [],
  origin: null,
  spiceLevel: 0,
  alcohol: false,
  servingHours: null,
  optionGroups: [],
  recommendedIds: [],
  ...more,
});
export const anOrder = (number: string, more: Partial<Order> = {}): Order => ({
  id: id<OrderId>(1000 + Number(number)),
  number,
  status: 'PENDING',
  version: 1,
  tableId: TABLE.id,
  tableNumber: TABLE.number,
  sessionId: SESSION,
  items: [
    {
      id: id<OrderItemId>(5000),
      menuId: id<MenuId>(100),
      name: '김치찌개',
      unitPrice: asMoney(9000),
      quantity: 1,
      options: [],
      subtotal: asMoney(9000),
      note: null,
      stationIds: [],
    },
  ],
  totalAmount: asMoney(9000),
  note: null,
  cancelReason: null,
  createdAt: toInstant(AT),
  updatedAt: toInstant(AT),
  seenAt: null,
  transitions: [{ from: null, to: 'PENDING', at: toInstant(AT), by: 'guest' }],
  ...more,
});

/** A table with a menu, as a guest finds it. What the shop has can be changed at any time. */
export function openShop(kind: 'phone' | 'tablet' = 'phone') {
  const backend = createFakeBackend();
  const shop = {
    items: [anItem(100, '김치찌개', 9000), anItem(101, '된장찌개', 8000)],
    orders: [] as Order[],
    settings: guestSettings(DEFAULT_SETTINGS),
    /** A code that opens the table. */
    code: 'secret',
  };
  const token = { token: 'token', expiresAt: toInstant(AT + 400 * 86_400_000) };
  const signedIn = () => ({
    ...token,
    store: STORE,
    table: TABLE,
    session: kind === 'phone' ? { id: SESSION, startedAt: toInstant(AT) } : null,
    ...(kind === 'tablet' ? { deviceKey: 'device-key' } : {}),
  });
  backend.on(tableLogin, signedIn);
  backend.on(refresh, () => token);
  backend.on(readMenu, () => ({ categories: [{ id: id<CategoryId>(10), name: '찌개', parentId: null, items: shop.items }] }));
  backend.on(listMyOrders, () => ({ items: shop.orders, nextCursor: null, sessionTotal: sessionTotal(shop.orders) }));
  backend.on(readWaiting, () => ({ range: null, busy: null }));
  backend.on(readGuestSettings, () => shop.settings);
  backend.on(listMyCalls, () => ({ items: [], nextCursor: null }));
  backend.on(streamForTable, () => null);
  backend.on(reportDevice, () => null);
  const table = fakeCart(backend, kind === 'phone' ? SESSION : null);
  backend.install();
  return { backend, shop, table, signedIn };
}

/** Opens the app as a browser would at that address; what it stored before is still there. */
export async function openGuestApp(path: string, secret: string | null = null) {
  const [start, storage] = await Promise.all([guestLanguage.open(), openStorage<GuestShelves>('guest-test')]);
  const signing = await openSigning(storage, 'http://shop.test');
  await Promise.all([partyCode.load(), rest.load()]);
  const app = (
    <LanguageProvider start={start}>
      <GuestApp storage={storage} signing={signing} visit={visitOf(path, secret)} page={null} />
    </LanguageProvider>
  );
  return renderScreen(app, { path });
}

/** A tablet that staff have paired and nobody has touched yet. */
export async function pairTablet() {
  const app = await openGuestApp('/pair');
  await app.user.type(await app.findByLabelText('매장 코드'), 'hansang');
  await app.user.type(app.getByLabelText('테이블 번호'), '5');
  await app.user.type(app.getByLabelText('연결 코드'), 'ABC234');
  await app.user.click(app.getByRole('button', { name: '연결하기' }));
  await app.findByRole('button', { name: '5번 테이블, 눌러서 시작하기' });
  return app;
}

/** A guest who has scanned the code. */
export async function seatGuest() {
  const app = await openGuestApp('/t/hansang/5', 'secret');
  await app.findByRole('heading', { name: '찌개' });
  return app;
}
