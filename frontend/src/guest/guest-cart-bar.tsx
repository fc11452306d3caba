import type { CartView } from '../features/orders/guest-cart-view.ts';
import { useT } from '../i18n/guest.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import styles from './guest-cart-bar.module.css';

export interface GuestCartBarProps {
  readonly cart: CartView;
  readonly currency: string;
  readonly onOpen: () => void;
}

/** Under the thumb of a phone: how many, how much, and the way to the cart. */
export function GuestCartBar({ cart, currency, onOpen }: GuestCartBarProps) {
  const { t, locale } = useT();
  return (
    <div className={styles.bar}>
      <Button
        id="cart"
        kind="primary"
        size="large"
        wide
        icon={
          <span key={cart.count} className={styles.count}>
            <span aria-hidden="true">{cart.count}</span>
            <span className="seen-by-readers-only">{t('guest.cart.count', { count: cart.count })}</span>
          </span>
        }
        trailing={<Money amount={cart.total} currency={currency} locale={locale} />}
        onPress={onOpen}
      >
        {t('guest.cart.see')}
      </Button>
    </div>
  );
}
