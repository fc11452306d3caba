import WifiOff from 'lucide-react/icons/wifi-off';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { langOf } from '../../i18n/text-lang.ts';
import type { Outcome } from '../../lib/outbox-channel.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { LineChoice } from './guest-cart-lines.tsx';
import { type CartView, orderable, type ShopClosed } from './guest-cart-view.ts';
import { addedBy } from './guest-names.ts';
import styles from './guest-review-sheet.module.css';
import type { Ordering } from './place-order.ts';

/** Without an answer for so long the guest is told, and may go on looking. */
const PATIENCE_MS = 4_000;

export interface GuestReviewSheetProps {
  readonly open: boolean;
  readonly cart: CartView;
  readonly currency: string;
  readonly closed: ShopClosed | null;
  readonly ordering: Ordering;
  /** What stays unsent would be lost at a reload: this browser keeps nothing. */
  readonly forgets: boolean;
  readonly onSettled: (outcome: Outcome) => void;
  readonly onFailed: () => void;
  readonly onClose: () => void;
}

type Step = 'reading' | 'sending' | 'late';

/** Sends once, and tells how far it is. What was sent stays to be shown: the cart is empty by then. */
function useSending({ open, cart, ordering, onSettled, onFailed }: GuestReviewSheetProps) {
  const [step, setStep] = useState<Step>('reading');
  const [sent, setSent] = useState<CartView | null>(null);
  useEffect(() => {
    if (open) return;
    setStep('reading');
    setSent(null);
  }, [open]);
  useEffect(() => {
    if (step !== 'sending') return;
    const patience = setTimeout(() => setStep('late'), PATIENCE_MS);
    return () => clearTimeout(patience);
  }, [step]);

  const send = async () => {
    setSent(cart);
    setStep('sending');
    let key: string;
    try {
      key = await ordering.place(orderable(cart.lines).map(({ id }) => id));
    } catch (error) {
      setStep('reading');
      setSent(null);
      onFailed();
      throw error;
    }
    onSettled(await ordering.outbox.settled(key));
  };
  return { step, sent, send };
}

/** The last look before the order goes out; the only place that says whether it arrived. */
export function GuestReviewSheet(props: GuestReviewSheetProps) {
  const { open, cart, currency, closed, forgets, onClose } = props;
  const { t, locale } = useT();
  const { step, sent, send } = useSending(props);
  // A page that was reloaded while sending has nothing left to look over.
  const nothing = open && step === 'reading' && cart.ready && cart.count === 0;
  const leave = useRef(onClose);
  leave.current = onClose;
  useEffect(() => {
    if (nothing) leave.current();
  }, [nothing]);

  const shown = sent ?? cart;
  const late = step === 'late';
  return (
    <Sheet
      open={open && !nothing}
      onClose={onClose}
      locked={step === 'sending'}
      title={t(late ? 'guest.unsent.title' : 'guest.review.title')}
      note={late ? undefined : t('guest.review.text')}
      closeLabel={t('ui.close')}
      footer={
        late ? (
          <Button size="large" wide onPress={onClose}>
            {t('guest.unsent.back')}
          </Button>
        ) : (
          <Button
            kind="primary"
            size="large"
            wide
            busy={step === 'sending'}
            disabled={shown.count === 0 || (sent === null && (cart.blocked || closed !== null))}
            trailing={<Money amount={shown.total} currency={currency} locale={locale} />}
            onPress={() => void send()}
          >
            {(sent === null && closed?.act) || t('guest.review.act')}
          </Button>
        )
      }
    >
      {late ? (
        <div role="alert">
          <EmptyState icon={<WifiOff />} title={t('guest.unsent.line')} text={t(forgets ? 'guest.unsent.forgets' : 'guest.unsent.text')} />
        </div>
      ) : (
        <ReviewLines cart={shown} currency={currency} />
      )}
    </Sheet>
  );
}

function ReviewLines({ cart, currency }: Pick<GuestReviewSheetProps, 'cart' | 'currency'>) {
  const { t, locale } = useT();
  return (
    <>
      {cart.lines.some(({ item, waits }) => item?.alcohol && !waits) && <p className={styles.age}>{t('guest.review.alcohol')}</p>}
      <ul>
        {cart.lines
          .filter(({ waits }) => !waits)
          .map((judged) => (
            <li key={judged.line.id} className={styles.line}>
              <span className={styles.count}>{judged.line.quantity}</span>
              <div>
                <p className={styles.name} lang={judged.item === null ? undefined : langOf(judged.item, 'name')}>
                  {judged.name}
                </p>
                <LineChoice judged={judged} by={addedBy(judged.line, cart, t)} />
              </div>
              <Money amount={judged.subtotal} currency={currency} locale={locale} />
            </li>
          ))}
      </ul>
    </>
  );
}
