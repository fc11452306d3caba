interface Held {
  readonly secret?: string;
}

/**
 * The secret of a QR link, taken out of the address bar at once: nobody reads it over a shoulder, and it is in no
 * bookmark. It stays with the history entry, so that a reload before the table is joined does not lose it.
 */
export function takeSecret(): string | null {
  if (!location.pathname.startsWith('/t/')) return null;
  const written = location.hash.slice(1);
  const secret = written || (history.state as Held | null)?.secret || null;
  history.replaceState({ secret } satisfies { secret: string | null }, '', location.pathname);
  return secret;
}
