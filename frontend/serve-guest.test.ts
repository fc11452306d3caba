import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Frontend, startFrontend } from './serve.ts';

const TEMPLATE = `<!doctype html>
<html lang="ko"><head><meta name="description" content="x" /><title>y</title>
<script type="module" crossorigin src="/assets/guest/app.js"></script>
<link rel="modulepreload" crossorigin href="/assets/guest/b.js">
<link rel="stylesheet" crossorigin href="/assets/guest/a.css"></head><body><noscript>none</noscript><div id="root"></div></body></html>`;
/** Says what it was given, and counts. */
const RENDERER = `
export const menuPageStyle = 'p{color:red}';
export const made = [];
const page = (kind, shop, more) => {
  made.push(kind);
  return { html: '<p>' + kind + ' ' + shop.store.code + ' ' + shop.locale + ' ' + shop.version + more + '</p>', lang: shop.locale,
    title: shop.store.name, description: shop.store.name, data: '<script type="application/json" id="page">{}</script>',
    noscript: '<a href="/menu-page/hansang">menu</a>' };
};
export const renderTable = async ({ shop, tableNumber }) => page('table', shop, ' ' + tableNumber);
export const renderMenuPage = async (shop) => page('menu', shop, '');
`;

let distDir: string;
let backend: Server;
let backendUrl: string;
let frontend: Frontend;
let seen: IncomingMessage[];
let version: string;
let guestLanguages: string[];
let name: string;
const answerMenu = (request: IncomingMessage, response: ServerResponse) => {
  const query = new URL(request.url ?? '', 'http://x').searchParams;
  if (query.get('store') !== 'hansang') return void response.writeHead(404).end('{}');
  const locale = query.get('lang') ?? 'ko';
  const etag = `"${version} ${locale} ${encodeURIComponent(name)}"`;
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
  const shop = { store: { code: 'hansang', name, locale: 'ko' }, settings: { guestLanguages }, locale, version };
  response.writeHead(200, { etag, 'content-type': 'application/json' }).end(JSON.stringify(shop));
};
let answer: typeof answerMenu;

beforeAll(async () => {
  distDir = await mkdtemp(join(tmpdir(), 'tableorder-guest-pages-'));
  await mkdir(join(distDir, 'assets/guest'), { recursive: true });
  await mkdir(join(distDir, 'server'));
  const manifest = {
    'src/i18n/en/guest.ts': { file: 'assets/guest/en.js' },
    'src/guest/start-later.ts': { file: 'assets/guest/start.js' },
  };
  const files = {
    'guest.html': TEMPLATE,
    'staff.html': '<title>staff</title>',
    'kitchen.html': '<title>kitchen</title>',
    'assets/guest/a.css': 'main{color:blue}',
    'manifest-guest.json': JSON.stringify(manifest),
    'server/guest.js': RENDERER,
    'server/package.json': '{"type":"module"}',
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(distDir, file), text);
});
afterAll(() => rm(distDir, { recursive: true }));
beforeEach(async () => {
  seen = [];
  version = 'v1';
  name = '한상';
  guestLanguages = ['ko', 'en', 'ja'];
  answer = answerMenu;
  backend = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => backend.once('listening', resolve));
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  frontend = await startFrontend({ port: 0, host: '127.0.0.1', backendUrl, distDir });
});
afterEach(async () => {
  await frontend.close();
  backend.closeAllConnections();
  await new Promise((resolve) => backend.close(resolve));
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(frontend.url + path, { headers });
const text = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).text();
const made = async (): Promise<string[]> => ((await import(join(distDir, 'server/guest.js'))) as { made: string[] }).made;

test('a table’s link is the menu itself, its style inside under a hash, its data for the app, no script of its own', async () => {
  const response = await get('/t/hansang/5', { 'accept-language': 'ko' });
  const html = await response.text();
  expect(html).toContain('<div id="root"><p>table hansang ko v1 5</p></div><script type="application/json" id="page">');
  expect(html).toContain('<style>main{color:blue}</style>');
  expect(html).toContain('<noscript><a href="/menu-page/hansang">menu</a></noscript>');
  expect(html).toMatch(/<title>한상<\/title>/);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'self'; style-src 'self' 'sha256-[\w+/=]{44}'; /);
  expect(policy).not.toMatch(/unsafe|script-src/);
  expect(seen[0]?.headers['x-forwarded-for']).toBe('127.0.0.1');
});

