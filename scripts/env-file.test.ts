import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureSecret, withEnvFile } from './env-file.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tableorder-env-'));
  writeFileSync(join(root, '.env.example'), '# Signs.\nJWT_SECRET_KEY=\n\n# LOG_LEVEL=INFO\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const file = () => join(root, '.env');
const secret = () => withEnvFile(file(), {}).JWT_SECRET_KEY ?? '';

it('makes the file on a fresh machine: 32 random bytes, nobody else may read it, the rest as the example', () => {
  expect(ensureSecret(root, {})).toBe(true);
  expect(secret()).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readFileSync(file(), 'utf8')).toContain('# LOG_LEVEL=INFO');
  const first = secret();
  rmSync(file());
  ensureSecret(root, {});
  expect(secret()).not.toBe(first);
});

it('leaves a secret alone that the file or the environment has', () => {
  expect(ensureSecret(root, { JWT_SECRET_KEY: 'given' })).toBe(false);
  expect(existsSync(file())).toBe(false);
  writeFileSync(file(), 'JWT_SECRET_KEY=own\n');
  expect(ensureSecret(root, {})).toBe(false);
  expect(secret()).toBe('own');
});

it('adds the secret to a file that has none, and keeps what else stands there', () => {
  writeFileSync(file(), 'LOG_LEVEL=DEBUG');
  expect(ensureSecret(root, { JWT_SECRET_KEY: ' ' })).toBe(true);
  expect(secret()).toMatch(/^[0-9a-f]{64}$/);
  expect(withEnvFile(file(), {}).LOG_LEVEL).toBe('DEBUG');
});

it('lets the environment win over the file, unless it is empty', () => {
  writeFileSync(file(), 'HOST=127.0.0.1\nLOG_LEVEL="DEBUG"\n');
  expect(withEnvFile(file(), { HOST: '::1', LOG_LEVEL: '', OTHER: '1' })).toEqual({ HOST: '::1', LOG_LEVEL: 'DEBUG', OTHER: '1' });
});
