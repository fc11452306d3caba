import { problem } from '@tableorder/contract/problem';
import type { Cache } from '../../infra/cache/cache.ts';

/** Product rules, section 3: failures in 15 minutes, per account and address, per account, per address. */
const WINDOW_MS = 15 * 60_000;

export interface Throttled {
  readonly key: string;
  readonly most: number;
}

export const accountLimits = (store: string, username: string, ip: string): Throttled[] => {
  const account = JSON.stringify([store.toLowerCase(), username.toLowerCase()]);
  return [
    { key: `login:pair:${account}:${ip}`, most: 5 },
    { key: `login:account:${account}`, most: 10 },
    { key: `login:address:${ip}`, most: 20 },
  ];
};

/** Codes of tables: 10 wrong ones per table, 20 per address. */
export const codeLimits = (store: string, tableNumber: number, ip: string): Throttled[] => [
  { key: `code:table:${JSON.stringify([store.toLowerCase(), tableNumber])}:${ip}`, most: 10 },
  { key: `code:address:${ip}`, most: 20 },
];

/**
 * Runs an attempt that counts as a failure until it has succeeded, so that many at once can't pass the limit together.
 * Problem `too-many-requests` when a limit is reached; then the attempt does not run.
 */
export async function throttled<T>(cache: Cache, limits: readonly Throttled[], attempt: () => Promise<T>): Promise<T> {
  const taken: string[] = [];
  const giveBack = () => Promise.all(taken.map((key) => cache.increment(key, WINDOW_MS, -1)));
  for (const { key, most } of limits) {
    const { count, endsInMs } = await cache.increment(key, WINDOW_MS);
    taken.push(key);
    if (count > most) {
      await giveBack();
      throw problem('too-many-requests', {}, { retryAfterS: Math.max(1, Math.ceil(endsInMs / 1000)) });
    }
  }
  const result = await attempt();
  await giveBack();
  return result;
}
