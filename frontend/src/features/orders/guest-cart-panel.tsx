import ShoppingBag from 'lucide-react/icons/shopping-bag';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { type CartActs, GuestCartLines } from './guest-cart-lines.tsx';
import styles from './guest-cart-panel.module.css';
import type { CartView, ShopClosed } from './guest-cart-view.ts';
import { GuestCompany } from './guest-company.tsx';

export interface GuestCartPanelProps extends CartActs {
  readonly cart: CartView;
  readonly currency: string;
  readonly closed: ShopClosed | null;
  /** How long it takes, right above the button. */
  readonly waiting?: ReactNode;
  readonly onReview: () => void;
  readonly onRename: (nickname: string | null) => Promise<void>;
}

function CartBody({ cart, onRename, ...acts }: Omit<GuestCartPanelProps, 'onReview' | 'closed' | 'waiting'>) {
  const { t } = useT();
  const empty = cart.ready && cart.lines.length === 0;
  return (
    <>
      <GuestCompany guests={cart.guests} me={cart.me} onRename={onRename} />
      {empty ? (
        <EmptyState icon={<ShoppingBag />} title={t('guest.cart.empty.title')} text={t('guest.cart.empty.text')} />
      ) : (
        <GuestCartLines lines={cart.lines} company={cart} {...acts} />
      )}
    </>
  );
}

/** The line that asks something may lie far down a long cart. */
const showAsk = (): void => document.querySelector('[data-asks]')?.scrollIntoView({ block: 'center' });

type OrderButtonProps = Pick<GuestCartPanelProps, 'cart' | 'currency' | 'closed' | 'waiting' | 'onReview'>;

function OrderButton({ cart, currency, closed, waiting, onReview }: OrderButtonProps) {
  const { t, locale } = useT();
  return (
    <div className={styles.act}>
      {closed !== null && <p className={styles.closed}>{closed.line}</p>}
      {cart.blocked && (
        <button type="button" className={styles.blocked} onClick={showAsk}>
          {t('guest.cart.blocked')}
        </button>
      )}
      {waiting}
      <Button
        kind="primary"
        size="large"
        wide
        disabled={closed !== null || cart.blocked || cart.count === 0}
        trailing={closed === null && cart.count > 0 ? <Money amount={cart.total} currency={currency} locale={locale} /> : undefined}
        onPress={onReview}
      >
        {closed?.act ?? t('guest.cart.order')}
      </Button>
    </div>
  );
}

/** Always open on a tablet: what is chosen is never a tap away. */
export function GuestCartPanel({ onReview, closed, waiting, ...body }: GuestCartPanelProps) {
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
      <OrderButton cart={body.cart} currency={body.currency} closed={closed} waiting={waiting} onReview={onReview} />
    </aside>
  );
}

/** On a phone the cart rises from its bar. */
export function GuestCartSheet({
  open,
  onClose,
  onReview,
  closed,
  waiting,
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
      footer={<OrderButton cart={body.cart} currency={body.currency} closed={closed} waiting={waiting} onReview={onReview} />}
    >
      <CartBody {...body} />
    </Sheet>
  );
}
