import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { readBoard } from '@tableorder/contract/board';
import { parseCursor } from '@tableorder/contract/event';
import { listMyOrders } from '@tableorder/contract/orders';
import { call, everyOrder, type Shop } from '../../shop.ts';
import type { Reader } from '../stream-reader.ts';
import type { FoundStore } from './checker.ts';

/** So long screens may take to catch up once all is well (reliability goal G4: 5 s). */
const SETTLE_MS = 20_000;

/** A shop with its devices: a guest's token for each table, and its staff screens' streams. */
export interface Opened {
  readonly shop: Shop;
  readonly tokens: readonly string[];
  readonly readers: readonly { readonly name: string; readonly from: number; readonly reader: Reader }[];
}

async function billOf(url: string, tablet: string, token: string): Promise<FoundStore['bills'][number]> {
  const orderIds: string[] = [];
  for (let cursor: string | null | undefined; ; ) {
    const page = await call(url, listMyOrders, { token, query: { limit: '200', ...(cursor ? { cursor } : {}) } });
    orderIds.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    if (cursor === null) return { tablet, total: page.sessionTotal, orderIds };
  }
}

/** What the file itself has to say when its server is gone; empty when all is well. */
export function damageOf(folder: string): string[] {
  const file = new DatabaseSync(join(folder, 'data/app.db'), { readOnly: true });
  try {
    const integrity = file
      .prepare('pragma integrity_check')
      .all()
      .map(({ integrity_check: said }) => String(said));
    const keys = file
      .prepare('pragma foreign_key_check')
      .all()
      .map((row) => `foreign key ${JSON.stringify(row)}`);
    return [...integrity.filter((said) => said !== 'ok'), ...keys];
  } finally {
    file.close();
  }
}

/** Waits until the screens are at the end, as long as they may take, and reads everything of each shop. */
export async function settle(url: string, opened: readonly Opened[]): Promise<FoundStore[]> {
  const found: FoundStore[] = [];
  const till = performance.now() + SETTLE_MS;
  for (const { shop, tokens, readers } of opened) {
    const { cursor } = await call(url, readBoard, { token: shop.token });
    const end = parseCursor(cursor)?.seq ?? 0;
    // A screen that never gets there is what the checker says.
    for (; performance.now() < till; await pause(20)) if (readers.every(({ reader }) => (reader.seen.at(-1)?.data.seq ?? 0) >= end)) break;
    found.push({
      store: shop.store,
      orders: await everyOrder(url, shop),
      bills: await Promise.all(tokens.map((token, at) => billOf(url, `tablet ${at + 1}`, token))),
      // The shop goes on by itself, and tells of it: orders that no screen has drawn are called out.
      screens: readers.map(({ name, from, reader }) => ({ name, from, seen: reader.seen.filter(({ data }) => data.seq <= end) })),
      end,
    });
  }
  return found;
}
