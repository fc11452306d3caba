import { adminLogin, tableLogin } from '@tableorder/contract/access';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '@tableorder/contract/endpoint';
import { type AdminMenuItem, addCategory, addMenuItem } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { type FiledOrder, listOrders } from '@tableorder/contract/orders';
import { setUp } from '@tableorder/contract/stores';
import { addTable, readQr, type Table } from '@tableorder/contract/tables';
import { SETUP_TOKEN } from './product.ts';

export interface Asking<E extends Endpoint> {
  readonly token?: string;
  readonly key?: string;
  readonly params?: ParamsOf<E>;
  readonly query?: QueryOf<E>;
  readonly body?: BodyOf<E>;
  readonly signal?: AbortSignal;
}

export interface Answer<E extends Endpoint> {
  readonly status: number;
  readonly body: NonNullable<ReplyOf<E>>;
}

/** One request by the contract, as any client outside would send it. Rejects when no answer comes. */
export async function ask<E extends Endpoint>(url: string, endpoint: E, asking: Asking<E> = {}): Promise<Answer<E>> {
  const { token, key, body, signal } = asking;
  const given = (asking.params ?? {}) as Record<string, string>;
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? name);
  const query = new URLSearchParams(Object.entries(asking.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]));
  const answer = await fetch(`${url}${path}${query.size > 0 ? `?${query}` : ''}`, {
    method: endpoint.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as NonNullable<ReplyOf<E>> };
}

/** The same, and it must succeed. */
export async function call<E extends Endpoint>(url: string, endpoint: E, asking: Asking<E> = {}): Promise<NonNullable<ReplyOf<E>>> {
  const { status, body } = await ask(url, endpoint, asking);
  if (status >= 300) throw new Error(`${endpoint.method} ${endpoint.path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

export interface Owner {
  readonly store: string;
  readonly username: string;
  readonly password: string;
}

export const OWNER: Owner = { store: 'my-shop', username: 'owner', password: 'Kimchi-Jjigae-77' };

export interface Shop {
  readonly store: string;
  readonly token: string;
  readonly tables: readonly Table[];
  readonly menu: readonly AdminMenuItem[];
}

const DISHES = [
  ['김치찌개', 9000],
  ['된장찌개', 8500],
  ['비빔밥', 11_000],
  ['해물파전', 16_000],
] as const;

/** A small shop made as an owner makes one: set-up, sign-in, tables, a menu. */
export async function openShop(url: string, tableCount: number, as: Owner = OWNER): Promise<Shop> {
  const { store, ...owner } = as;
  await call(url, setUp, {
    body: { setupToken: SETUP_TOKEN, store: { code: store, name: '우리 식당', currency: 'KRW', timeZone: 'Asia/Seoul' }, owner },
  });
  const { token } = await call(url, adminLogin, { body: as });
  const tables: Table[] = [];
  for (let number = 1; number <= tableCount; number += 1) tables.push(await call(url, addTable, { token, body: { number } }));
  const { id: categoryId } = await call(url, addCategory, { token, body: { name: '식사' } });
  const menu: AdminMenuItem[] = [];
  for (const [name, price] of DISHES) menu.push(await call(url, addMenuItem, { token, body: { categoryId, name, price: asMoney(price) } }));
  return { store, token, tables, menu };
}

/** The path of a table's QR code, as a guest's phone opens it. */
export const guestPath = async (url: string, token: string, table: Table): Promise<string> =>
  (await call(url, readQr, { token, params: { tableId: table.id } })).path;

/** A guest's token for a table, by its QR code. */
export async function joinTable(url: string, shop: Shop, table: Table): Promise<string> {
  const code = (await guestPath(url, shop.token, table)).split('#')[1] ?? '';
  return (await call(url, tableLogin, { body: { store: shop.store, tableNumber: table.number, code } })).token;
}

/** Every order of the parties that sit now, the newest first. */
export async function everyOrder(url: string, { token }: Shop): Promise<FiledOrder[]> {
  const all: FiledOrder[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await call(url, listOrders, { token, query: { state: 'current', limit: '200', ...(cursor ? { cursor } : {}) } });
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}
