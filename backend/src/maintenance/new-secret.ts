import { parseEnv } from 'node:util';
import { type EpochMs, toInstant } from '@tableorder/contract/time';

const [PRESENT, FORMER, SINCE] = ['JWT_SECRET_KEY', 'JWT_SECRET_KEY_FORMER', 'JWT_SECRET_KEY_SINCE'] as const;

/** Why the secret was not changed, in one line for the operator. */
export class NoNewSecret extends Error {
  override name = 'NoNewSecret';
}

/**
 * The settings' text with `fresh` as the secret and the present one as the former; every other line stays as it is.
 * Throws NoNewSecret where the text holds no secret.
 */
export function withNewSecret(text: string, fresh: string, now: EpochMs): string {
  const present = parseEnv(text)[PRESENT]?.trim();
  if (!present) throw new NoNewSecret(`no ${PRESENT} in .env: change it where it is set, and set ${FORMER} and ${SINCE} beside it`);
  const others = text.split('\n').filter((line) => !/^\s*(export\s+)?JWT_SECRET_KEY(_FORMER|_SINCE)?\s*=/.test(line));
  while (others.at(-1) === '') others.pop();
  return [...others, `${PRESENT}=${fresh}`, `${FORMER}=${present}`, `${SINCE}=${toInstant(now)}`, ''].join('\n');
}
