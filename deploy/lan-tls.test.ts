import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf } from '../scripts/page-commands.ts';

const NAME = 'shop.home.arpa';
const page = (name: string) => readFileSync(join(import.meta.dirname, '../docs/operations', name), 'utf8');
const COMMANDS = commandsOf(page('tablets.md'));

const lacking = spawnSync('openssl', ['version']).error ? 'openssl is missing' : null;

describe.skipIf(lacking)(`the shop's own authority, as the page says${lacking ? ` (${lacking})` : ''}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tableorder-lan-tls-'));
    for (const commands of COMMANDS) execFileSync('sh', ['-e', '-c', commands], { cwd: folder, stdio: 'pipe' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => readFileSync(join(folder, name));

  /** What a device that trusts these authorities gets; the error's code when it refuses. */
  async function visit(name: string, ca: Buffer | undefined): Promise<string> {
    const server = createServer({ key: file('privkey.pem'), cert: file('fullchain.pem') }, (_, answer) => answer.end('menu'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      return await new Promise((resolve) => {
        const asked = request({ host: '127.0.0.1', port, servername: name, ca, agent: false, headers: { host: name } }, (answer) =>
          answer.setEncoding('utf8').on('data', resolve),
        );
        asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
        asked.end();
      });
    } finally {
      server.close();
    }
  }

  it('is trusted by tablets that have it, for this name alone, and by no other device', async () => {
    expect(await visit(NAME, file('ca.pem'))).toBe('menu');
    expect(await visit('bank.example', file('ca.pem'))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await visit(NAME, undefined)).toBe('SELF_SIGNED_CERT_IN_CHAIN');
  });

  it('keeps its keys for their owner', () => {
    for (const name of ['ca.key', 'privkey.pem']) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
  });
});

it('has the same commands in Korean', () => {
  expect(COMMANDS).toHaveLength(1);
  expect(commandsOf(page('tablets.ko.md'))).toEqual(COMMANDS);
});
