import { gunzipSync } from 'node:zlib';
import { catalogue } from '@tableorder/contract/problem';
import { beforeAll, describe, expect, it } from 'vitest';
import { bareServer } from './bare-server.fixture.ts';
import { serveDocuments } from './documents.ts';

let get: (
  path: string,
  headers?: Record<string, string>,
) => Promise<{ statusCode: number; body: string; rawPayload: Buffer; headers: Record<string, unknown> }>;

beforeAll(async () => {
  const { app } = await bareServer();
  serveDocuments(app, '1.2.3');
  get = (url, headers = {}) => app.inject({ url, headers });
});

describe('the interface', () => {
  it('is there for programs, and not sent again to who has it, also through a proxy that compresses', async () => {
    const found = await get('/openapi.json');
    expect(JSON.parse(found.body)).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
    const etag = String(found.headers.etag);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get('/openapi.json', { 'if-none-match': tag });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    expect((await get('/openapi.json', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  it('is there for people, with scripts of ours only', async () => {
    const page = await get('/docs');
    expect(page.headers['content-type']).toContain('text/html');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/https?:/);
    const sources = [...page.body.matchAll(/src="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources).toEqual(['/docs/scalar.js', '/docs/start.js']);
    for (const source of sources) {
      const script = await get(source);
      expect(script.statusCode, source).toBe(200);
      expect(script.headers['content-type']).toContain('text/javascript');
      const zipped = await get(source, { 'accept-encoding': 'br, gzip' });
      expect(zipped.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(zipped.rawPayload).equals(script.rawPayload)).toBe(true);
    }
    expect((await get('/docs/other.js')).statusCode).toBe(404);
  });
});

describe('the page of a problem', () => {
  it.each(Object.entries(catalogue))('%s is there, without a script', async (key, { title, status }) => {
    const page = await get(`/problems/${key}`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.body).toContain(`status ${status}`);
    expect(page.body).toContain(`<h1>${title.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)}</h1>`);
    expect(page.body).not.toMatch(/<script|undefined|\[object/);
  });

  it('has params, a schema and who declares it', async () => {
    const { body } = await get('/problems/order/price-changed');
    expect(body).toContain('expectedTotal');
    expect(body).toContain('POST /api/orders');
    expect(body).toContain('JSON Schema');
  });

  it('is listed with all the others', async () => {
    const { body } = await get('/problems');
    for (const key of Object.keys(catalogue)) expect(body).toContain(`href="/problems/${key}"`);
  });

  it.each(['nothing', 'order/', 'toString', '__proto__', 'constructor', 'order/price-changed/x', '%3Cscript%3E', '..%2f..%2fetc'])(
    'that is not one is a problem: %s',
    async (name) => {
      const found = await get(`/problems/${name}`);
      expect(found.statusCode).toBe(404);
      expect(JSON.parse(found.body)).toMatchObject({ type: '/problems/not-found' });
    },
  );
});
