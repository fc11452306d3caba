import { chown, readFile, rm, stat } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { type EpochMs, toInstant } from '@tableorder/contract/time';
import { moveDurably, writeNew } from './durable-files.ts';

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

/**
 * Changes the secret in the settings' file, whole or not at all: without its secret a shop's passwords are worth nothing. The file stays its
 * owner's, for the server may run as somebody else. Throws NoNewSecret where there is no file, or no secret in it.
 */
export async function changeSecret(file: string, fresh: string, now: EpochMs): Promise<void> {
  const known = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const text = withNewSecret(known ? await readFile(file, 'utf8') : '', fresh, now);
  const half = `${file}.new`;
  await rm(half, { force: true });
  await writeNew(half, text);
  if (known) await chown(half, known.uid, known.gid);
  await moveDurably(half, file);
}
