import type { Plugin } from 'vite';
import { bareHtml } from './page-html.ts';
import { chooseLanguage, isLocale, wantedLanguages } from './page-language.ts';
import { ShopMenus } from './shop-menus.ts';
import type * as Renderer from './src/guest/server.tsx';

/** In development: the menu for printing, from the sources. A table's page comes as a shell there, and asks for its menu itself. */
export const devMenuPage = (backendUrl: string): Plugin => ({
  name: 'menu-page',
  apply: 'serve',
  configureServer(server) {
    const menus = new ShopMenus(backendUrl);
    const render = async (code: string, lang: string, cookie: string | undefined, accept: string | undefined) => {
      const wanted = [...[lang].filter(isLocale), ...wantedLanguages(cookie, accept)];
      const first = await menus.read(code, wanted[0], '127.0.0.1');
      if (typeof first === 'string') return null;
      const chosen = chooseLanguage(wanted, first.shop.settings.guestLanguages, first.shop.store.locale);
      const found = chosen === first.shop.locale ? first : await menus.read(code, chosen, '127.0.0.1');
      const renderer = (await server.ssrLoadModule('/src/guest/server.tsx')) as typeof Renderer;
      return typeof found === 'string' ? null : bareHtml(await renderer.renderMenuPage(found.shop), renderer.menuPageStyle);
    };
    server.middlewares.use('/menu-page/', (request, response, next) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const { cookie, 'accept-language': accept } = request.headers;
      render(pathname.slice(1), searchParams.get('lang') ?? '', cookie, accept).then((html) => {
        if (html === null) return next();
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(html);
      }, next);
    });
  },
});
