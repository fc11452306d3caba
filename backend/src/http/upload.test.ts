import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bareServer } from './bare-server.fixture.ts';
import { readUpload, registerUploads, serveUploads } from './upload.ts';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heldBytes = () => {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
};

const MAX = 1024 * 1024;
const CRLF = '\r\n';
const TYPE = 'multipart/form-data; boundary=XX';

let server: Awaited<ReturnType<typeof bareServer>>;
let address: { port: number };
const stored = new Map<string, Uint8Array>();

beforeEach(async () => {
  stored.clear();
  server = await bareServer();
  await registerUploads(server.app, MAX);
  server.app.post('/up', async (request) => {
    const bytes = await readUpload(request, { maxBytes: MAX });
    return { bytes: bytes.length, first: bytes[0] };
  });
  serveUploads(server.app, { read: async (name) => stored.get(name) ?? null });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  address = server.app.server.address() as { port: number };
});
afterEach(async () => {
  server.app.server.closeAllConnections();
  await server.app.close();
});

const part = (name: string, body: string | Buffer, file = '; filename="a.jpg"') =>
  Buffer.concat([
    Buffer.from(`--XX${CRLF}Content-Disposition: form-data; name="${name}"${file}${CRLF}Content-Type: image/jpeg${CRLF}${CRLF}`),
    Buffer.from(body),
    Buffer.from(CRLF),
  ]);
const END = Buffer.from(`--XX--${CRLF}`);
const form = (...parts: Buffer[]) => Buffer.concat([...parts, END]);
const post = (payload: Buffer, type = TYPE) =>
  fetch(`http://127.0.0.1:${address.port}/up`, { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(payload) });
const problemOf = async (response: Response) => (await response.json()) as { type: string; errors?: { pointer: string; rule: string }[] };

