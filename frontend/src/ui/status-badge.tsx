import type { OrderStatus } from '@tableorder/contract/orders';
import Ban from 'lucide-react/icons/ban';
import BellRing from 'lucide-react/icons/bell-ring';
import CheckCheck from 'lucide-react/icons/check-check';
import ClipboardCheck from 'lucide-react/icons/clipboard-check';
import CookingPot from 'lucide-react/icons/cooking-pot';
import Hourglass from 'lucide-react/icons/hourglass';
import { classNames } from './class-names.ts';
import styles from './status-badge.module.css';

const looks = {
  PENDING: { Icon: Hourglass, tone: styles.waiting },
  CONFIRMED: { Icon: ClipboardCheck, tone: styles.kitchen },
  PREPARING: { Icon: CookingPot, tone: styles.kitchen },
  READY: { Icon: BellRing, tone: styles.ready },
  COMPLETED: { Icon: CheckCheck, tone: styles.done },
  CANCELLED: { Icon: Ban, tone: styles.cancelled },
} as const satisfies Record<OrderStatus, unknown>;

export interface StatusBadgeProps {
  readonly status: OrderStatus;
  readonly label: string;
  readonly size?: 'regular' | 'large' | undefined;
}

export function StatusBadge({ status, label, size = 'regular' }: StatusBadgeProps) {
  const { Icon, tone } = looks[status];
  return (
    <span className={classNames(styles.badge, tone, styles[size])}>
      <Icon aria-hidden="true" />
      {label}
    </span>
  );
}
