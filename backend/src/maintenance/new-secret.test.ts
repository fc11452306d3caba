import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { toInstant } from '@tableorder/contract/time';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { changeSecret, NoNewSecret, withNewSecret } from './new-secret.ts';

const OLD = 'Zm9ybWVyLXNlY3JldC0xMjM0NTY3ODkwYWJjZGVm';
const NEW = 'bmV3LXNlY3JldC05ODc2NTQzMjEwLWdmZWRjYmEh';
const NOW = Date.UTC(2026, 10, 27, 4);

describe('a new secret', () => {
  it('takes the place of the present one, which becomes the former; the rest of the file stays', () => {
    const text = withNewSecret(`# the shop\nJWT_SECRET_KEY=${OLD}\nBACKEND_PORT=8001\n`, NEW, NOW);
    expect(text).toBe(
      `# the shop\nBACKEND_PORT=8001\nJWT_SECRET_KEY=${NEW}\nJWT_SECRET_KEY_FORMER=${OLD}\nJWT_SECRET_KEY_SINCE=${toInstant(NOW)}\n`,
    );
    const { jwt } = loadConfig(parseEnv(text));
    expect(jwt.secret).toEqual(new TextEncoder().encode(NEW));
    expect(jwt.former).toEqual({ secret: new TextEncoder().encode(OLD), until: NOW });
  });

  it('drops the secret before the present one', () => {
    const once = withNewSecret(`JWT_SECRET_KEY="${OLD}"`, NEW, NOW);
    expect(parseEnv(withNewSecret(once, 'YW5vdGhlcg', NOW + 1))).toEqual({
      JWT_SECRET_KEY: 'YW5vdGhlcg',
      JWT_SECRET_KEY_FORMER: NEW,
      JWT_SECRET_KEY_SINCE: toInstant(NOW + 1),
    });
  });

  it('is put into the file whole, for its owner alone; a half that a cut left is in nobody’s way', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tableorder-secret-'));
    try {
      const file = join(folder, '.env');
      await expect(changeSecret(file, NEW, NOW)).rejects.toThrow(NoNewSecret);
      await writeFile(file, `JWT_SECRET_KEY=${OLD}\n`, { mode: 0o600 });
      await writeFile(`${file}.new`, 'half of it', { mode: 0o644 });
      await changeSecret(file, NEW, NOW);
      expect(parseEnv(await readFile(file, 'utf8'))).toMatchObject({ JWT_SECRET_KEY: NEW, JWT_SECRET_KEY_FORMER: OLD });
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readdir(folder)).toEqual(['.env']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is refused where the file holds none', () => {
    expect(() => withNewSecret('JWT_SECRET_KEY=\n', NEW, NOW)).toThrow(NoNewSecret);
  });
});
