import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Problem } from '@tableorder/contract/problem';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaos, randomFates } from '../../../test/chaos.ts';
import { systemClock } from '../clock/system.ts';
import { testClock } from '../clock/test-clock.ts';
import { filesSuite, listed } from './files.suite.ts';
import { type S3Options, s3Files } from './s3.ts';

let store: FauxqsServer;
let buckets = 0;
const keys = { region: 'us-east-1', accessKeyId: 'shop', secretAccessKey: 'a-secret-of-tests' };

const optionsFor = (more: Partial<S3Options> = {}): S3Options => {
  const bucket = `pictures-${++buckets}`;
  store.createBucket(bucket);
  return { endpoint: `http://127.0.0.1:${store.port}`, bucket, ...keys, clock: systemClock, ...more };
};

/** A server at which every connection meets this. */
async function meeting(what: (socket: Socket) => void): Promise<{ endpoint: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    what(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const answering = (head: string, body = '') =>
  meeting((socket) => {
    socket.once('data', () => socket.end(`HTTP/1.1 ${head}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`));
  });

async function refusal(work: Promise<unknown>): Promise<{ key: string; ms: number }> {
  const from = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { key: error instanceof Problem ? error.key : String(error), ms: performance.now() - from };
}

describe('files in an S3-compatible store', () => {
  beforeAll(async () => {
    store = await startFauxqs({ port: 0, logger: false });
  });
  afterAll(() => store.stop());

  filesSuite(async () => s3Files(optionsFor()));

  describe('behind a line that stalls', () => {
    const stalls = randomFates(5, 200, 0.1, [{ kind: 'stall', ms: 2 }]);
    filesSuite(async () => chaos(s3Files(optionsFor()), { put: stalls, read: stalls, remove: stalls, ping: stalls }).port);
  });

  it('are the same for every instance, and those of another bucket are not there', async () => {
    const options = optionsFor();
    const [one, same, other] = [s3Files(options), s3Files(options), s3Files(optionsFor())];
    await one.put('a.webp', Buffer.from('x'));
    expect(Buffer.from((await same.read('a.webp')) ?? []).toString()).toBe('x');
    expect(await other.read('a.webp')).toBeNull();
  });

  it('lists more than a page of the store', async () => {
    const files = s3Files(optionsFor());
    const names = Array.from({ length: 1003 }, (_, at) => `${String(at).padStart(4, '0')}.webp`);
    for (let from = 0; from < names.length; from += 50)
      await Promise.all(names.slice(from, from + 50).map((name) => files.put(name, Buffer.from('x'))));
    expect((await listed(files)).map(({ name }) => name)).toEqual(names);
  });

  it('leaves alone what is not ours in the bucket', async () => {
    const options = optionsFor();
    const files = s3Files(options);
    for (const key of ['a.webp', 'backups/b.webp', 'menu-images/Not Ours.webp'])
      await fetch(`${options.endpoint}/${options.bucket}/${encodeURI(key)}`, { method: 'PUT', body: 'x' });
    expect(await listed(files)).toEqual([]);
    expect(await files.read('b.webp')).toBeNull();
  });

  it('says by its ping that the bucket is missing', async () => {
    await expect(s3Files({ ...optionsFor(), bucket: 'nowhere' }).ping()).rejects.toThrow('there is no bucket nowhere');
  });

  it.each([
    ['refuses the connection', () => meeting((socket) => socket.destroy())],
    ['takes it and says nothing', () => meeting(() => {})],
    ['does not let us in', () => answering('403 Forbidden', '<Error><Code>AccessDenied</Code></Error>')],
    ['is broken', () => answering('500 Internal Server Error')],
    ['asks to slow down', () => answering('503 Slow Down', '<Error><Code>SlowDown</Code></Error>')],
  ])('a store that %s: unavailable within 5 s, at once for a second after, and taken again then', async (_, start) => {
    const bad = await start();
    const clock = testClock();
    const options = optionsFor({ clock });
    const files = s3Files({ ...options, endpoint: bad.endpoint });
    const first = await refusal(files.put('a.webp', Buffer.alloc(200_000)));
    expect(first.key).toBe('unavailable');
    expect(first.ms).toBeLessThan(5000);
    for (const work of [files.put('a.webp', Buffer.from('x')), files.read('a.webp'), files.remove('a.webp'), files.ping(), listed(files)]) {
      const next = await refusal(work);
      expect(next.key).toBe('unavailable');
      expect(next.ms).toBeLessThan(100);
    }
    bad.close();
    clock.advance(1000);
    expect((await refusal(files.read('a.webp'))).key).toBe('unavailable');
    expect(await listed(s3Files(options))).toEqual([]);
  });

  it('does not follow a store that sends it elsewhere', async () => {
    let asked = 0;
    const elsewhere = await meeting(() => {
      asked += 1;
    });
    const sending = await answering(`307 Temporary Redirect\r\nlocation: ${elsewhere.endpoint}/x`);
    expect((await refusal(s3Files({ ...optionsFor(), endpoint: sending.endpoint }).read('a.webp'))).key).toBe('unavailable');
    expect(asked).toBe(0);
    for (const one of [elsewhere, sending]) one.close();
  });

  it('goes on once the line to the store works again', async () => {
    let open = false;
    const line = await meeting((socket) => {
      if (!open) return socket.destroy();
      const far = connect(store.port, '127.0.0.1').on('error', () => socket.destroy());
      socket.pipe(far).pipe(socket);
    });
    const clock = testClock();
    const files = s3Files({ ...optionsFor({ clock }), endpoint: line.endpoint });
    expect((await refusal(files.put('a.webp', Buffer.from('x')))).key).toBe('unavailable');
    open = true;
    clock.advance(1000);
    await files.put('a.webp', Buffer.from('x'));
    expect(Buffer.from((await files.read('a.webp')) ?? []).toString()).toBe('x');
    line.close();
  });
});
