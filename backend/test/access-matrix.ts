import { adminLogin } from '@tableorder/contract/access';
import { callStaff } from '@tableorder/contract/calls';
import type { Role } from '@tableorder/contract/endpoint';
import type { DisplayId } from '@tableorder/contract/ids';
import { addMenuItem } from '@tableorder/contract/menu.admin';
import { addOptionGroup } from '@tableorder/contract/menu.options';
import { asMoney } from '@tableorder/contract/money';
import { setMyPin, startSecondFactor } from '@tableorder/contract/people';
import { addPrinter, printTest } from '@tableorder/contract/printers';
import { addStation, listStations } from '@tableorder/contract/stations';
import { addTable } from '@tableorder/contract/tables';
import { makeSetupToken } from '../src/features/access/access.setup.ts';
import { failJobs } from '../src/features/printers/printers.jobs.sql.ts';
import { newId } from '../src/infra/clock/new-id.ts';
import { stepAt, totp } from '../src/infra/crypto/totp.ts';
import { line, openShop, order, PASSWORD, type Shop } from './builders.ts';
import type { Backend } from './start-backend.ts';

/** One id of each kind that a request can name. */
export interface Ids {
  readonly storeCode: string;
  readonly stationId: string;
  readonly printerId: string;
  readonly jobId: string;
  readonly otherStationId: string;
  readonly tableId: string;
  readonly freeTableId: string;
  readonly busyTableId: string;
  readonly categoryId: string;
  readonly menuId: string;
  readonly groupId: string;
  readonly libraryGroupId: string;
  readonly optionId: string;
  readonly orderId: string;
  readonly orderItemId: string;
  readonly sessionId: string;
  readonly callId: string;
  readonly staffId: string;
  readonly requestId: string;
  readonly signInId: string;
}

/** A shop in full service: two parties, a free table, an order, a call, and somebody of each role signed in. */
export interface World {
  readonly shop: Shop;
  readonly ids: Ids;
  readonly staff: Readonly<Record<Role, string>>;
  /** The phone whose order `ids.orderId` is, and the tablet of the same table. */
  readonly phone: string;
  readonly tablet: string;
  /** Of the phone that waits at a free table for `ids.requestId`. */
  readonly joinSecret: string;
  /** A phone at another table with a party. */
  readonly otherPhone: string;
}

export const NOBODYS: Omit<Ids, 'storeCode'> = {
  stationId: '00000000-0000-7000-8000-000000000021',
  printerId: '00000000-0000-7000-8000-000000000031',
  jobId: '00000000-0000-7000-8000-000000000032',
  otherStationId: '00000000-0000-7000-8000-000000000022',
  tableId: '00000000-0000-7000-8000-000000000001',
  freeTableId: '00000000-0000-7000-8000-000000000002',
  busyTableId: '00000000-0000-7000-8000-000000000003',
  categoryId: '00000000-0000-7000-8000-000000000004',
  menuId: '00000000-0000-7000-8000-000000000005',
  groupId: '00000000-0000-7000-8000-000000000010',
  libraryGroupId: '00000000-0000-7000-8000-000000000011',
  optionId: '00000000-0000-7000-8000-000000000006',
  orderId: '00000000-0000-7000-8000-000000000007',
  orderItemId: '00000000-0000-7000-8000-000000000023',
  sessionId: '00000000-0000-7000-8000-000000000011',
  callId: '00000000-0000-7000-8000-000000000008',
  staffId: '00000000-0000-7000-8000-000000000009',
  requestId: '00000000-0000-7000-8000-000000000011',
  signInId: '00000000-0000-7000-8000-000000000014',
};

/** Made by the screen itself, as each shop's own screens make theirs. */
const DISPLAY = '00000000-0000-4000-8000-000000000031' as DisplayId;
const aGroup = { name: '맵기', min: 1, max: 1, options: [{ name: '순하게', priceDelta: asMoney(0) }] };

