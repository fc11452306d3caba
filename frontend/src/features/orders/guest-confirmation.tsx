import type { Order } from '@tableorder/contract/orders';
import Check from 'lucide-react/icons/check';
import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useModal } from '../../ui/use-modal.ts';
import styles from './guest-confirmation.module.css';

const SHOWN_MS = 5_000;

export interface GuestConfirmationProps {
  /** Null is closed. Only an order that the server confirmed. */
  readonly order: Order | null;
  readonly onDone: () => void;
}

/** The moment: the number, what happens next, and back to the menu by itself. */
export function GuestConfirmation({ order, onDone }: GuestConfirmationProps) {
  const { t } = useT();
  const dialog = useModal({ open: order !== null, locked: false, onClose: onDone });
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (order === null) return;
    const timer = setTimeout(() => done.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [order]);
  return (
    <dialog ref={dialog} className={styles.moment} aria-labelledby="placed-title" aria-describedby="placed-text">
      {order !== null && (
        <div className={styles.panel}>
          <div className={styles.middle}>
            <span className={styles.sign}>
              <Check aria-hidden="true" />
            </span>
            <h2 id="placed-title" className={styles.title}>
              {t('guest.placed.title')}
            </h2>
            <p className={styles.number}>
              <span className={styles.word}>{t('guest.placed.number')}</span>
              <strong className={`${styles.figures} numerals`}>{order.number}</strong>
            </p>
            <p id="placed-text" className={styles.text}>
              {t('guest.placed.text')}
            </p>
          </div>
          <div className={styles.bottom}>
            <Button size="large" wide autoFocus onPress={onDone}>
              {t('guest.placed.back')}
            </Button>
            <ProgressBar label={t('guest.placed.bar')} durationMs={SHOWN_MS} />
          </div>
        </div>
      )}
    </dialog>
  );
}
