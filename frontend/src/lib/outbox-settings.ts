import type { TableId } from '@tableorder/contract/ids';
import type { Order, PlaceOrder } from '@tableorder/contract/orders';
import type { Refusal } from './api-problem.ts';
import type { Lock } from './lock.ts';
import type { OutboxEntry } from './outbox.rules.ts';
import type { Storage } from './storage.ts';

export interface OutboxShelves {
  outbox: OutboxEntry;
}

export interface OutboxSettings {
  readonly storage: Storage<OutboxShelves>;
  readonly lock: Lock;
  /** One sign-in at one table: orders made under another scope are neither shown nor sent. */
  readonly scope: string;
  readonly tableId: TableId;
  /** Calls `placeOrder` with the key; rejects with `ApiProblem` or `NoAnswer`. */
  readonly send: (body: PlaceOrder, key: string) => Promise<Order>;
  /** At least once for each order, in the tab that sent it. */
  readonly onPlaced?: (order: Order, entry: OutboxEntry) => void | Promise<void>;
  /** Puts the lines back into the cart, durably: the entry is dropped only when this resolves, and handed back again otherwise. */
  readonly onRefused: (entry: OutboxEntry, refusal: Refusal) => void | Promise<void>;
  readonly random?: () => number;
}
