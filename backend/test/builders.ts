import { addStaff, adminLogin, tableLogin } from '@tableorder/contract/access';
import type { Role } from '@tableorder/contract/endpoint';
import type { CategoryId, JoinRequestId, MenuId, TableId } from '@tableorder/contract/ids';
import { type AdminMenuItem, addCategory, addMenuItem, type NewMenuItem } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { type Order, type OrderLine, placeOrder } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import type { Store } from '@tableorder/contract/stores';
import { setUp } from '@tableorder/contract/stores';
import { addTable, makePairingCode, readQr, type Table } from '@tableorder/contract/tables';
import { makeSetupToken } from '../src/features/access/access.setup.ts';
import { newId } from '../src/infra/clock/new-id.ts';
import type { Backend } from './start-backend.ts';

export const PASSWORD = 'Kimchi-Jjigae-7';

/** A shop as it opens: an owner who is signed in, one category, and what a test adds. Everything comes through the real routes. */
export interface Shop {
  readonly store: Store;
  readonly owner: string;
  readonly categoryId: CategoryId;
  table(number: number): Promise<Table>;
  item(more?: Partial<NewMenuItem>): Promise<AdminMenuItem>;
  /** A staff member of the role, signed in. */
  staff(role: Role): Promise<string>;
  /** A phone that joined by the table's QR link: its token. */
  phone(table: Table): Promise<string>;
  /** A phone that asks staff to open the table: what it asks again with. */
  askToJoin(table: Table): Promise<{ requestId: JoinRequestId; secret: string }>;
  /** The paired tablet of a table. */
  tablet(table: Table): Promise<{ token: string; deviceKey: string }>;
}

let made = 0;

export async function openShop(backend: Backend): Promise<Shop> {
  const code = `shop-${++made}`;
  const { store } = await backend.call(setUp, {
    body: {
      setupToken: await makeSetupToken(backend.ports),
      store: { code, name: `가게 ${made}`, currency: 'KRW', timeZone: 'Asia/Seoul' },
      owner: { username: 'boss', password: PASSWORD },
    },
  });
  const signIn = async (username: string) =>
    (await backend.call(adminLogin, { body: { store: code, username, password: PASSWORD } })).token;
  const owner = await signIn('boss');
  const category = await backend.call(addCategory, { token: owner, body: { name: '식사' } });
  const pairing = async (table: Table) => backend.call(makePairingCode, { token: owner, params: { tableId: table.id } });
  const join = (tableNumber: number, secret: string) => backend.call(tableLogin, { body: { store: code, tableNumber, code: secret } });
  let items = 0;
  let people = 0;
  return {
    store,
    owner,
    categoryId: category.id,
    table: (number) => backend.call(addTable, { token: owner, body: { number } }),
    item: (more = {}) =>
      backend.call(addMenuItem, {
        token: owner,
        body: { categoryId: category.id, name: `메뉴 ${++items}`, price: asMoney(8000), ...more },
      }),
    async staff(role) {
      const username = `${role}${++people}`;
      await backend.call(addStaff, { token: owner, body: { username, password: PASSWORD, role } });
      return signIn(username);
    },
    async phone(table) {
      const { path } = await backend.call(readQr, { token: owner, params: { tableId: table.id } });
      return (await join(table.number, path.split('#')[1] ?? '')).token;
    },
    async askToJoin(table) {
      await backend.call(changeSettings, { token: owner, body: { joining: 'ask' } });
      const { path } = await backend.call(readQr, { token: owner, params: { tableId: table.id } });
      const body = { store: code, tableNumber: table.number, code: path.split('#')[1] ?? '' };
      const refused = await backend.ask('POST', '/api/auth/table/login', { body });
      await backend.call(changeSettings, { token: owner, body: { joining: 'open' } });
      return (refused.body as { params: { requestId: JoinRequestId; secret: string } }).params;
    },
    async tablet(table) {
      const { token, deviceKey = '' } = await join(table.number, (await pairing(table)).code);
      return { token, deviceKey };
    },
  };
}

export const line = (menuId: MenuId, more: Partial<OrderLine> = {}): OrderLine => ({ menuId, quantity: 1, optionIds: [], ...more });

/** Places an order that must be accepted. */
export const order = (backend: Backend, token: string, items: OrderLine[], key: string = newId()): Promise<Order> =>
  backend.call(placeOrder, { token, key, body: { items } });

export const nobody = '00000000-0000-7000-8000-000000000000' as TableId;
