import type { Locale } from '@tableorder/contract/locale';
import type { ALLERGENS } from '@tableorder/contract/menu';

/** A line of a ticket. `mark` says what a change did to it; `was` is the quantity before. */
export interface TicketLine {
  readonly mark: 'plain' | 'added' | 'removed' | 'changed';
  readonly quantity: number;
  readonly was: number | null;
  readonly name: string;
  readonly options: readonly string[];
  readonly note: string | null;
  readonly allergens: readonly (typeof ALLERGENS)[number][];
}

/** What stands on a ticket, fixed when its job is made: printing it again is the same picture, whatever has changed meanwhile. */
export interface Ticket {
  readonly kind: 'ticket' | 'change' | 'cancel' | 'hold' | 'fire' | 'test';
  /** Which course is kept or sent. */
  readonly course?: number;
  readonly locale: Locale;
  readonly station: string | null;
  readonly table: number;
  /** The table before, when the party has moved. */
  readonly movedFrom: number | null;
  readonly order: string;
  /** On the shop's clock: `12:03`. */
  readonly time: string;
  readonly lines: readonly TicketLine[];
  readonly note: string | null;
}

/** How a ticket goes to paper this time. */
export interface Printing {
  readonly width: number;
  /** It may be on paper already: a cook must see that it is not a second order. */
  readonly reprint: boolean;
  /** The printer that could not print it. */
  readonly insteadOf: string | null;
}
