import { adminLogin } from '@tableorder/contract/access';
import { callStaff } from '@tableorder/contract/calls';
import type { Role } from '@tableorder/contract/endpoint';
import { addMenuItem } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import { addTable } from '@tableorder/contract/tables';
import { makeSetupToken } from '../src/features/access/access.setup.ts';
import { newId } from '../src/infra/clock/new-id.ts';
import { line, openShop, order, PASSWORD, type Shop } from './builders.ts';
import type { Backend } from './start-backend.ts';

/** One id of each kind that a request can name. */
export interface Ids {
  readonly storeCode: string;
  readonly tableId: string;
  readonly freeTableId: string;
  readonly busyTableId: string;
  readonly categoryId: string;
  readonly menuId: string;
  readonly groupId: string;
  readonly optionId: string;
  readonly orderId: string;
  readonly callId: string;
  readonly staffId: string;
}

/** A shop in full service: two parties, a free table, an order, a call, and somebody of each role signed in. */
export interface World {
  readonly shop: Shop;
  readonly ids: Ids;
  readonly staff: Readonly<Record<Role, string>>;
  /** The phone whose order `ids.orderId` is, and the tablet of the same table. */
  readonly phone: string;
  readonly tablet: string;
  /** A phone at another table with a party. */
  readonly otherPhone: string;
}

export const NOBODYS: Omit<Ids, 'storeCode'> = {
  tableId: '00000000-0000-7000-8000-000000000001',
  freeTableId: '00000000-0000-7000-8000-000000000002',
  busyTableId: '00000000-0000-7000-8000-000000000003',
  categoryId: '00000000-0000-7000-8000-000000000004',
  menuId: '00000000-0000-7000-8000-000000000005',
  groupId: '00000000-0000-7000-8000-000000000010',
  optionId: '00000000-0000-7000-8000-000000000006',
  orderId: '00000000-0000-7000-8000-000000000007',
  callId: '00000000-0000-7000-8000-000000000008',
  staffId: '00000000-0000-7000-8000-000000000009',
};

export async function openWorld(backend: Backend): Promise<World> {
  const shop = await openShop(backend);
  const table = await shop.table(1);
  const busy = await shop.table(2);
  const free = await backend.call(addTable, { token: shop.owner, body: { number: 3 } });
  const item = await backend.call(addMenuItem, {
    token: shop.owner,
    body: {
      categoryId: shop.categoryId,
      name: '비빔밥',
      price: asMoney(9000),
      optionGroups: [{ name: '추가', min: 0, max: 1, options: [{ name: '계란', priceDelta: asMoney(500) }] }],
    },
  });
  const tablet = (await shop.tablet(table)).token;
  const phone = await shop.phone(table);
  const otherPhone = await shop.phone(busy);
  const placed = await order(backend, phone, [line(item.id)]);
  await order(backend, otherPhone, [line(item.id)]);
  const call = await backend.call(callStaff, { token: phone, body: { reason: 'water' } });
  const staff = { owner: shop.owner, manager: await shop.staff('manager'), staff: await shop.staff('staff'), kitchen: '' };
  const signedIn = await backend.call(adminLogin, { body: { store: shop.store.code, username: 'staff2', password: PASSWORD } });
  return {
    shop,
    staff: { ...staff, kitchen: await shop.staff('kitchen') },
    phone,
    tablet,
    otherPhone,
    ids: {
      storeCode: shop.store.code,
      tableId: table.id,
      freeTableId: free.id,
      busyTableId: busy.id,
      categoryId: shop.categoryId,
      menuId: item.id,
      groupId: item.optionGroups[0]?.id ?? '',
      optionId: item.optionGroups[0]?.options[0]?.id ?? '',
      orderId: placed.id,
      callId: call.id,
      staffId: signedIn.staff.id,
    },
  };
}

