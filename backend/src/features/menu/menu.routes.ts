import type { MenuId, StoreId } from '@tableorder/contract/ids';
import * as menu from '@tableorder/contract/menu';
import { readPublicMenu } from '@tableorder/contract/public-menu';
import type { Visitor } from '../../http/principal.ts';
import { prebuilt, type Routes } from '../../http/route.ts';
import type { Bus } from '../../infra/bus/bus.ts';
import { NEWS } from '../../infra/events/events.ts';
import { type MenuAdminDeps, menuAdminRoutes } from './menu.admin.routes.ts';
import { MenuPages, type PageBytes } from './menu.cached.reads.ts';
import { menuNudged } from './menu.changes.ts';
import { PublicMenuPages } from './menu.public.reads.ts';
import type { Audience } from './menu.reads.ts';

export interface MenuRoutesDeps extends MenuAdminDeps {
  readonly bus: Bus;
}

const audienceOf = ({ kind }: Pick<Visitor, 'kind'>): Audience => (kind === 'staff' ? 'staff' : 'guests');
const page = ({ bytes, etag }: PageBytes) => prebuilt(200, bytes, { etag });

function implementReads(routes: Routes, deps: MenuRoutesDeps): void {
  const pages = new MenuPages(deps);
  routes.implement(menu.readMenu, async ({ principal, query }) =>
    page(await pages.menu(principal.storeId, query.lang, audienceOf(principal))),
  );
  routes.implement(menu.readMenuItem, async ({ principal, params, query }) =>
    page(await pages.item(principal.storeId, query.lang, params.menuId as MenuId)),
  );
  routes.implement(menu.readCategories, async ({ principal, query }) =>
    page(await pages.categories(principal.storeId, query.lang, audienceOf(principal))),
  );
  const open = new PublicMenuPages(deps, pages);
  routes.implement(readPublicMenu, async ({ query, ip }) => page(await open.read({ code: query.store, lang: query.lang, ip })));
}

export function menuRoutes(routes: Routes, deps: MenuRoutesDeps): void {
  deps.bus.subscribe(NEWS, (storeId) => menuNudged(deps.cache, storeId as StoreId));
  implementReads(routes, deps);
  menuAdminRoutes(routes, deps);
}