test('what a shop is called stays text, in the title and in the description', async () => {
  name = '</title><img src=x onerror=alert(1)>$&"';
  const html = await text('/t/hansang/5');
  expect(html).not.toContain('<img');
  expect(html).toContain('<title>&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;$&amp;&quot;</title>');
  expect(html).toContain('content="&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;$&amp;&quot;"');
});

test.each([
  ['ja-JP,ja;q=0.9,en;q=0.8', '', 'ja'],
  ['zh-CN,en;q=0.5,ja;q=0.7', '', 'ja'],
  ['fr', '', 'ko'],
  ['', '', 'ko'],
  ['ja', 'a=b; locale=en', 'en'],
  ['ja', 'locale=zh', 'ja'],
  ['ja', 'locale=xx', 'ja'],
])('speaks to Accept-Language %j, cookie %j in %s', async (accept, cookie, locale) => {
  const html = await text('/t/hansang/5', { 'accept-language': accept, cookie });
  expect(html).toContain(`<html lang="${locale}"`);
  expect(html).toContain(`hansang ${locale} v1`);
  const preload = locale === 'en' ? '<link rel="modulepreload" href="/assets/guest/en.js" />' : '';
  const app =
    '<script type="module" crossorigin src="/assets/guest/app.js"></script><link rel="modulepreload" crossorigin href="/assets/guest/b.js">';
  expect(html).toContain(
    `<template id="app">${preload}${app}</template><script type="module" src="/assets/guest/start.js"></script></body>`,
  );
  expect(html.match(/app\.js/g)).toHaveLength(1);
});

test('is made once for each version and language, and asked for anew each time', async () => {
  const before = (await made()).length;
  const first = await get('/t/hansang/6');
  const etag = first.headers.get('etag') ?? expect.fail('no ETag');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  expect(first.headers.get('vary')).toContain('accept-language');
  expect((await get('/t/hansang/6', { 'if-none-match': `W/${etag}` })).status).toBe(304);
  await Promise.all(Array.from({ length: 20 }, () => text('/t/hansang/6')));
  expect((await made()).length - before).toBe(1);
  expect(seen.at(-1)?.headers['if-none-match']).toBe(`"v1 ko ${encodeURIComponent(name)}"`);
  version = 'v2';
  expect(await text('/t/hansang/6')).toContain('ko v2 6');
  expect((await get('/t/hansang/6', { 'if-none-match': etag })).status).toBe(200);
  expect((await made()).length - before).toBe(2);
});

test('comes compressed, the same text', async () => {
  const response = await get('/t/hansang/5', { 'accept-encoding': 'gzip, br' });
  expect(response.headers.get('content-encoding')).toBe('br');
  const plain = await text('/t/hansang/5', { 'accept-encoding': 'identity' });
  expect(await response.text()).toBe(plain);
});

test('with the backend away, slow or without such a shop it is the app’s shell', async () => {
  const isShell = async (path: string) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([200, TEMPLATE]);
    expect(response.headers.get('content-security-policy')).not.toContain('sha256');
  };
  await isShell('/t/nowhere/5');
  await isShell('/t/hansang/0');
  await isShell('/t/HANSANG/5');
  await isShell('/t/hansang');
  answer = (_, response) => void response.writeHead(503).end();
  await isShell('/t/hansang/5');
  answer = () => {};
  await isShell('/t/hansang/5');
  backend.closeAllConnections();
  await new Promise((resolve) => backend.close(resolve));
  await isShell('/t/hansang/5');
});

test('the menu for printing needs no script, speaks the language of its address, and says when it cannot be had', async () => {
  const response = await get('/menu-page/hansang?lang=ja', { 'accept-language': 'en' });
  const html = await response.text();
  expect(html).toContain('<p>menu hansang ja v1</p>');
  expect(html).not.toContain('<script');
  expect(response.headers.get('content-security-policy')).toMatch(/sha256-/);
  expect(await text('/menu-page/hansang?lang=xx', { 'accept-language': 'en' })).toContain('menu hansang en');
  expect(await text('/menu-page/hansang?lang=zh')).toContain('menu hansang ko');
  expect((await get('/menu-page/nowhere')).status).toBe(404);
  expect((await get('/menu-page/..%5cx')).status).toBe(404);
  answer = (_, away) => void away.writeHead(503).end();
  expect((await get('/menu-page/hansang')).status).toBe(503);
});