/** A request that its endpoint accepts, made of ids. */
export interface Sample {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: Buffer;
  /** What is asked before, so that the sample can succeed. */
  readonly needs?: readonly { readonly method: string; readonly url: string; readonly body?: unknown }[];
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
  'base64',
);
const FORM = '----form';
const picture = Buffer.concat([
  Buffer.from(`--${FORM}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`),
  PNG,
  Buffer.from(`\r\n--${FORM}--\r\n`),
]);
const lines = (ids: Ids) => [{ menuId: ids.menuId, quantity: 1, optionIds: [ids.optionId], note: '덜 맵게' }];
const key = () => ({ 'idempotency-key': newId() });
const days = 'from=2026-11-01&to=2026-11-30';

/** An accepted request for every endpoint of the contract, by its name. An endpoint that is missing here fails the walk. */
export const SAMPLES: Readonly<Record<string, (ids: Ids, setupToken: string) => Sample>> = {
  readHealth: () => ({}),
  readLive: () => ({}),
  readReady: () => ({}),
  getSetup: () => ({}),
  setUp: (_, setupToken) => ({
    body: {
      setupToken,
      store: { code: `new-${newId().slice(-12)}`, name: '새 가게', currency: 'KRW', timeZone: 'Asia/Seoul', locale: 'ko' },
      owner: { username: 'boss', password: PASSWORD },
    },
  }),
  adminLogin: (ids) => ({ body: { store: ids.storeCode, username: 'boss', password: PASSWORD } }),
  tableLogin: (ids) => ({ body: { store: ids.storeCode, tableNumber: 1, code: 'QR' } }),
  refresh: () => ({ body: { deviceKey: 'KEY' } }),
  logout: () => ({}),
  listStaff: () => ({}),
  addStaff: () => ({ body: { username: 'kim', password: PASSWORD, role: 'staff' } }),
  changeStaff: (ids) => ({ params: { staffId: ids.staffId }, body: { role: 'kitchen', password: PASSWORD } }),
  removeStaff: (ids) => ({ params: { staffId: ids.staffId } }),
  changeMyPassword: () => ({ body: { current: PASSWORD, next: 'Doenjang-Guk-8' } }),
  readMenu: () => ({ query: 'lang=en' }),
  readMenuItem: (ids) => ({ params: { menuId: ids.menuId }, query: 'lang=en' }),
  readCategories: () => ({ query: 'lang=en' }),
  listCategories: () => ({}),
  addCategory: (ids) => ({ body: { name: '음료', parentId: ids.categoryId, translations: { en: { name: 'Drinks' } } } }),
  changeCategory: (ids) => ({
    params: { categoryId: ids.categoryId },
    body: { name: '식사류', parentId: null, translations: { en: { name: 'Meals' } } },
  }),
  removeCategory: (ids) => ({
    params: { categoryId: ids.categoryId },
    needs: [{ method: 'DELETE', url: `/api/admin/menus/${ids.menuId}` }],
  }),
  orderCategories: (ids) => ({ body: { ids: [ids.categoryId] } }),
  listMenuItems: () => ({}),
  addMenuItem: (ids) => ({ body: { categoryId: ids.categoryId, name: '냉면', price: 9000, ...details } }),
  readAdminMenuItem: (ids) => ({ params: { menuId: ids.menuId } }),
  changeMenuItem: (ids) => ({
    params: { menuId: ids.menuId },
    body: {
      categoryId: ids.categoryId,
      name: '냉면',
      price: 9000,
      ...details,
      optionGroups: [{ id: ids.groupId, name: '면', min: 0, max: 1, options: [{ id: ids.optionId, name: '곱', priceDelta: 1 }] }],
    },
  }),
  removeMenuItem: (ids) => ({ params: { menuId: ids.menuId } }),
  orderMenuItems: (ids) => ({ body: { categoryId: ids.categoryId, ids: [ids.menuId] } }),
  setAvailability: (ids) => ({ params: { menuId: ids.menuId }, body: { state: 'sold_out', until: '2099-01-01T00:00:00.000Z' } }),
  uploadImage: (ids) => ({
    params: { menuId: ids.menuId },
    headers: { 'content-type': `multipart/form-data; boundary=${FORM}` },
    payload: picture,
  }),
  removeImage: (ids) => ({ params: { menuId: ids.menuId } }),
  listTables: () => ({}),
  addTable: () => ({ body: { number: 44, label: '창가', zone: '홀' } }),
  changeTable: (ids) => ({ params: { tableId: ids.tableId }, body: { number: 45, label: null, zone: '홀' } }),
  removeTable: (ids) => ({ params: { tableId: ids.freeTableId } }),
  makePairingCode: (ids) => ({ params: { tableId: ids.tableId } }),
  unpairTablets: (ids) => ({ params: { tableId: ids.tableId } }),
  readQr: (ids) => ({ params: { tableId: ids.tableId } }),
  readQrSvg: (ids) => ({ params: { tableId: ids.tableId } }),
  readQrPng: (ids) => ({ params: { tableId: ids.tableId } }),
  rotateQr: (ids) => ({ params: { tableId: ids.tableId } }),
  streamForTable: () => ({}),
  streamForStaff: () => ({}),
  makeTicket: () => ({}),
  placeOrder: (ids) => ({ headers: key(), body: { items: lines(ids), expectedTotal: 9500, note: '빨리요' } }),
  listMyOrders: () => ({ query: 'limit=50' }),
  readMyOrder: (ids) => ({ params: { orderId: ids.orderId } }),
  changeMyOrder: (ids) => ({
    params: { orderId: ids.orderId },
    body: { items: lines(ids), expectedTotal: 9500, note: null, version: 1 },
  }),
  cancelMyOrder: (ids) => ({ params: { orderId: ids.orderId }, body: { reason: '실수' } }),
  listOrders: (ids) => ({ query: `limit=50&status=PENDING&tableId=${ids.tableId}&state=current&number=1&${days}` }),
  readOrder: (ids) => ({ params: { orderId: ids.orderId } }),
  placeStaffOrder: (ids) => ({
    headers: key(),
    body: { tableId: ids.tableId, items: lines(ids), expectedTotal: 9500, note: '빨리요' },
  }),
  setOrderStatus: (ids) => ({ params: { orderId: ids.orderId }, body: { status: 'CONFIRMED', version: 1, reason: '응' } }),
  deleteOrder: (ids) => ({ params: { orderId: ids.orderId }, body: { reason: '잘못 받음' } }),
  readBoard: () => ({}),
  callStaff: () => ({ body: { reason: 'bill', note: '카드' } }),
  listMyCalls: () => ({}),
  listCalls: () => ({}),
  finishCall: (ids) => ({ params: { callId: ids.callId } }),
  completeTable: (ids) => ({
    params: { tableId: ids.tableId },
    body: { resolutions: [{ orderId: ids.orderId, action: 'cancel', reason: '떠남' }] },
  }),
  moveTable: (ids) => ({ params: { tableId: ids.tableId }, body: { toTableId: ids.freeTableId } }),
  mergeTables: (ids) => ({ params: { tableId: ids.tableId }, body: { toTableId: ids.busyTableId } }),
  readTableHistory: (ids) => ({ params: { tableId: ids.tableId }, query: `limit=50&${days}` }),
};

const details = {
  description: '시원한 육수',
  translations: { en: { name: 'Cold noodles', description: 'Cold', origin: 'Korea' } },
  badges: ['new'],
  allergens: ['buckwheat'],
  origin: '국내산',
  spiceLevel: 1,
  alcohol: false,
  servingHours: [{ weekdays: [1, 2], from: '10:00', to: '22:00' }],
  dailyStock: 20,
  optionGroups: [
    {
      name: '면',
      translations: { en: { name: 'Noodles' } },
      min: 0,
      max: 1,
      maxPerOption: 1,
      options: [{ name: '곱빼기', translations: { en: { name: 'Double' } }, priceDelta: 2000, available: true }],
    },
  ],
};

export const setupTokenFor = (backend: Backend): Promise<string> => makeSetupToken(backend.ports);
