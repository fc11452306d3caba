import type { MenuId, StoreId } from '@tableorder/contract/ids';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { type EpochMs, type LocalDay, toInstant } from '@tableorder/contract/time';
import type { Trx } from '../../infra/db/db.ts';
import { menuChanged } from './menu.changes.ts';
import { type MaybeDoer, type MenuDeps, needItem, wrote } from './menu.commands.ts';
import { readAdminItem } from './menu.reads.ts';
import { checkUntil, stockLeft } from './menu.rules.ts';
import { findItem, type StoredItem, setItemSwitch, setStockUsed, toStoredItem } from './menu.sql.ts';

/** Sells an item, calls it sold out (until the instant; until switched back for null), or hides it. */
export function setAvailability(
  deps: MenuDeps,
  storeId: StoreId,
  who: MaybeDoer,
  menuId: MenuId,
  state: 'available' | 'sold_out' | 'hidden',
  until: EpochMs | null,
): Promise<AdminMenuItem> {
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    const item = await needItem(trx, storeId, menuId);
    checkUntil(state, until, at);
    await putState(trx, { storeId, item, state, until, at });
    const details = { state, until: until === null ? undefined : toInstant(until) };
    await wrote(trx, deps, storeId, who, { act: 'item.availability', subjectId: menuId, subject: item.name, details });
    await menuChanged(trx, deps, storeId, [menuId]);
    return readAdminItem(trx, storeId, menuId, at);
  });
}

interface NewState {
  readonly storeId: StoreId;
  readonly item: StoredItem;
  readonly state: 'available' | 'sold_out' | 'hidden';
  readonly until: EpochMs | null;
  readonly at: EpochMs;
}

/** Writes the switch; for commands that set several. */
export async function putState(trx: Trx, { storeId, item, state, until, at }: NewState): Promise<void> {
  const hiddenAt = state === 'hidden' ? (item.hiddenAt ?? at) : null;
  const soldOutAt = state === 'sold_out' ? at : null;
  await trx.run(setItemSwitch, { storeId, menuId: item.id, hiddenAt, soldOutAt, soldOutUntil: until });
}

/** `left` is what the day has after it, null without a daily stock; with `too-few` nothing was taken. */
export type StockTaken = { readonly kind: 'taken'; readonly left: number | null } | { readonly kind: 'too-few'; readonly left: number };

/**
 * Takes so many of the day's stock, in the order's transaction (its store lock makes look and take one). When `left` comes to 0 the menu
 * reads differently: the caller says so with `menuChanged`.
 */
export async function takeStock(trx: Trx, storeId: StoreId, menuId: MenuId, quantity: number, today: LocalDay): Promise<StockTaken> {
  const item = await needItem(trx, storeId, menuId);
  const left = stockLeft(item, today);
  if (left === null) return { kind: 'taken', left };
  if (left < quantity) return { kind: 'too-few', left };
  const used = (item.stockOn === today ? item.stockUsed : 0) + quantity;
  await trx.run(setStockUsed, { storeId, menuId, on: today, used });
  return { kind: 'taken', left: left - quantity };
}

/**
 * Gives back what an order took on `takenOn`; nothing for another day's stock, or an item that is gone. True when the item had none left
 * and now sells again: the caller says so with `menuChanged`.
 */
export async function giveStockBack(trx: Trx, storeId: StoreId, menuId: MenuId, quantity: number, takenOn: LocalDay): Promise<boolean> {
  const row = await trx.first(findItem, { storeId, menuId });
  if (!row || row.stock_on !== takenOn) return false;
  const item = toStoredItem(row);
  const used = Math.max(0, item.stockUsed - quantity);
  await trx.run(setStockUsed, { storeId, menuId, on: takenOn, used });
  return stockLeft(item, takenOn) === 0 && stockLeft({ ...item, stockUsed: used }, takenOn) !== 0;
}
