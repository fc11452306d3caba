import type { CategoryId, StoreId } from '@tableorder/contract/ids';
import type { PublicMenu } from '@tableorder/contract/public-menu';
import { expect, test } from 'vitest';
import { anItem } from '../../test/seat-guest.tsx';
import { renderMenuPage, renderTable } from './server.tsx';

const HOSTILE = '</script><img src=x onerror=alert(1)>\u2028';
const shopWith = (name: string, more: Partial<PublicMenu> = {}): PublicMenu => ({
  store: { id: 's' as StoreId, code: 'hansang', name, currency: 'KRW', timeZone: 'Asia/Seoul', locale: 'ko' },
  settings: { openingHours: null, guestLanguages: ['ko', 'en'] },
  locale: 'ko',
  version: '"v1"',
  menu: {
    categories: [
      {
        id: 'c' as CategoryId,
        name,
        parentId: null,
        items: [
          anItem(100, name, 9000, { description: name, allergens: ['egg'], origin: name }),
          anItem(101, '된장찌개', 8000, { available: false, soldOut: true }),
        ],
      },
    ],
  },
  ...more,
});
const dataIn = (data: string) => JSON.parse(data.replace(/^<script[^>]*>/, '').replace(/<\/script>$/, ''));

test('a table’s page has shop, table, tabs, names and prices in it before any script runs', async () => {
  const { html, lang, title, description, data, noscript } = await renderTable({ tableNumber: 7, shop: shopWith('한상') });
  for (const word of ['7번 테이블', '한상', '된장찌개', '9,000원', '품절', '직원 호출', '주문 내역']) expect(html).toContain(word);
  expect(noscript).toContain('href="/menu-page/hansang?lang=ko"');
  expect([lang, title]).toEqual(['ko', '한상']);
  expect(description).toContain('된장찌개');
  expect(dataIn(data)).toEqual({ tableNumber: 7, shop: shopWith('한상') });
});

test('what stands in a menu stays text, whatever it is called', async () => {
  const shop = shopWith(HOSTILE);
  for (const { html, data } of [await renderTable({ tableNumber: 7, shop }), await renderMenuPage(shop)]) {
    expect(html).toContain('&lt;/script>&lt;img src=x onerror=alert(1)>');
    expect(html).not.toMatch(/<img src=x|<\/script/);
    expect(data.slice(1, -1)).not.toContain('<img');
  }
  const { data } = await renderTable({ tableNumber: 7, shop });
  expect(data.match(/<\/script>/g)).toHaveLength(1);
  expect(dataIn(data).shop.store.name).toBe(HOSTILE);
});

test('no element has a style of its own: the page’s policy would not let it', async () => {
  const shop = shopWith('한상');
  expect((await renderTable({ tableNumber: 7, shop })).html).not.toMatch(/\sstyle=/);
  expect((await renderMenuPage(shop)).html).not.toMatch(/\sstyle=/);
});

test('an empty menu and one in another language are pages too', async () => {
  const empty = await renderTable({ tableNumber: 7, shop: shopWith('한상', { menu: { categories: [] } }) });
  expect(empty.html).toContain('아직 메뉴가 없어요');
  const english = await renderTable({ tableNumber: 7, shop: shopWith('Hansang', { locale: 'en' }) });
  expect(english.html).toContain('Table 7');
  expect(english.html).toContain('₩9,000');
});

test('the menu for printing names allergens and origin in words, and links to its other languages', async () => {
  const { html, data } = await renderMenuPage(shopWith('한상'));
  expect(data).toBe('');
  expect(html).not.toMatch(/<(script|button|img)/);
  for (const word of ['알레르기', '달걀', '원산지', '9,000원', 'href="/menu-page/hansang?lang=en"']) expect(html).toContain(word);
  expect(html).not.toContain('lang=ja');
});
