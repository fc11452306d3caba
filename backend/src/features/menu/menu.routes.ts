import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import * as menu from '@tableorder/contract/menu';
import { fromInstant } from '@tableorder/contract/time';
import { limit } from '../../http/limits.ts';
import type { Principal } from '../../http/principal.ts';
import { answer, prebuilt, type Routes } from '../../http/route.ts';
import { readUpload } from '../../http/upload.ts';
import type { Bus } from '../../infra/bus/bus.ts';
import { NEWS } from '../../infra/events/events.ts';
import type { Files } from '../../infra/files/files.ts';
import type { Pictures } from '../../infra/files/pictures.ts';
import type { Log } from '../../infra/log/log.ts';
import { setAvailability } from './menu.availability.ts';
import { MenuPages, type PageBytes } from './menu.cached.reads.ts';
import { addCategory, changeCategory, removeCategory } from './menu.categories.ts';
import { menuNudged } from './menu.changes.ts';
import { addMenuItem, changeMenuItem, type MenuDeps, removeMenuItem } from './menu.commands.ts';
import { orderCategories, orderMenuItems } from './menu.order.ts';
import { removePicture, setPicture } from './menu.pictures.ts';
import { type Audience, readAdminCategories, readAdminItem, readAdminItems } from './menu.reads.ts';

export interface MenuRoutesDeps extends MenuDeps {
  readonly bus: Bus;
  readonly files: Files;
  readonly pictures: Pictures;
  readonly log: Log;
  /** The largest upload (MAX_FILE_SIZE). */
  readonly maxBytes: number;
  /** By one staff member (UPLOAD_LIMIT_PER_MINUTE). */
  readonly uploadsPerMinute: number;
}

const audienceOf = (principal: Principal): Audience => (principal.kind === 'staff' ? 'staff' : 'guests');
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
}

function implementCategories(routes: Routes, deps: MenuRoutesDeps): void {
  routes.implement(menu.listCategories, async ({ principal: { storeId } }) =>
    answer(200, { items: await deps.db.read((reading) => readAdminCategories(reading, storeId)), nextCursor: null }),
  );
  routes.implement(menu.addCategory, async ({ principal: { storeId }, body }) => answer(201, await addCategory(deps, storeId, body)));
  routes.implement(menu.orderCategories, async ({ principal: { storeId }, body }) => {
    await orderCategories(deps, storeId, body.ids);
    return answer(204, null);
  });
  routes.implement(menu.changeCategory, async ({ principal: { storeId }, params, body }) =>
    answer(200, await changeCategory(deps, storeId, params.categoryId as CategoryId, body)),
  );
  routes.implement(menu.removeCategory, async ({ principal: { storeId }, params }) => {
    await removeCategory(deps, storeId, params.categoryId as CategoryId);
    return answer(204, null);
  });
}

function implementItems(routes: Routes, deps: MenuRoutesDeps): void {
  const { db, clock } = deps;
  routes.implement(menu.listMenuItems, async ({ principal: { storeId } }) =>
    answer(200, { items: await db.read((reading) => readAdminItems(reading, storeId, clock.now())), nextCursor: null }),
  );
  routes.implement(menu.addMenuItem, async ({ principal: { storeId }, body }) => answer(201, await addMenuItem(deps, storeId, body)));
  routes.implement(menu.orderMenuItems, async ({ principal: { storeId }, body }) => {
    await orderMenuItems(deps, storeId, body.categoryId, body.ids);
    return answer(204, null);
  });
  routes.implement(menu.readAdminMenuItem, async ({ principal: { storeId }, params }) =>
    answer(200, await db.read((reading) => readAdminItem(reading, storeId, params.menuId as MenuId, clock.now()))),
  );
  routes.implement(menu.changeMenuItem, async ({ principal: { storeId }, params, body }) =>
    answer(200, await changeMenuItem(deps, storeId, params.menuId as MenuId, body)),
  );
  routes.implement(menu.removeMenuItem, async ({ principal: { storeId }, params }) => {
    await removeMenuItem(deps, storeId, params.menuId as MenuId);
    return answer(204, null);
  });
  routes.implement(menu.setAvailability, async ({ principal: { storeId }, params, body }) => {
    return answer(
      200,
      await setAvailability(deps, storeId, params.menuId as MenuId, body.state, body.until ? fromInstant(body.until) : null),
    );
  });
}

export function menuRoutes(routes: Routes, deps: MenuRoutesDeps): void {
  deps.bus.subscribe(NEWS, (storeId) => menuNudged(deps.cache, storeId as StoreId));
  implementReads(routes, deps);
  implementCategories(routes, deps);
  implementItems(routes, deps);
  routes.implement(menu.uploadImage, async ({ principal: { storeId, staffId }, params, request }) => {
    await limit(deps.cache, { name: 'uploads', key: staffId, most: deps.uploadsPerMinute, windowMs: 60_000 });
    const upload = await readUpload(request, deps);
    return answer(201, await setPicture(deps, storeId, params.menuId as MenuId, upload));
  });
  routes.implement(menu.removeImage, async ({ principal: { storeId }, params }) => {
    await removePicture(deps, storeId, params.menuId as MenuId);
    return answer(204, null);
  });
}
