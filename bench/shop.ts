import { SETUP_TOKEN } from './server.ts';

export interface BenchShop {
  readonly owner: string;
  readonly phones: readonly string[];
  readonly menuIds: readonly string[];
}

async function ask<Body>(base: string, method: string, path: string, token: string | null, body?: object): Promise<Body> {
  const answered = await fetch(base + path, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answered.ok) throw new Error(`${method} ${path}: ${answered.status} ${await answered.text()}`);
  return (await answered.json()) as Body;
}

/** A shop with 60 items and a phone at each of its tables, made through the interface. */
export async function makeShop(base: string, tables: number, timeZone = 'Asia/Seoul', code = 'rush'): Promise<BenchShop> {
  const password = 'Kimchi-Jjigae-7';
  await ask(base, 'POST', '/api/setup', null, {
    setupToken: SETUP_TOKEN,
    store: { code, name: '금요일', currency: 'KRW', timeZone },
    owner: { username: 'boss', password },
  });
  const { token: owner } = await ask<{ token: string }>(base, 'POST', '/api/auth/admin/login', null, {
    store: code,
    username: 'boss',
    password,
  });
  const category = await ask<{ id: string }>(base, 'POST', '/api/admin/categories', owner, { name: '식사' });
  const menuIds: string[] = [];
  for (let at = 0; at < 60; at++) {
    const item = { categoryId: category.id, name: `메뉴 ${at}`, price: 5000 + at * 100, description: '직접 담근 김치로 끓인 찌개예요.' };
    menuIds.push((await ask<{ id: string }>(base, 'POST', '/api/admin/menus', owner, item)).id);
  }
  const phones: string[] = [];
  for (let number = 1; number <= tables; number++) {
    const table = await ask<{ id: string }>(base, 'POST', '/api/admin/tables', owner, { number });
    const { path } = await ask<{ path: string }>(base, 'GET', `/api/admin/tables/${table.id}/qr`, owner);
    const joined = { store: code, tableNumber: number, code: path.split('#')[1] };
    phones.push((await ask<{ token: string }>(base, 'POST', '/api/auth/table/login', null, joined)).token);
  }
  return { owner, phones, menuIds };
}

/** Every order of the store by id with its total, all pages. */
export async function readOrders(base: string, owner: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { id: string; totalAmount: number }[]; nextCursor: string | null } = await ask(
      base,
      'GET',
      `/api/admin/orders?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
      owner,
    );
    for (const order of page.items) {
      if (found.has(order.id)) throw new Error(`order ${order.id} is listed twice`);
      found.set(order.id, order.totalAmount);
    }
    cursor = page.nextCursor;
  }
  return found;
}
