import type { MenuItem } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import { useEffect, useMemo, useState } from 'react';
import type { ItemChoice } from '../features/menu/guest-item-sheet.tsx';
import type { NewLine } from '../features/orders/guest-cart.rules.ts';
import type { CartActs } from '../features/orders/guest-cart-lines.tsx';
import type { CartView } from '../features/orders/guest-cart-view.ts';
import { useT } from '../i18n/guest.ts';
import { throwApart } from '../lib/listeners.ts';
import { useToasts } from '../ui/toast.tsx';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';

export interface GuestCartActs {
  readonly lines: CartActs & { readonly onRename: (nickname: string | null) => Promise<void> };
  /** A dish was chosen, or chosen anew for a line. */
  readonly choose: (item: MenuItem, choice: ItemChoice, unitPrice: Money, lineId: string | null) => void;
  /** The last thing that happened to the cart, for those who cannot see it. */
  readonly said: string;
}

export function useCartActs({ cart: store }: Party, cart: CartView): GuestCartActs {
  const { t } = useT();
  const toasts = useToasts();
  const { open } = usePlace();
  const [said, setSaid] = useState('');

  useEffect(
    () =>
      store.onNews((news) => {
        for (const { kind, name, orderNumber } of news)
          toasts.show({
            text: t(`guest.cart.news.${kind}`, { name: name || t('ui.item-unknown'), number: orderNumber ?? '' }),
            key: `cart-${kind}`,
          });
      }),
    [store, t, toasts],
  );

  return useMemo(() => {
    const run = (change: Promise<void>) =>
      void change.catch((error: unknown) => {
        toasts.show({ text: t('guest.cart.not-kept'), tone: 'problem', key: 'cart' });
        throwApart(error);
      });
    const lines: GuestCartActs['lines'] = {
      onRename: store.rename,
      onSetAside: (id) => run(store.setAside(id)),
      onQuantity: (id, quantity) => run(store.setQuantity(id, quantity)),
      onAgree: (id, price) => run(store.agree(id, price)),
      onEdit: ({ line }) => open(`/menu/${line.menuId}?line=${line.id}`),
      onRemove: ({ line, name }) => {
        run(store.remove(line.id));
        toasts.show({
          text: t('guest.cart.removed', { name }),
          action: { label: t('ui.undo'), onPress: () => run(store.restore(line)) },
          key: 'removed',
        });
      },
    };
    const choose: GuestCartActs['choose'] = (item, { optionIds, quantity, note }, unitPrice, lineId) => {
      const line: NewLine = { menuId: item.id, name: item.name, optionIds, quantity, note: note?.trim() || null, unitPrice };
      run(lineId === null ? store.add(line) : store.replace(lineId, line));
      const count = cart.count + (lineId === null ? quantity : 0);
      setSaid(t(lineId === null ? 'guest.cart.added' : 'guest.cart.changed', { name: item.name, quantity, count }));
    };
    return { lines, choose, said };
  }, [store, cart.count, said, t, toasts, open]);
}
