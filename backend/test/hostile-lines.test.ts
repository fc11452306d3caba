import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/infra/clock/new-id.ts';
import { openWorld, type World } from './access-matrix.ts';
import { type RawLine, rawLine } from './raw-http.ts';
import { type Backend, startBackend } from './start-backend.ts';
import { dump } from './table-dump.ts';

describe('over a real line', () => {
  let backend: Backend;
  let world: World;
  let raw: RawLine;
  let before: readonly string[];
  beforeAll(async () => {
    backend = await startBackend();
    world = await openWorld(backend);
    raw = await rawLine(backend);
    before = await dump(backend.ports.db);
  });
  afterAll(() => backend.close());

  const body = () => JSON.stringify({ items: [{ menuId: world.ids.menuId, quantity: 1, optionIds: [] }] });
  const head = (...more: string[]) =>
    [
      'POST /api/orders HTTP/1.1',
      'host: shop',
      `authorization: Bearer ${world.phone}`,
      `idempotency-key: ${newId()}`,
      'content-type: application/json',
      ...more,
      '',
      '',
    ].join('\r\n');
  const nothingWritten = async () => expect(await dump(backend.ports.db)).toEqual(before);
  /** Each answer on the line: status, and its body when it is a problem. */
  const answers = (text: string) =>
    text.split(/(?=HTTP\/1\.1 \d{3})/).flatMap((answer) => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
      const [top = '', ...rest] = answer.split('\r\n\r\n');
      const isProblem = /^content-type: application\/problem\+json/im.test(top);
      return status
        ? [{ status: Number(status), problem: isProblem ? (JSON.parse(rest.join('\r\n\r\n')) as { type: string; status: number }) : null }]
        : [];
    });
  const refused = async (bytes: string) => {
    const [first, ...more] = answers(await raw.exchange(bytes));
    expect(more).toEqual([]);
    expect(first?.problem?.status).toBe(first?.status);
    expect(first?.problem?.type).toMatch(/^\/problems\//);
    return first?.status ?? 0;
  };

  it('a whole request is answered', async () => {
    const whole = 'GET /api/orders HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n';
    expect(answers(await raw.exchange(whole))).toMatchObject([{ status: 401, problem: { type: '/problems/unauthorized' } }]);
  });

  it.each([
    ['two lengths that differ', ['content-length: 5', 'content-length: 300'], ''],
    ['two lengths in one', ['content-length: 5, 300'], ''],
    ['a length and chunks', ['content-length: 4', 'transfer-encoding: chunked'], '0\r\n\r\nGET /api/smuggled HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['chunks and a length', ['transfer-encoding: chunked', 'content-length: 4'], '0\r\n\r\nGET /api/smuggled HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['chunks spelt oddly', ['transfer-encoding: xchunked'], '0\r\n\r\n'],
    ['chunks twice', ['transfer-encoding: chunked', 'transfer-encoding: identity'], '0\r\n\r\n'],
    ['a negative length', ['content-length: -1'], ''],
    ['a length with a sign', ['content-length: +5'], 'abcde'],
    ['a blank before the colon', ['content-length : 5'], 'abcde'],
    ['a folded header', ['x-a: b', ' content-length: 5'], 'abcde'],
    ['NUL in a header', ['x-a: \u0000'], ''],
    ['a header without a colon', ['nonsense'], ''],
    ['chunks of a size that is none', ['transfer-encoding: chunked'], 'zz\r\nabc\r\n0\r\n\r\n'],
    ['chunks of an endless size', ['transfer-encoding: chunked'], 'fffffffffffffffff\r\nabc\r\n'],
  ])('%s: refused with one problem document, and nothing hides behind it', async (_, headers, rest) => {
    expect(await refused(head(...headers) + rest)).toBe(400);
    await nothingWritten();
  });

  it.each([
    'garbage\r\n\r\n',
    '\u0000\u0001\u0002\r\n\r\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'TRACK / HTTP/1.1\r\nhost: x\r\n\r\n',
    'GET / HTTP/1.1\nhost: x\n\n\u0000',
    '\u0016\u0003\u0001\u0002\u0000\u0001',
  ])('the request line %j is refused', async (bytes) => {
    expect(await refused(bytes)).toBe(400);
  });

  it('a header without end is refused as too large', async () => {
    expect(await refused(`GET / HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`)).toBe(413);
    expect(await refused(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)).toBe(413);
    expect(await refused(`GET / HTTP/1.1\r\nhost: x\r\n${'x-a: b\r\n'.repeat(5000)}\r\n`)).toBe(413);
  });

  it('TRACE shows nobody their headers, CONNECT opens no tunnel, an upgrade is not taken', async () => {
    const secret = `authorization: Bearer ${world.staff.owner}\r\n`;
    const trace = await raw.exchange(`TRACE /api/orders HTTP/1.1\r\nhost: x\r\n${secret}\r\n`);
    expect(trace).not.toContain(world.staff.owner);
    expect(answers(trace).map(({ status }) => status >= 400)).toEqual([true]);
    const tunnel = await raw.exchange(
      `CONNECT 127.0.0.1:${raw.port} HTTP/1.1\r\nhost: x\r\n${secret}\r\nGET /health HTTP/1.1\r\nhost: x\r\n\r\n`,
    );
    expect(tunnel).not.toMatch(/ 200 |healthy/);
    const upgrade = await raw.exchange('GET /api/orders HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    expect(answers(upgrade)).toMatchObject([{ status: 401 }]);
  });

  it('what is expected but not kept is refused, as a problem', async () => {
    const [found] = answers(await raw.exchange(head('expect: the-impossible', 'content-length: 2', 'connection: close')));
    expect(found?.status).toBe(417);
    await nothingWritten();
  });

  it('line breaks in an address make no header', async () => {
    const found = await raw.exchange('GET /api/x%0d%0aset-cookie:%20a=b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(answers(found)).toMatchObject([{ status: 404 }]);
    expect(found).not.toMatch(/^set-cookie/im);
  });

  it('fifty half requests hold nobody up', async () => {
    const halves: Socket[] = [];
    for (let at = 0; at < 25; at++) {
      halves.push(await raw.half('POST /api/orders HTTP/1.1\r\nhost: x\r\nx-a: '));
      halves.push(await raw.half(`${head('content-length: 300')}{"items":`));
    }
    const from = performance.now();
    for (let at = 0; at < 20; at++) {
      const bytes = body();
      const text = await raw.exchange(head(`content-length: ${Buffer.byteLength(bytes)}`, 'connection: close') + bytes);
      expect(answers(text)[0]?.status).toBe(201);
    }
    expect((performance.now() - from) / 20).toBeLessThan(300);
    for (const half of halves) half.destroy();
  });

  it('a line that is broken off in the middle of an order places none', async () => {
    before = await dump(backend.ports.db);
    const bytes = body();
    for (const share of [0.1, 0.5, 0.99]) {
      const socket = connect(raw.port, '127.0.0.1');
      await new Promise<void>((resolve) => {
        socket.on('close', () => resolve());
        socket.on('error', () => resolve());
        socket.write(head(`content-length: ${Buffer.byteLength(bytes)}`) + bytes.slice(0, Math.floor(bytes.length * share)), () =>
          socket.destroy(),
        );
      });
    }
    await new Promise((next) => setTimeout(next, 50));
    await nothingWritten();
  });
});
