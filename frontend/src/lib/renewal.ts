/** Trades a dead token for a fresh one; null when the sign-in is over. */
export type Renew = (dead: string | null) => Promise<string | null>;

export interface Sign {
  /** The token to send now. */
  readonly token: () => string | null;
  /** Gets a fresh token and keeps it, or signs out and gives null. Throw `NoAnswer` when it could not be asked. */
  readonly onUnauthorized: () => Promise<string | null> | string | null;
}

/**
 * One renewal at a time, however many calls and streams find the token dead at once. A caller that sent an
 * older token than the present one gets the present one.
 */
export function createRenewal(sign: Sign): Renew {
  let running: Promise<string | null> | null = null;
  return (dead) => {
    if (running) return running;
    const present = sign.token();
    if (present !== null && present !== dead) return Promise.resolve(present);
    running = Promise.resolve()
      .then(sign.onUnauthorized)
      .finally(() => {
        running = null;
      });
    return running;
  };
}
