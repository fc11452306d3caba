import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locale } from '@tableorder/contract/locale';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type MadePage, PageCache } from './page-cache.ts';
import { appLater, bareHtml, fillPage, stylesheetsOf, withStyleInside } from './page-html.ts';
import { chooseLanguage, isLocale, wantedLanguages } from './page-language.ts';
import { answerAway, answerNotFound, policyWithStyle } from './serve-answers.ts';
import { type ShopAnswer, ShopMenus } from './shop-menus.ts';
import type * as Renderer from './src/guest/server.tsx';

/** Built with the screens, for the server: below `dist`, and served to nobody. */
export const RENDERER = 'server/guest.js';
const STORE = /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/;
const TABLE = /^[1-9][0-9]{0,3}$/;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** What the build made, read once. */
async function readBuilt(distDir: string) {
  const template = await readFile(join(distDir, 'guest.html'), 'utf8');
  const css = (await Promise.all(stylesheetsOf(template).map((address) => readFile(join(distDir, address), 'utf8')))).join('');
  const manifest = JSON.parse(await readFile(join(distDir, 'manifest-guest.json'), 'utf8')) as Record<string, { file: string }>;
  const renderer = (await import(pathToFileURL(join(distDir, RENDERER)).href)) as typeof Renderer;
  const wordsOf = (locale: Locale) => manifest[`src/i18n/${locale}/guest.ts`]?.file;
  const start = manifest['src/guest/start-later.ts']?.file;
  if (start === undefined) throw new Error('manifest-guest.json has no src/guest/start-later.ts');
  return { template: appLater(withStyleInside(template, css), start), policy: policyWithStyle(sha256(css)), renderer, wordsOf };
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: MadePage, policy: string): FastifyReply {
  const accepted = request.headers['accept-encoding'] ?? '';
  const coding = /\bbr\b/.test(String(accepted)) ? 'br' : /\bgzip\b/.test(String(accepted)) ? 'gzip' : null;
  reply.headers({
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    etag: page.etag,
    vary: 'accept-encoding, accept-language, cookie',
  });
  const known = String(request.headers['if-none-match'] ?? '').split(',');
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === page.etag)) return reply.code(304).send();
  if (coding) reply.header('content-encoding', coding);
  return reply.type('text/html; charset=utf-8').send(coding ? page[coding] : page.plain);
}

/** The pages that come with a shop's menu in them: a table's link, and the menu for printing. */
export async function serveGuestPages(
  app: FastifyInstance,
  { distDir, backendUrl }: { distDir: string; backendUrl: string },
): Promise<void> {
  const { template, policy, renderer, wordsOf } = await readBuilt(distDir);
  const bareCss = renderer.menuPageStyle;
  const barePolicy = policyWithStyle(sha256(bareCss));
  const menus = new ShopMenus(backendUrl);
  const pages = new PageCache();

  /** In the language that suits the one who asks, of those that the shop speaks. */
  const readShop = async (request: FastifyRequest, code: string, wanted: readonly Locale[]): Promise<ShopAnswer> => {
    if (!STORE.test(code)) return 'unknown';
    const from = request.socket.remoteAddress ?? '';
    const first = await menus.read(code, wanted[0], from);
    if (typeof first === 'string') return first;
    const { store, settings, locale } = first.shop;
    const chosen = chooseLanguage(wanted, settings.guestLanguages, store.locale);
    return chosen === locale ? first : menus.read(code, chosen, from);
  };
  const shell = (reply: FastifyReply) => reply.header('cache-control', 'no-cache').sendFile('guest.html');

  app.get<{ Params: { store: string; number: string } }>('/t/:store/:number', async (request, reply) => {
    const { store: code, number } = request.params;
    if (!TABLE.test(number)) return shell(reply);
    const found = await readShop(request, code, wantedLanguages(request.headers.cookie, request.headers['accept-language']));
    if (typeof found === 'string') return shell(reply);
    const { shop, etag } = found;
    const page = await pages.get(`${code} ${number} ${shop.locale}`, etag, async () => {
      const words = wordsOf(shop.locale);
      const preload = words === undefined ? '' : `<link rel="modulepreload" href="/${words}" />`;
      return fillPage(template, await renderer.renderTable({ tableNumber: Number(number), shop }), preload);
    });
    return sendPage(request, reply, page, policy);
  });

  app.get<{ Params: { store: string }; Querystring: { lang?: string } }>('/menu-page/:store', async (request, reply) => {
    const { store: code } = request.params;
    const asked = [request.query.lang ?? ''].flat().filter(isLocale);
    const wanted = [...asked, ...wantedLanguages(request.headers.cookie, request.headers['accept-language'])];
    const found = await readShop(request, code, wanted);
    if (found === 'unknown') return answerNotFound(request, reply);
    if (found === 'away') return answerAway(reply);
    const page = await pages.get(`${code} menu ${found.shop.locale}`, found.etag, async () =>
      bareHtml(await renderer.renderMenuPage(found.shop), bareCss),
    );
    return sendPage(request, reply, page, barePolicy);
  });
}
