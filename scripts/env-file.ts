import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Record<string, string | undefined>;

const SECRET = 'JWT_SECRET_KEY';
const OWNER_ONLY = 0o600;

const given = (env: Environment, name: string): boolean => (env[name]?.trim() ?? '') !== '';

const fileValues = (file: string): Environment => (existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {});

/** The environment over the file: a variable that is set, and not empty, wins over its line. */
export function withEnvFile(file: string, env: Environment): Environment {
  const values = fileValues(file);
  const set = Object.fromEntries(Object.entries(env).filter(([name]) => given(env, name) || !(name in values)));
  return { ...values, ...set };
}

/** The file's text with the secret in it: on its own empty line if it has one, else at the end. */
function withSecret(text: string, secret: string): string {
  const line = `${SECRET}=${secret}`;
  const empty = new RegExp(`^${SECRET}=[ \\t]*$`, 'm');
  return empty.test(text) ? text.replace(empty, line) : `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

/**
 * Sees to it that there is a secret: without one in the environment or the file, a random one is written to the file.
 * Says whether it wrote one.
 */
export function ensureSecret(root: string, env: Environment): boolean {
  const file = join(root, '.env');
  if (given(withEnvFile(file, env), SECRET)) return false;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : readFileSync(join(root, '.env.example'), 'utf8');
  writeFileSync(file, withSecret(before, randomBytes(32).toString('hex')), { mode: OWNER_ONLY });
  return true;
}
