import { readBoard } from '@tableorder/contract/board';
import { parseCursor } from '@tableorder/contract/event';
import { call, joinTable, OWNER, openShop } from '../../shop.ts';
import { readStream } from '../stream-reader.ts';
import type { Opened } from './findings.ts';

export interface Opening {
  readonly stores: number;
  /** Of each store. */
  readonly tablets: number;
  readonly screens: number;
}

/** Shops with guests at their tables and staff screens, opened at `url`; the screens read their streams from wherever `at` says. */
export async function openAll(url: string, at: () => string, { stores, tablets, screens }: Opening): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (let number = 1; number <= stores; number += 1) {
    const shop = await openShop(url, tablets, { ...OWNER, store: `shop-${number}` });
    const tokens = await Promise.all(shop.tables.map((table) => joinTable(url, shop, table)));
    const { cursor } = await call(url, readBoard, { token: shop.token });
    const from = parseCursor(cursor)?.seq ?? 0;
    const readers = Array.from({ length: screens }, (_, screen) => ({
      name: `screen ${screen + 1}`,
      from,
      reader: readStream(at, shop.token, cursor),
    }));
    opened.push({ shop, tokens, readers });
  }
  return opened;
}