describe('an upload', () => {
  it('gives the bytes of the one file, whatever it is called', async () => {
    const named = await post(form(part('file', Buffer.alloc(MAX, 7), '; filename="../../etc/passwd\u0001"')));
    expect(await named.json()).toEqual({ bytes: MAX, first: 7 });
  });

  it.each([
    ['one byte too many', () => form(part('file', Buffer.alloc(MAX + 1))), 413, '/problems/too-large'],
    ['much too large by its length', () => form(part('file', Buffer.alloc(MAX * 3))), 413, '/problems/too-large'],
    ['no part at all', () => form(), 400, '/problems/invalid'],
    ['an empty body', () => Buffer.alloc(0), 400, '/problems/invalid'],
    ['an empty file', () => form(part('file', '')), 400, '/problems/invalid'],
    ['a file of another name', () => form(part('picture', 'x')), 400, '/problems/invalid'],
    ['a file without a name', () => form(part('', 'x')), 400, '/problems/invalid'],
    ['a file named __proto__', () => form(part('__proto__', 'x')), 400, '/problems/invalid'],
    ['two files', () => form(part('file', 'x'), part('file', 'y')), 400, '/problems/invalid'],
    ['a field before the file', () => form(part('note', 'x', ''), part('file', 'y')), 400, '/problems/invalid'],
    ['a form cut off inside the file', () => part('file', 'x'.repeat(500)).subarray(0, 300), 400, '/problems/invalid'],
    ['text that is no form', () => Buffer.from('hello'), 400, '/problems/invalid'],
  ])('is refused with %s', async (_, body, status, type) => {
    const response = await post(body());
    expect(response.status).toBe(status);
    expect((await problemOf(response)).type).toBe(type);
    expect(server.log.written.filter(({ level }) => level === 'ERROR')).toEqual([]);
  });

  it('points at the field that is missing', async () => {
    expect((await problemOf(await post(form(part('picture', 'x'))))).errors).toEqual([{ pointer: '/file', rule: 'required' }]);
  });

  it('refuses a thousand parts, files and fields, without reading them all', async () => {
    const fields = Array.from({ length: 1000 }, (_, at) => part(`f${at}`, 'x', ''));
    const files = Array.from({ length: 1000 }, () => part('file', 'x'));
    for (const parts of [fields, files]) {
      const { status } = await post(form(...parts));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });

  it('refuses headers without end in a part', async () => {
    const headers = Array.from({ length: 20_000 }, (_, at) => `X-${at}: y`).join(CRLF);
    const body = Buffer.from(
      `--XX${CRLF}Content-Disposition: form-data; name="file"; filename="a"${CRLF}${headers}${CRLF}${CRLF}x${CRLF}--XX--`,
    );
    const { status } = await post(body);
    expect([200, 400, 413]).toContain(status);
  });

  it.each([
    ['application/json', '{}'],
    ['image/jpeg', 'x'],
    ['multipart/mixed; boundary=XX', 'x'],
  ])('is refused as %s', async (type, body) => {
    expect((await post(Buffer.from(body), type)).status).toBe(415);
  });

  it('is refused without a boundary', async () => {
    expect((await post(form(part('file', 'x')), 'multipart/form-data')).status).toBe(400);
  });

  it('does not hold what a sender pours in without a length, and answers', async () => {
    const socket = connect(address.port, '127.0.0.1');
    socket.on('error', () => {});
    const answered = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    socket.write(`POST /up HTTP/1.1${CRLF}host: x${CRLF}content-type: ${TYPE}${CRLF}transfer-encoding: chunked${CRLF}${CRLF}`);
    const head = part('file', '').subarray(0, -2);
    socket.write(`${head.length.toString(16)}${CRLF}${head}${CRLF}`);
    const before = heldBytes();
    const chunk = Buffer.concat([Buffer.from(`100000${CRLF}`), Buffer.alloc(0x100000), Buffer.from(CRLF)]);
    for (let at = 0; at < 24 && socket.writable; at += 1) await new Promise<void>((resolve) => socket.write(chunk, () => resolve()));
    expect(await answered).toMatch(/^HTTP\/1.1 413 /);
    // What is still on its way through the sockets of both ends goes by; what were held would stay, the socket is open.
    await vi.waitFor(() => expect(heldBytes() - before).toBeLessThan(4 * MAX), { timeout: 3000 });
    socket.destroy();
  });

  it('cuts a sender who goes on and on after the refusal', async () => {
    const socket = connect(address.port, '127.0.0.1');
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`POST /up HTTP/1.1${CRLF}host: x${CRLF}content-type: ${TYPE}${CRLF}content-length: 99999999999${CRLF}${CRLF}`);
    const chunk = Buffer.alloc(MAX);
    let sent = 0;
    while (!socket.destroyed && sent < 200) {
      sent += 1;
      await Promise.race([new Promise<void>((resolve) => socket.write(chunk, () => resolve())), closed]);
    }
    await closed;
    expect(sent).toBeLessThan(60);
  });

  it('does not mind a sender who hangs up in the middle', async () => {
    const socket = connect(address.port, '127.0.0.1');
    socket.write(`POST /up HTTP/1.1${CRLF}host: x${CRLF}content-type: ${TYPE}${CRLF}content-length: 5000${CRLF}${CRLF}`);
    socket.write(part('file', 'x'.repeat(200)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.log.written.filter(({ level }) => level === 'ERROR')).toEqual([]);
    expect((await post(form(part('file', 'x')))).status).toBe(200);
  });
});

describe('a picture', () => {
  const NAME = '0199aaaa-0000-7000-8000-000000000001-640.webp';
  const get = (path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    server.app.inject({ method, url: path, headers });

  it('is served for good, as nothing but a picture', async () => {
    stored.set(NAME, Buffer.from('picture'));
    const found = await get(`/uploads/menu-images/${NAME}`);
    expect(found.statusCode).toBe(200);
    expect(found.body).toBe('picture');
    expect(found.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': `inline; filename="${NAME}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': '7',
    });
    const again = await get(`/uploads/menu-images/${NAME}`, { 'if-none-match': String(found.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const head = await get(`/uploads/menu-images/${NAME}`, {}, 'HEAD');
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '7']);
  });

  it.each([
    'nobody.webp',
    '..%2f..%2fapp.db',
    '%2e%2e%2fx.webp',
    'a%00.webp',
    'other.svg',
    'other.html',
    `${'a'.repeat(300)}.webp`,
    '%ff.webp',
    '',
  ])('that is not one is not found: %s', async (name) => {
    for (const one of ['other.svg', 'other.html', '../x.webp', '../../app.db']) stored.set(one, Buffer.from('secret'));
    const { statusCode, body } = await get(`/uploads/menu-images/${name}`);
    expect([400, 404]).toContain(statusCode);
    expect(body).not.toContain('secret');
    expect(JSON.parse(body)).toHaveProperty('type');
  });
});
