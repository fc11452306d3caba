import type { SignShelves } from '../features/access/guest-sign.ts';
import type { AllergenShelves } from '../features/menu/guest-allergens.ts';
import type { MenuShelves } from '../features/menu/guest-menu.ts';
import type { CartShelves } from '../features/orders/guest-cart.ts';
import type { SentShelves } from '../features/orders/place-order.ts';
import type { LockShelves } from '../lib/lock.ts';
import type { OutboxShelves } from '../lib/outbox-settings.ts';
import type { Storage } from '../lib/storage.ts';

/** Where this device stands in the stream, for each party: what happened while it was off is told when it is back. */
interface CursorShelves {
  cursor: string;
}

export type GuestShelves = SignShelves &
  MenuShelves &
  CartShelves &
  SentShelves &
  OutboxShelves &
  LockShelves &
  CursorShelves &
  AllergenShelves;
export type GuestStorage = Storage<GuestShelves>;

/** Nothing of a party stays on a device that others will hold. */
export async function forgetParty(storage: GuestStorage, party: string): Promise<void> {
  await storage.delete('cart', party);
  await storage.delete('cursor', party);
  await storage.delete('allergens', party);
  for (const { key, party: whose } of await storage.all('sent')) if (whose === party) await storage.delete('sent', key);
  for (const { key, scope } of await storage.all('outbox')) if (scope === party) await storage.delete('outbox', key);
}
