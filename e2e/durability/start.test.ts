import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginBackend, startBackend } from '../product.ts';
import { openShop } from '../shop.ts';

let folder: string;
let mounted: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tableorder-start-'));
  mounted = [];
});
afterEach(() => {
  for (const disk of mounted) execFileSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

/** What a start that must fail says, and how it ends. What the log could not write itself is no answer to who started it. */
async function refused(
  env: Record<string, string> = {},
  at = folder,
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const { child, ready } = beginBackend(at, env);
  let said = '';
  child.stderr?.on('data', (bytes) => {
    said += bytes;
  });
  ready.catch(() => {});
  const [code] = (await once(child, 'close')) as [number];
  const lines = said.split('\n').filter((line) => line !== '' && !/^\[.*\[log\]|^log closed/.test(line));
  return { code, lines };
}
const oneLine = (words: RegExp) => ({ code: 78, lines: [expect.stringMatching(words)] });

/** A disk of its own; null where nobody may mount one. */
function disk(options: string): string | null {
  const place = join(folder, 'disk');
  mkdirSync(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    return null;
  }
  mounted.push(place);
  return place;
}

const digests = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => !name.endsWith('.lock'))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(dir, name)))
          .digest('hex'),
      ]),
  );

describe('a start that cannot be: one line, 78, and nothing is made worse', () => {
  it('with data where a file is', async () => {
    writeFileSync(join(folder, 'data'), 'mine');
    expect(await refused()).toEqual(oneLine(/^data\/app\.db cannot be written \(EEXIST\): .*give another path/));
    expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('mine');
  });

  it('with a folder where the database belongs', async () => {
    mkdirSync(join(folder, 'data/app.db'), { recursive: true });
    expect(await refused()).toEqual(oneLine(/^data\/app\.db cannot be written \(SQLITE_CANTOPEN\): /));
  });

  it('on a read-only disk', async (context) => {
    const place = disk('size=32m');
    if (!place) return context.skip('needs root and mount');
    const before = await startBackend(place);
    await openShop(before.url, 1);
    await before.stop();
    execFileSync('mount', ['-o', 'remount,ro', place]);
    const held = digests(join(place, 'data'));
    expect(await refused({}, place)).toEqual(oneLine(/^data\/app\.db cannot be written \(EROFS\): its disk is mounted read-only/));
    expect(digests(join(place, 'data'))).toEqual(held);
    execFileSync('mount', ['-o', 'remount,rw', place]);
    const after = await startBackend(place);
    await after.stop();
  });

  it('on a full disk', async (context) => {
    const place = disk('size=200k');
    if (!place) return context.skip('needs root and mount');
    expect(await refused({}, place)).toEqual(oneLine(/^data\/app\.db cannot be written \(SQLITE_FULL\): make room/));
  });

  it('in a folder that is another user’s', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('needs root to become somebody else');
    const own = join(folder, 'own');
    mkdirSync(join(own, 'data'), { recursive: true });
    for (const place of [own, join(own, 'data')]) chownSync(place, 65_534, 65_534);
    chmodSync(folder, 0o755);
    chmodSync(join(own, 'data'), 0o500);
    const { child, ready } = beginBackend(own, {}, { uid: 65_534, gid: 65_534 });
    ready.catch(() => {});
    let said = '';
    child.stderr?.on('data', (bytes) => {
      said += bytes;
    });
    expect(await once(child, 'close')).toEqual([78, null]);
    expect(said).toMatch(/^data\/app\.db cannot be written \(EACCES\): give it to the user that runs the server/m);
  });

  it('on the file of a server that runs, which goes on', async () => {
    const running = await startBackend(folder);
    const { token } = await openShop(running.url, 1);
    expect(await refused()).toEqual(oneLine(/^another process is using data\/app\.db: stop it first/));
    expect((await fetch(`${running.url}/api/admin/board`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    await running.stop();
  });

  it('on a damaged database, which stays as it is and is no empty shop', async () => {
    const running = await startBackend(folder);
    await openShop(running.url, 1);
    await running.stop();
    const file = join(folder, 'data/app.db');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 8 * 4096, 18 * 4096);
    writeFileSync(file, bytes);
    const held = digests(join(folder, 'data'));
    expect(await refused()).toEqual(oneLine(/^data\/app\.db is damaged .*restore the last backup/));
    expect(digests(join(folder, 'data'))).toEqual(held);
  });

  it('at a port that is taken, or an address of somebody else', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await refused({ BACKEND_PORT: String(port) })).toEqual(
      oneLine(new RegExp(`^port ${port} is used by another program: stop it, or set BACKEND_PORT`)),
    );
    await new Promise((resolve) => other.close(resolve));
    expect(await refused({ HOST: '192.0.2.1' })).toEqual(oneLine(/^192\.0\.2\.1 is no address of this machine: set HOST/));
  });

  it('without the PostgreSQL that was named, whose password is not told', async () => {
    const found = await refused({ DATABASE_URL: 'postgres://shop:very-secret@127.0.0.1:1/shop' });
    expect(found).toEqual(oneLine(/^PostgreSQL at 127\.0\.0\.1:1\/shop cannot be opened \(.*ECONNREFUSED.*\): start it/));
    expect(found.lines.join()).not.toContain('very-secret');
  });

  it('with settings that make no sense, each named', async () => {
    const { code, lines } = await refused({ BACKEND_PORT: 'eighty', JWT_SECRET_KEY: 'short' });
    expect(code).toBe(78);
    expect(lines.join('\n')).toMatch(/BACKEND_PORT="eighty" is refused/);
    expect(lines.join('\n')).toMatch(/JWT_SECRET_KEY \(value not shown\) is refused/);
  });
});
