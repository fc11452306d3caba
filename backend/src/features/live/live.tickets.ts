import type { Counter } from '../../http/limits.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Seals } from '../../infra/crypto/seals.ts';
import { sha256Hex } from '../../infra/crypto/secrets.ts';

/** Good once, for this long (interface, section on the stream). */
const TICKET_MS = 30_000;
const PLACE = 'ticket of a stream';

interface TicketsDeps {
  readonly seals: Seals;
  readonly counter: Counter;
  readonly clock: Clock;
}

/**
 * Tickets stand for a token where a header can't be sent. A ticket carries its token sealed, so that any instance opens what another made and
 * nobody reads it; that it was spent is counted where all instances count. While that is away each counts alone: then it is good once at each.
 */
export class Tickets {
  readonly #deps: TicketsDeps;

  constructor(deps: TicketsDeps) {
    this.#deps = deps;
  }

  make(token: string): string {
    return this.#deps.seals.seal(`${this.#deps.clock.now() + TICKET_MS} ${token}`, PLACE);
  }

  /** The token behind a ticket, once. */
  async spend(ticket: string): Promise<string | null> {
    const { seals, counter, clock } = this.#deps;
    const [until, token] = seals.open(ticket, PLACE)?.split(' ') ?? [];
    if (!token || Number(until) <= clock.now()) return null;
    // Twice as long as it is good: the clocks of two machines differ.
    const { count } = await counter.increment(`ticket:${sha256Hex(ticket)}`, 2 * TICKET_MS);
    return count === 1 ? token : null;
  }
}
