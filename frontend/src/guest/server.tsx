import type { PublicMenu } from '@tableorder/contract/public-menu';
import { renderToString } from 'react-dom/server';
import { Router } from 'wouter';
import { openSigning } from '../features/access/guest-sign.ts';
import { guestLanguage } from '../i18n/guest.ts';
import { languageTag } from '../i18n/language.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { openStorage } from '../lib/storage.ts';
import { GuestApp } from './guest-app.tsx';
import { type GuestPage, PAGE_DATA } from './guest-page.ts';
import type { GuestShelves } from './guest-shelves.ts';
import { visitOf } from './guest-visit.ts';
import { MenuPage } from './menu-page.tsx';

export type { APP_TEMPLATE } from './guest-page.ts';
export { default as menuPageStyle } from './menu-page.css?inline';

/** What a page is put together from. */
export interface Rendered {
  readonly html: string;
  readonly lang: string;
  /** Plain text. */
  readonly title: string;
  readonly description: string;
  /** As HTML: what the app goes on with; empty for a page without one. */
  readonly data: string;
  /** As HTML: for who has no scripts. */
  readonly noscript: string;
}

const LONGEST_DESCRIPTION = 155;
const nowhere = () => undefined;
/** JSON that no parser of HTML takes for anything else, whatever a dish is called. */
const dataOf = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

function headOf({ store, menu, locale }: PublicMenu) {
  const dishes = menu.categories.flatMap(({ items }) => items.map(({ name }) => name)).join(' · ');
  const description = `${store.name}: ${dishes}`;
  const short = description.length > LONGEST_DESCRIPTION ? `${description.slice(0, LONGEST_DESCRIPTION - 1)}…` : description;
  return { lang: languageTag(locale), title: store.name, description: short };
}

/** The first screen of a table's link, as the guest's app draws it before it has joined. */
export async function renderTable(page: GuestPage): Promise<Rendered> {
  const path = `/t/${page.shop.store.code}/${page.tableNumber}`;
  const start = await guestLanguage.open(page.shop.locale);
  const storage = await openStorage<GuestShelves>('server');
  const signing = await openSigning(storage);
  const html = renderToString(
    <Router hook={() => [path, nowhere]} searchHook={() => ''}>
      <LanguageProvider start={start}>
        <GuestApp storage={storage} signing={signing} visit={visitOf(path, '-')} page={page} />
      </LanguageProvider>
    </Router>,
  );
  const { store, locale } = page.shop;
  return {
    ...headOf(page.shop),
    html,
    data: `<script type="application/json" id="${PAGE_DATA}">${dataOf(page)}</script>`,
    noscript: renderToString(<a href={`/menu-page/${store.code}?lang=${locale}`}>{start.words['guest.page.link']}</a>),
  };
}

/** The menu to read and to print, without a script. */
export async function renderMenuPage(shop: PublicMenu): Promise<Rendered> {
  const start = await guestLanguage.open(shop.locale);
  const html = renderToString(
    <LanguageProvider start={start}>
      <MenuPage shop={shop} />
    </LanguageProvider>,
  );
  return { ...headOf(shop), html, data: '', noscript: '' };
}
