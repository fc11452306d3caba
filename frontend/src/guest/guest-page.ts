import type { PublicMenu } from '@tableorder/contract/public-menu';

/** What the server wrote the page of a table from; it comes along, so that the app goes on with exactly that. */
export interface GuestPage {
  readonly tableNumber: number;
  readonly shop: PublicMenu;
}

export const PAGE_DATA = 'page';
/** The template in which the app waits, see `start-later.ts`. */
export const APP_TEMPLATE = 'app';
/** Told on the document once the app has taken the page over. */
export const TAKEN_OVER = 'tableorder:taken-over';

/** Null for a page without a menu: the app then asks for everything itself. */
export function readPage(): GuestPage | null {
  const data = document.getElementById(PAGE_DATA)?.textContent;
  return data ? (JSON.parse(data) as GuestPage) : null;
}
