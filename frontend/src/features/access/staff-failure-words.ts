import type { Key } from '../../i18n/door.ts';
import type { Translate } from '../../i18n/language.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { ApiProblem } from '../../lib/api-problem.ts';

/** How long to wait, as people say it. */
export function sayWait(t: Translate<Key>, seconds: number): string {
  return seconds < 60
    ? t('staff.wait.seconds', { seconds: Math.max(1, seconds) })
    : t('staff.wait.minutes', { minutes: Math.ceil(seconds / 60) });
}

/** Why a door stays shut: too many tries say how long, the rest is said as everywhere. */
export function sayDoorFailure(t: Translate<Key>, failure: unknown): string {
  if (failure instanceof ApiProblem && failure.status === 429) return sayWait(t, failure.retryAfterS ?? 60);
  return sayFailure(t, failure);
}
