import type { Order, OrderStatus } from '@tableorder/contract/orders';
import { nextStatus } from '@tableorder/contract/orders.rules';
import Undo2 from 'lucide-react/icons/undo-2';
import { useRef } from 'react';
import { useT } from '../../i18n/staff.ts';
import { now } from '../../lib/clock.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './staff-order-row.module.css';
import { sayItems } from './staff-order-words.ts';

/** A second tap of the same finger must not take back what the first did. */
export const DOUBLE_TAP_MS = 600;

export interface StaffOrderRowProps {
  /** As it is shown: with a step on its way already taken. */
  readonly order: Order;
  /** A step is on its way: it can be taken back until it is being sent. */
  readonly step: { readonly sending: boolean } | null;
  readonly undoMs: number;
  /** Which of several rows this is: `note` and items whole in a sheet, one line on a card. */
  readonly whole?: boolean | undefined;
  readonly onOpen: () => void;
  readonly onStep: () => void;
  readonly onUndo: () => void;
}

export function StaffOrderRow({ order, step, undoMs, whole = false, onOpen, onStep, onUndo }: StaffOrderRowProps) {
  const { t } = useT();
  const next = nextStatus(order.status);
  const tappedAt = useRef(Number.NEGATIVE_INFINITY);
  return (
    <div className={classNames(styles.row, order.status === 'PENDING' && styles.untaken)}>
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className={styles.number}>{order.number}</span>
        <span className={classNames(styles.items, whole && styles.whole)}>{sayItems(t, order, whole ? 99 : 2)}</span>
        <span className={styles.badge}>
          <StatusBadge status={order.status} label={t(`staff.status.${order.status}`)} />
        </span>
        <span className="seen-by-readers-only">{t('staff.order.open')}</span>
      </button>
      <div className={styles.act}>
        {step ? (
          <Undo
            order={order}
            sending={step.sending}
            undoMs={undoMs}
            onUndo={() => {
              if (now() - tappedAt.current > DOUBLE_TAP_MS) onUndo();
            }}
          />
        ) : (
          next && (
            <StepButton
              number={order.number}
              next={next}
              first={order.status === 'PENDING'}
              onStep={() => {
                tappedAt.current = now();
                onStep();
              }}
            />
          )
        )}
      </div>
    </div>
  );
}

interface StepButtonProps {
  readonly number: string;
  readonly next: OrderStatus;
  readonly first: boolean;
  readonly onStep: () => void;
}

function StepButton({ number, next, first, onStep }: StepButtonProps) {
  const { t } = useT();
  if (next === 'PENDING' || next === 'CANCELLED') return null;
  return (
    <Button kind={first ? 'primary' : 'secondary'} wide onPress={onStep}>
      <span className="seen-by-readers-only">{`${number} `}</span>
      {t(`staff.next.${next}`)}
    </Button>
  );
}

interface UndoProps {
  readonly order: Order;
  readonly sending: boolean;
  readonly undoMs: number;
  readonly onUndo: () => void;
}

function Undo({ order, sending, undoMs, onUndo }: UndoProps) {
  const { t } = useT();
  return (
    <div className={styles.undo}>
      <Button kind="quiet" wide busy={sending} icon={<Undo2 aria-hidden="true" />} onPress={onUndo}>
        <span className="seen-by-readers-only">{`${order.number} `}</span>
        {t('ui.undo')}
      </Button>
      {!sending && (
        <div className={styles.running}>
          <ProgressBar label={t('staff.step.undo-time', { number: order.number })} durationMs={undoMs} />
        </div>
      )}
    </div>
  );
}
