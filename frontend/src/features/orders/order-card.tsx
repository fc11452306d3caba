import type { Order, OrderStatus } from '@tableorder/contract/orders';
import CookingPot from 'lucide-react/icons/cooking-pot';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './order-card.module.css';

export interface OrderCardProps {
  readonly order: Order;
  readonly currency: string;
  readonly locale: string;
  /** The status as whoever reads may know it: guests see three. */
  readonly status: OrderStatus;
  readonly statusLabel: string;
  readonly numberLabel: string;
  /** When, as people say it. */
  readonly when: ReactNode;
  /** Such as why it was cancelled. */
  readonly note?: ReactNode;
  /** The kitchen's word that it is there. */
  readonly receipt?: string | undefined;
  readonly actions?: ReactNode;
}

/** An order as it stands: number, status, what was chosen, what it makes. */
export function OrderCard({ order, status, currency, locale, statusLabel, numberLabel, when, note, receipt, actions }: OrderCardProps) {
  const cancelled = status === 'CANCELLED';
  return (
    <Card as="li" tone={cancelled ? 'faded' : 'plain'}>
      <article aria-labelledby={`order-${order.id}`}>
        <header className={styles.head}>
          <h3 id={`order-${order.id}`} className={styles.number}>
            <span className="seen-by-readers-only">{numberLabel} </span>
            <span className="numerals">{order.number}</span>
          </h3>
          <span className={styles.when}>{when}</span>
          <StatusBadge status={status} label={statusLabel} />
        </header>
        {receipt !== undefined && (
          <p className={styles.receipt}>
            <CookingPot aria-hidden="true" />
            {receipt}
          </p>
        )}
        {note !== undefined && <p className={styles.note}>{note}</p>}
        <ul className={styles.lines}>
          {order.items.map((item) => (
            <li key={item.id} className={styles.line}>
              <span className={styles.count}>{item.quantity}</span>
              <div className={styles.words}>
                <p>{item.name}</p>
                {item.options.length > 0 && <p className={styles.choice}>{item.options.map(({ name }) => name).join(', ')}</p>}
                {item.note !== null && item.note !== '' && <p className={styles.choice}>“{item.note}”</p>}
              </div>
              <Money amount={item.subtotal} currency={currency} locale={locale} struck={cancelled} />
            </li>
          ))}
        </ul>
        <footer className={styles.foot}>
          <span className={styles.total}>
            <Money
              amount={order.totalAmount}
              currency={currency}
              locale={locale}
              strength={cancelled ? 'inherit' : 'strong'}
              struck={cancelled}
            />
          </span>
        </footer>
        {actions && <div className={styles.actions}>{actions}</div>}
      </article>
    </Card>
  );
}
