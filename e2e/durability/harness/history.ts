import type { Order, OrderStatus, PlaceOrder } from '@tableorder/contract/orders';

/** What a guest wished for, and what is known of it: answered 2xx, refused 4xx, or neither because its answer never came. */
export type Outcome = 'ok' | 'refused' | 'unknown';

/** One wish of one tablet; however often it was sent, it had one key. The key stands in the order's note, so that the shop's own books name it. */
export interface Wish {
  readonly store: string;
  readonly tablet: string;
  readonly key: string;
  readonly body: PlaceOrder;
  /** Won, by the menu as it stood. */
  readonly expected: number;
  readonly outcome: Outcome;
  /** Every 2xx answer it got, the first first. */
  readonly answers: readonly Order[];
  readonly sent: number;
  readonly lost: number;
}

/** A step that a staff screen was told is done. */
export interface Step {
  readonly store: string;
  readonly orderId: string;
  readonly status: OrderStatus;
}

/** What an operation met that no fault explains: a 5xx that is not the overload or the full disk, an answer of another shape. */
export interface Oddity {
  readonly who: string;
  readonly what: string;
}

export interface History {
  readonly wishes: Wish[];
  readonly steps: Step[];
  readonly oddities: Oddity[];
}

export const newHistory = (): History => ({ wishes: [], steps: [], oddities: [] });
