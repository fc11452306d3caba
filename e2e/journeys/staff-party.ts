import { tableLogin } from '@tableorder/contract/access';
import { callStaff } from '@tableorder/contract/calls';
import { listMenuItems } from '@tableorder/contract/menu.admin';
import { placeStaffOrder } from '@tableorder/contract/orders';
import { changeTable } from '@tableorder/contract/tables';
import { call, guestPath } from '../shop.ts';
import { type OpenShop, tableOf } from './shop-test.ts';
import type { Visit } from './staff-screens.ts';

export type Party = Pick<Visit, 'busy' | 'order' | 'session'>;

/** A party as the worst evening has it: a long name for the table, many orders, a long wish, a call. */
export async function seatParty(shop: OpenShop, orders = 12): Promise<Party> {
  const { token } = shop;
  const table = tableOf(shop, 4);
  await call(shop.url, changeTable, { token, params: { tableId: table.id }, body: { label: '창가 자리 아주 긴 이름 Terrace am Fenster' } });
  const path = await guestPath(shop.url, token, table);
  const guest = { store: shop.signIn.store, tableNumber: table.number, code: path.split('#')[1] ?? '' };
  const { token: guestToken } = await call(shop.url, tableLogin, { body: guest });
  await call(shop.url, callStaff, {
    token: guestToken,
    body: { reason: 'other', note: '물과 앞접시를 더 주세요. '.repeat(10).slice(0, 200) },
  });
  const { items } = await call(shop.url, listMenuItems, { token });
  const free = items.filter(
    ({ available, optionGroups, state }) => state === 'available' && available && optionGroups.every(({ min }) => min === 0),
  );
  let last: { id: string; sessionId: string } | null = null;
  for (let number = 0; number < orders; number += 1) {
    const lines = free.slice(number % 3, (number % 3) + 4).map(({ id }) => ({ menuId: id, quantity: 2, optionIds: [] }));
    const body = { tableId: table.id, items: lines, note: number === 0 ? '아주 긴 요청 '.repeat(20).slice(0, 150) : null };
    last = await call(shop.url, placeStaffOrder, { token, key: `matrix-${number}-${Date.now()}`, body });
  }
  if (!last) throw new Error('no order was taken');
  return { busy: table.id, order: last.id, session: last.sessionId };
}
