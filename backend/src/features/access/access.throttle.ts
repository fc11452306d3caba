import { Problem, type ProblemKey, problem } from '@tableorder/contract/problem';
import type { Cache } from '../../infra/cache/cache.ts';

/** Failures allowed in `windowMs` (product rules, section 3: in 15 minutes 5 per account and address, 10 per account, 20 per address). */
export interface LoginLimits {
  readonly windowMs: number;
  readonly perAccountAndAddress: number;
  readonly perAccount: number;
  readonly perAddress: number;
}

export interface Throttled {
  readonly key: string;
  readonly most: number;
  readonly windowMs: number;
}

export const accountLimits = (limits: LoginLimits, store: string, username: string, ip: string): Throttled[] => {
  const { windowMs } = limits;
  const account = JSON.stringify([store.toLowerCase(), username.toLowerCase()]);
  return [
    { key: `login:pair:${account}:${ip}`, most: limits.perAccountAndAddress, windowMs },
    { key: `login:account:${account}`, most: limits.perAccount, windowMs },
    { key: `login:address:${ip}`, most: limits.perAddress, windowMs },
  ];
};

/** Codes of tables count like accounts: a shop's guests share one address, so the address alone is not enough to refuse them soon. */
export const codeLimits = (
  { windowMs, perAccount, perAddress }: LoginLimits,
  store: string,
  tableNumber: number,
  ip: string,
): Throttled[] => [
  { key: `code:table:${JSON.stringify([store.toLowerCase(), tableNumber])}:${ip}`, most: perAccount, windowMs },
  { key: `code:address:${ip}`, most: perAddress, windowMs },
];

/** The refusals that are failures; a server that was too busy to judge says nothing against the caller. */
const FAILURES: readonly ProblemKey[] = [
  'access/wrong-credentials',
  'access/wrong-code',
  'access/wrong-password',
  'access/wrong-second-factor',
  'device/wrong-pin',
];
const isFailure = (error: unknown): boolean =>
  error instanceof Problem &&
  (FAILURES.includes(error.key) || (error.key === 'access/second-factor-required' && (error.params as { wrong?: unknown }).wrong === true));

/**
 * Runs an attempt that counts as a failure until it has turned out otherwise, so that many at once can't pass the limit together.
 * Problem `too-many-requests` when a limit is reached; then the attempt does not run.
 */
export async function throttled<T>(cache: Cache, limits: readonly Throttled[], attempt: () => Promise<T>): Promise<T> {
  const taken: Throttled[] = [];
  const giveBack = () => Promise.all(taken.map(({ key, windowMs }) => cache.increment(key, windowMs, -1)));
  for (const one of limits) {
    const { key, most, windowMs } = one;
    const { count, endsInMs } = await cache.increment(key, windowMs);
    taken.push(one);
    if (count > most) {
      await giveBack();
      throw problem('too-many-requests', {}, { retryAfterS: Math.max(1, Math.ceil(endsInMs / 1000)) });
    }
  }
  try {
    return await attempt();
  } catch (error) {
    if (isFailure(error)) taken.length = 0;
    throw error;
  } finally {
    await giveBack();
  }
}