export async function openWorld(backend: Backend): Promise<World> {
  const shop = await openShop(backend);
  const table = await shop.table(1);
  const busy = await shop.table(2);
  const free = await backend.call(addTable, { token: shop.owner, body: { number: 3 } });
  const asking = await shop.table(5);
  const item = await backend.call(addMenuItem, {
    token: shop.owner,
    body: {
      categoryId: shop.categoryId,
      name: '비빔밥',
      price: asMoney(9000),
      optionGroups: [{ name: '추가', min: 0, max: 1, options: [{ name: '계란', priceDelta: asMoney(500) }] }],
    },
  });
  const library = await backend.call(addOptionGroup, { token: shop.owner, body: aGroup });
  const bar = await backend.call(addStation, { token: shop.owner, body: { name: '바' } });
  const [kitchen] = (await backend.call(listStations, { token: shop.owner })).items;
  const printer = await backend.call(addPrinter, { token: shop.owner, body: { name: '주방', host: '192.168.0.50' } });
  const printed = await backend.call(printTest, { token: shop.owner, params: { printerId: printer.id } });
  // Nobody prints here: it is as one that was given up, with which everything can be done.
  await backend.ports.db.inStore(shop.store.id, (trx) => trx.run(failJobs, { storeId: shop.store.id, printerId: printer.id }));
  const tablet = (await shop.tablet(table)).token;
  const phone = await shop.phone(table);
  const otherPhone = await shop.phone(busy);
  const placed = await order(backend, phone, [line(item.id)]);
  await order(backend, otherPhone, [line(item.id)]);
  const call = await backend.call(callStaff, { token: phone, body: { reason: 'water' } });
  const staff = { owner: shop.owner, manager: await shop.staff('manager'), staff: await shop.staff('staff'), kitchen: '' };
  const signedIn = await backend.call(adminLogin, { body: { store: shop.store.code, username: 'staff2', password: PASSWORD } });
  const asked = await shop.askToJoin(asking);
  return {
    shop,
    joinSecret: asked.secret,
    staff: { ...staff, kitchen: await shop.staff('kitchen') },
    phone,
    tablet,
    otherPhone,
    ids: {
      storeCode: shop.store.code,
      stationId: bar.id,
      printerId: printer.id,
      jobId: printed.id,
      otherStationId: kitchen?.id ?? '',
      tableId: table.id,
      freeTableId: free.id,
      busyTableId: busy.id,
      categoryId: shop.categoryId,
      menuId: item.id,
      groupId: item.optionGroups[0]?.id ?? '',
      libraryGroupId: library.id,
      optionId: item.optionGroups[0]?.options[0]?.id ?? '',
      orderId: placed.id,
      orderItemId: placed.items[0]?.id ?? '',
      sessionId: placed.sessionId,
      callId: call.id,
      staffId: signedIn.staff.id,
      requestId: asked.requestId,
      signInId: (await backend.app.signIns.read(signedIn.token)).id,
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
  /** Only a tablet may, of all that a table token admits. */
  readonly by?: 'tablet';
  /** What is asked before, so that the sample can succeed. */
  readonly needs?: readonly { readonly method: string; readonly url: string; readonly body?: unknown }[];
}

const PIN = '4821';
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
const sheet = Buffer.from(
  `--${FORM}\r\ncontent-disposition: form-data; name="file"; filename="menu.csv"\r\ncontent-type: text/csv\r\n\r\ncategory,name,price\r\n음료,콜라,2000\r\n--${FORM}--\r\n`,
);
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
  awaitJoin: (ids) => ({ body: { requestId: ids.requestId, secret: 'SECRET' } }),
  logout: () => ({}),
  readSettings: () => ({}),
  changeSettings: () => ({ body: { name: '새 이름', joining: 'ask' } }),
  readGuestSettings: () => ({}),
  readWaiting: (ids) => ({ query: `items=${ids.menuId}` }),
  readBusy: () => ({}),
  setBusy: () => ({ body: { forMinutes: 30 } }),
  endBusy: () => ({}),
  listStations: () => ({}),
  addStation: () => ({ body: { name: '디저트', names: { en: 'Desserts' }, warnMs: 60_000, lateMs: 120_000, language: 'ko' } }),
  changeStation: (ids) => ({ params: { stationId: ids.stationId }, body: { name: '음료 바', lateMs: 1_800_000, takesRest: true } }),
  removeStation: (ids) => ({ params: { stationId: ids.stationId }, body: { toStationId: ids.otherStationId } }),
  orderStations: (ids) => ({ body: { ids: [ids.stationId, ids.otherStationId] } }),
  listAudit: () => ({}),
  listStaff: () => ({}),
  addStaff: () => ({ body: { username: 'kim', password: PASSWORD, role: 'staff' } }),
  changeStaff: (ids) => ({ params: { staffId: ids.staffId }, body: { role: 'kitchen', password: PASSWORD } }),
  removeStaff: (ids) => ({ params: { staffId: ids.staffId } }),
  readScreen: () => ({ body: { screenKey: 'KEY' } }),
  switchPerson: (ids) => ({ body: { screenKey: 'KEY', staffId: ids.staffId, pin: PIN } }),
  lockScreen: () => ({}),
  readRoles: () => ({}),
  readMe: () => ({}),
  setMyPin: () => ({ body: { password: PASSWORD, pin: PIN } }),
  removeMyPin: () => ({}),
  startSecondFactor: () => ({ body: { password: PASSWORD } }),
  confirmSecondFactor: () => ({ body: { code: '123456' } }),
  removeSecondFactor: () => ({ body: { password: PASSWORD, code: '123456' } }),
  listMySignIns: () => ({}),
  endMySignIn: (ids) => ({ params: { signInId: ids.signInId } }),
  endMyOtherSignIns: () => ({}),
  signStaffOut: (ids) => ({ params: { staffId: ids.staffId } }),
  exportAudit: () => ({ query: 'area=people&from=2026-11-01&to=2026-11-30&text=boss' }),
  changeMyPassword: () => ({ body: { current: PASSWORD, next: 'Doenjang-Guk-8' } }),
  readMenu: () => ({ query: 'lang=en' }),
  readMenuItem: (ids) => ({ params: { menuId: ids.menuId }, query: 'lang=en' }),
  readCategories: () => ({ query: 'lang=en' }),
  readPublicMenu: (ids) => ({ query: `store=${ids.storeCode}&lang=en` }),
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
  changePrices: (ids) => ({ body: { changes: [{ menuId: ids.menuId, from: 9000, to: 9500 }] } }),
  importMenu: () => ({
    query: 'dryRun=true',
    headers: { 'content-type': `multipart/form-data; boundary=${FORM}` },
    payload: sheet,
  }),
  exportMenu: () => ({ query: 'format=json' }),
  duplicateMenuItem: (ids) => ({ params: { menuId: ids.menuId } }),
  listOptionGroups: () => ({}),
  addOptionGroup: (ids) => ({ body: { ...aGroup, menuIds: [ids.menuId] } }),
  changeOptionGroup: (ids) => ({ params: { groupId: ids.libraryGroupId }, body: { ...aGroup, menuIds: [ids.menuId] } }),
  shareOptionGroup: (ids) => ({ params: { groupId: ids.groupId } }),
  removeOptionGroup: (ids) => ({ params: { groupId: ids.libraryGroupId } }),
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
  readLayout: () => ({}),
  arrangeTables: (ids) => ({ body: { places: [{ tableId: ids.tableId, x: 2, y: 3, width: 4, height: 3, shape: 'round' }] } }),
  makePairingCode: (ids) => ({ params: { tableId: ids.tableId } }),
  unpairTablets: (ids) => ({ params: { tableId: ids.tableId } }),
  readQr: (ids) => ({ params: { tableId: ids.tableId } }),
  readQrSvg: (ids) => ({ params: { tableId: ids.tableId } }),
  readQrPng: (ids) => ({ params: { tableId: ids.tableId } }),
  rotateQr: (ids) => ({ params: { tableId: ids.tableId } }),
  readQrSheet: () => ({ query: 'numbers=1,2' }),
  acceptJoin: (ids) => ({ params: { requestId: ids.requestId } }),
  refuseJoin: (ids) => ({ params: { requestId: ids.requestId } }),
  reportDevice: () => ({ body: { version: 'b1', battery: 80, charging: null, awake: true, secure: false }, by: 'tablet' }),
  exitTablet: () => ({
    body: { pin: '2468' },
    by: 'tablet',
    needs: [{ method: 'PUT', url: '/api/admin/devices/pin', body: { pin: '2468' } }],
  }),
  readUnpairing: () => ({ body: { deviceKey: 'KEY' } }),
  listDevices: () => ({}),
  readAddresses: () => ({}),
  setTabletPin: () => ({ body: { pin: '13579' } }),
  streamForTable: () => ({}),
  streamForStaff: () => ({}),
  makeTicket: () => ({}),
  readCart: () => ({}),
  changeCart: (ids) => ({
    body: {
      changes: [
        {
          id: '00000000-0000-4000-8000-000000000011',
          version: 0,
          line: { menuId: ids.menuId, name: '비빔밥', optionIds: [], quantity: 1, note: null, unitPrice: 9500 },
        },
      ],
    },
  }),
  nameMe: () => ({ body: { nickname: '민지' } }),
  placeOrder: (ids) => ({
    headers: key(),
    body: { items: lines(ids), expectedTotal: 9500, note: '빨리요' },
  }),
  listMyOrders: () => ({ query: 'limit=50' }),
  readMyOrder: (ids) => ({ params: { orderId: ids.orderId } }),
  changeMyOrder: (ids) => ({
    params: { orderId: ids.orderId },
    body: { items: lines(ids), expectedTotal: 9500, note: null, version: 1 },
  }),
  cancelMyOrder: (ids) => ({ params: { orderId: ids.orderId }, body: { reason: '실수' } }),
  listOrders: (ids) => ({ query: `limit=50&status=PENDING&tableId=${ids.tableId}&state=current&number=1&${days}` }),
  exportOrders: (ids) => ({ query: `status=PENDING&tableId=${ids.tableId}&state=all&number=1&${days}` }),
  readSession: (ids) => ({ params: { sessionId: ids.sessionId } }),
  readOrder: (ids) => ({ params: { orderId: ids.orderId } }),
  placeStaffOrder: (ids) => ({
    headers: key(),
    body: { tableId: ids.tableId, items: lines(ids), expectedTotal: 9500, note: '빨리요' },
  }),
  setOrderStatus: (ids) => ({ params: { orderId: ids.orderId }, body: { status: 'CONFIRMED', version: 1, reason: '응' } }),
  takeOrder: (ids) => ({ params: { orderId: ids.orderId }, body: { taken: true } }),
  listUnseen: () => ({}),
  listDisplays: () => ({}),
  readBackups: () => ({}),
  makeBackup: () => ({}),
  reportDisplay: (ids) => ({
    body: { displayId: DISPLAY, kind: 'kitchen', stationId: ids.stationId, awake: true, live: true, version: '1' },
  }),
  forgetDisplay: () => ({ params: { displayId: DISPLAY } }),
  readOrderRecord: (ids) => ({ params: { orderId: ids.orderId } }),
  readOrderRecordCsv: (ids) => ({ params: { orderId: ids.orderId } }),
  acknowledgeOrders: (ids) => ({ body: { orderIds: [ids.orderId], screen: 'board' } }),
  deleteOrder: (ids) => ({ params: { orderId: ids.orderId }, body: { reason: '잘못 받음' } }),
  changeOrder: (ids) => ({ params: { orderId: ids.orderId }, body: { version: 1, add: lines(ids), note: '천천히' } }),
  readTickets: (ids) => ({ query: `stationId=${ids.stationId}` }),
  readRecentTickets: (ids) => ({ query: `stationId=${ids.stationId}` }),
  readAllDay: (ids) => ({ query: `stationId=${ids.stationId}` }),
  startLines: (ids) => ({ params: { orderId: ids.orderId }, body: { stationId: ids.otherStationId } }),
  bumpLines: (ids) => ({ params: { orderId: ids.orderId }, body: { stationId: ids.otherStationId, itemIds: [ids.orderItemId] } }),
  recallLines: (ids) => ({ params: { orderId: ids.orderId }, body: { itemIds: [ids.orderItemId] } }),
  holdLines: (ids) => ({ params: { orderId: ids.orderId }, body: { itemIds: [ids.orderItemId], course: 2 } }),
  fireCourse: (ids) => ({ params: { orderId: ids.orderId }, body: { course: 2 } }),
  listPrinters: () => ({}),
  addPrinter: (ids) => ({
    body: {
      name: '바',
      host: '192.168.0.51',
      port: 9101,
      widthDots: 384,
      confirms: 'sent',
      stationIds: [ids.stationId],
      fallbackId: ids.printerId,
    },
  }),
  changePrinter: (ids) => ({
    params: { printerId: ids.printerId },
    body: {
      name: '그릴',
      host: '192.168.0.52',
      port: 9102,
      widthDots: 384,
      confirms: 'sent',
      stationIds: [ids.stationId],
      fallbackId: null,
    },
  }),
  removePrinter: (ids) => ({ params: { printerId: ids.printerId } }),
  printTest: (ids) => ({ params: { printerId: ids.printerId } }),
  listPrintJobs: (ids) => ({ query: `limit=50&state=troubled&orderId=${ids.orderId}` }),
  printAgain: (ids) => ({ params: { jobId: ids.jobId } }),
  dismissPrintJob: (ids) => ({ params: { jobId: ids.jobId } }),
  readPrintJobPicture: (ids) => ({ params: { jobId: ids.jobId } }),
  readBoard: () => ({}),
  callStaff: () => ({ body: { reason: 'bill', note: '카드' } }),
  listMyCalls: () => ({}),
  listCalls: () => ({}),
  finishCall: (ids) => ({ params: { callId: ids.callId } }),
  completeTable: (ids) => ({
    params: { tableId: ids.tableId },
    body: { resolutions: [{ orderId: ids.orderId, action: 'cancel', reason: '떠남' }] },
  }),
  reopenSession: (ids) => ({
    params: { sessionId: ids.sessionId },
    needs: [
      {
        method: 'POST',
        url: `/api/admin/tables/${ids.tableId}/complete`,
        body: { resolutions: [{ orderId: ids.orderId, action: 'complete' }] },
      },
    ],
  }),
  moveTable: (ids) => ({ params: { tableId: ids.tableId }, body: { toTableId: ids.freeTableId } }),
  mergeTables: (ids) => ({ params: { tableId: ids.tableId }, body: { toTableId: ids.busyTableId } }),
  readDaily: () => ({ query: 'date=2026-11-23' }),
  readDailyCsv: () => ({ query: 'date=2026-11-23' }),
  readRange: () => ({ query: days }),
  readCalls: () => ({ query: days }),
  readRangeCsv: () => ({ query: days }),
  readItems: () => ({ query: days }),
  readItemsCsv: () => ({ query: days }),
  closeDay: () => ({ body: { day: '2026-11-23', note: '조용한 날', openToo: true } }),
  listClosings: () => ({ query: 'limit=50' }),
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

/** What a sample needs that is made only when it is asked for: keys, codes, the caller's own ids. */
export async function secretsOfPeople(backend: Backend, { ids }: World, name: string, token: string | undefined): Promise<Partial<Sample>> {
  if (name === 'readScreen' || name === 'switchPerson') {
    const signedIn = await backend.call(adminLogin, { body: { store: ids.storeCode, username: 'boss', password: PASSWORD, screen: {} } });
    await backend.call(setMyPin, { token: signedIn.token, body: { password: PASSWORD, pin: PIN } });
    const { screenKey } = signedIn;
    return { body: name === 'readScreen' ? { screenKey } : { screenKey, staffId: signedIn.staff.id, pin: PIN } };
  }
  if (name === 'confirmSecondFactor') {
    const { secret } = await backend.call(startSecondFactor, { token: token ?? '', body: { password: PASSWORD } });
    return { body: { code: totp(secret, stepAt(backend.ports.clock.now())) } };
  }
  return name === 'endMySignIn' ? { params: { signInId: (await backend.app.signIns.read(token ?? '')).id } } : {};
}
