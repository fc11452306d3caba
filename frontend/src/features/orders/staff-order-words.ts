import type { Order } from '@tableorder/contract/orders';
import type { Translate } from '../../i18n/language.ts';
import type { Key } from '../../i18n/staff.ts';

/** `김치찌개 2, 공기밥 외 2개`: what an order is, on one line. */
export function sayItems(t: Translate<Key>, order: Order, most = 2): string {
  const named = order.items.slice(0, most).map((item) => (item.quantity > 1 ? `${item.name} ${item.quantity}` : item.name));
  const rest = order.items.length - named.length;
  const words = named.join(', ');
  return rest > 0 ? t('staff.order.items-more', { items: words, count: rest }) : words;
}
