import { endpoint } from './endpoint.ts';
import { aLocale } from './locale.ts';
import { Menu } from './menu.ts';
import { anyText, object, optional, type Static } from './schema.ts';
import { GuestSettings } from './settings.ts';
import { Store, storeCode } from './stores.ts';

/** What a page of the shop's menu is made of, before anybody has joined a table. */
export const PublicMenu = object({
  store: Store,
  settings: GuestSettings,
  /** The words' language: the one asked for, else the store's own. */
  locale: aLocale(),
  menu: Menu,
  /** The ETag under which `GET /api/menus` answers the same menu in the same language. */
  version: anyText(),
});
export type PublicMenu = Static<typeof PublicMenu>;

export const readPublicMenu = endpoint({
  method: 'GET',
  path: '/api/public/menu',
  summary: 'A store’s menu as its guests see it, by the code in its QR links',
  callers: ['anyone'],
  query: object({ store: storeCode(), lang: optional(aLocale()) }),
  reply: { 200: PublicMenu },
  problems: ['too-many-requests'],
  cacheable: true,
});
