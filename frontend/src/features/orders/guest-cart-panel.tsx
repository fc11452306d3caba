import ShoppingBag from 'lucide-react/icons/shopping-bag';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { type CartActs, GuestCartLines } from './guest-cart-lines.tsx';
import styles from './guest-cart-panel.module.css';
import type { CartView } from './guest-cart-view.ts';

export interface GuestCartPanelProps extends CartActs {
  readonly cart: CartView;
  readonly currency: string;
  readonly onReview: () => void;
}

function CartBody({ cart, ...acts }: Omit<GuestCartPanelProps, 'onReview'>) {
  const { t } = useT();
  if (cart.ready && cart.lines.length === 0) {
    return <EmptyState icon={<ShoppingBag />} title={t('guest.cart.empty.title')} text={t('guest.cart.empty.text')} />;
  }
  return <GuestCartLines lines={cart.lines} {...acts} />;
}

function OrderButton({ cart, currency, onReview }: Pick<GuestCartPanelProps, 'cart' | 'currency' | 'onReview'>) {
  const { t, locale } = useT();
  return (
    <div className={styles.act}>
      {cart.blocked && <p className={styles.blocked}>{t('guest.cart.blocked')}</p>}
      <Button
        kind="primary"
        size="large"
        wide
        disabled={cart.blocked || cart.lines.length === 0}
        trailing={cart.lines.length > 0 ? <Money amount={cart.total} currency={currency} locale={locale} /> : undefined}
        onPress={onReview}
      >
        {t('guest.cart.order')}
      </Button>
    </div>
  );
}

/** Always open on a tablet: what is chosen is never a tap away. */
export function GuestCartPanel({ onReview, ...body }: GuestCartPanelProps) {
  const { t } = useT();
  return (
    <aside className={styles.panel} aria-labelledby="cart-title">
      <h2 id="cart-title" className={styles.title}>
        {t('guest.cart.title')}
        {body.cart.count > 0 && <span className={styles.count}>{t('guest.cart.count', { count: body.cart.count })}</span>}
      </h2>
      <div className={styles.body}>
        <CartBody {...body} />
      </div>
      <OrderButton cart={body.cart} currency={body.currency} onReview={onReview} />
    </aside>
  );
}

/** On a phone the cart rises from its bar. */
export function GuestCartSheet({
  open,
  onClose,
  onReview,
  ...body
}: GuestCartPanelProps & { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useT();
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('guest.cart.title')}
      closeLabel={t('ui.close')}
      place="side"
      footer={<OrderButton cart={body.cart} currency={body.currency} onReview={onReview} />}
    >
      <CartBody {...body} />
    </Sheet>
  );
}
