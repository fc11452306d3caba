import { parseEnv } from 'node:util';
import { toInstant } from '@tableorder/contract/time';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { NoNewSecret, withNewSecret } from './new-secret.ts';

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

  it('is refused where the file holds none', () => {
    expect(() => withNewSecret('JWT_SECRET_KEY=\n', NEW, NOW)).toThrow(NoNewSecret);
  });
});
