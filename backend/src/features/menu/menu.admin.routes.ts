import type { CategoryId, MenuId, OptionGroupId } from '@tableorder/contract/ids';
import * as menu from '@tableorder/contract/menu.admin';
import * as exchange from '@tableorder/contract/menu.exchange';
import * as options from '@tableorder/contract/menu.options';
import * as prices from '@tableorder/contract/menu.prices';
import { fromInstant } from '@tableorder/contract/time';
import { limit } from '../../http/limits.ts';
import { answer, prebuilt, type Routes } from '../../http/route.ts';
import { readUpload } from '../../http/upload.ts';
import type { Files } from '../../infra/files/files.ts';
import type { Pictures } from '../../infra/files/pictures.ts';
import type { Log } from '../../infra/log/log.ts';
import { setAvailability } from './menu.availability.ts';
import { addCategory, changeCategory, removeCategory } from './menu.categories.ts';
import { addMenuItem, changeMenuItem, type MenuDeps, removeMenuItem } from './menu.commands.ts';
import { duplicateMenuItem } from './menu.duplicate.ts';
import { exportMenu, importMenu } from './menu.exchange.ts';
import { addOptionGroup, changeOptionGroup, readLibrary, removeOptionGroup, shareOptionGroup } from './menu.library.ts';
import { orderCategories, orderMenuItems } from './menu.order.ts';
import { removePicture, setPicture } from './menu.pictures.ts';
import { changePrices } from './menu.prices.ts';
import { readAdminCategories, readAdminItem, readAdminItems } from './menu.reads.ts';

export interface MenuAdminDeps extends MenuDeps {
  readonly files: Files;
  readonly pictures: Pictures;
  readonly log: Log;
  /** The largest upload (MAX_FILE_SIZE). */
  readonly maxBytes: number;
  /** By one staff member (UPLOAD_LIMIT_PER_MINUTE). */
  readonly uploadsPerMinute: number;
}

function implementCategories(routes: Routes, deps: MenuAdminDeps): void {
  routes.implement(menu.listCategories, async ({ principal: { storeId } }) =>
    answer(200, { items: await deps.db.read((reading) => readAdminCategories(reading, storeId)), nextCursor: null }),
  );
  routes.implement(menu.addCategory, async ({ principal, body }) =>
    answer(201, await addCategory(deps, principal.storeId, principal, body)),
  );
  routes.implement(menu.orderCategories, async ({ principal, body }) => {
    await orderCategories(deps, principal.storeId, principal, body.ids, body.moved);
    return answer(204, null);
  });
  routes.implement(menu.changeCategory, async ({ principal, params, body }) =>
    answer(200, await changeCategory(deps, principal.storeId, principal, params.categoryId as CategoryId, body)),
  );
  routes.implement(menu.removeCategory, async ({ principal, params }) => {
    await removeCategory(deps, principal.storeId, principal, params.categoryId as CategoryId);
    return answer(204, null);
  });
}

function implementItems(routes: Routes, deps: MenuAdminDeps): void {
  const { db, clock } = deps;
  routes.implement(menu.listMenuItems, async ({ principal: { storeId } }) =>
    answer(200, { items: await db.read((reading) => readAdminItems(reading, storeId, clock.now())), nextCursor: null }),
  );
  routes.implement(menu.addMenuItem, async ({ principal, body }) =>
    answer(201, await addMenuItem(deps, principal.storeId, principal, body)),
  );
  routes.implement(menu.orderMenuItems, async ({ principal, body }) => {
    await orderMenuItems(deps, principal.storeId, principal, body.categoryId, body.ids);
    return answer(204, null);
  });
  routes.implement(menu.readAdminMenuItem, async ({ principal: { storeId }, params }) =>
    answer(200, await db.read((reading) => readAdminItem(reading, storeId, params.menuId as MenuId, clock.now()))),
  );
  routes.implement(menu.changeMenuItem, async ({ principal, params, body }) =>
    answer(200, await changeMenuItem(deps, principal.storeId, principal, params.menuId as MenuId, body)),
  );
  routes.implement(menu.duplicateMenuItem, async ({ principal, params }) =>
    answer(201, await duplicateMenuItem(deps, principal.storeId, principal, params.menuId as MenuId)),
  );
  routes.implement(menu.removeMenuItem, async ({ principal, params }) => {
    await removeMenuItem(deps, principal.storeId, principal, params.menuId as MenuId);
    return answer(204, null);
  });
  routes.implement(menu.setAvailability, async ({ principal, params, body }) => {
    const until = body.until ? fromInstant(body.until) : null;
    return answer(200, await setAvailability(deps, principal.storeId, principal, params.menuId as MenuId, body.state, until));
  });
}

function implementPictures(routes: Routes, deps: MenuAdminDeps): void {
  routes.implement(menu.uploadImage, async ({ principal, params, request }) => {
    await limit(deps.cache, { name: 'uploads', key: principal.staffId, most: deps.uploadsPerMinute, windowMs: 60_000 });
    const upload = await readUpload(request, deps);
    return answer(201, await setPicture(deps, principal.storeId, principal, params.menuId as MenuId, upload));
  });
  routes.implement(menu.removeImage, async ({ principal, params }) => {
    await removePicture(deps, principal.storeId, principal, params.menuId as MenuId);
    return answer(204, null);
  });
}

function implementLibrary(routes: Routes, deps: MenuAdminDeps): void {
  routes.implement(options.listOptionGroups, async ({ principal: { storeId } }) =>
    answer(200, { items: await deps.db.read((reading) => readLibrary(reading, storeId)), nextCursor: null }),
  );
  routes.implement(options.addOptionGroup, async ({ principal, body }) =>
    answer(201, await addOptionGroup(deps, principal.storeId, principal, body)),
  );
  routes.implement(options.changeOptionGroup, async ({ principal, params, body }) =>
    answer(200, await changeOptionGroup(deps, principal.storeId, principal, params.groupId as OptionGroupId, body)),
  );
  routes.implement(options.shareOptionGroup, async ({ principal, params }) =>
    answer(200, await shareOptionGroup(deps, principal.storeId, principal, params.groupId as OptionGroupId)),
  );
  routes.implement(options.removeOptionGroup, async ({ principal, params }) => {
    await removeOptionGroup(deps, principal.storeId, principal, params.groupId as OptionGroupId);
    return answer(204, null);
  });
}

const EXPORT_TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

function implementMany(routes: Routes, deps: MenuAdminDeps): void {
  routes.implement(prices.changePrices, async ({ principal, body }) =>
    answer(200, { changed: await changePrices(deps, principal.storeId, principal, body.changes) }),
  );
  routes.implement(exchange.importMenu, async ({ principal, query, request }) => {
    await limit(deps.cache, { name: 'uploads', key: principal.staffId, most: deps.uploadsPerMinute, windowMs: 60_000 });
    const bytes = await readUpload(request, deps);
    return answer(200, await importMenu(deps, principal.storeId, principal, bytes, query.dryRun === 'true'));
  });
  routes.implement(exchange.exportMenu, async ({ principal, query: { format = 'csv' }, reply }) => {
    const text = await exportMenu(deps, principal.storeId, principal, format);
    reply.header('content-disposition', `attachment; filename="menu.${format}"`).header('cache-control', 'private, no-store');
    return prebuilt(200, text, { type: EXPORT_TYPES[format] });
  });
}

export function menuAdminRoutes(routes: Routes, deps: MenuAdminDeps): void {
  implementCategories(routes, deps);
  implementItems(routes, deps);
  implementPictures(routes, deps);
  implementLibrary(routes, deps);
  implementMany(routes, deps);
}
