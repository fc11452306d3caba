import type { AuditEntry } from '@tableorder/contract/audit';
import { readOrder } from '@tableorder/contract/orders';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { StaffAudit } from '../features/audit/staff-audit.tsx';
import { StaffOrderLines } from '../features/orders/staff-order-lines.tsx';
import { StaffOrderTimeline } from '../features/orders/staff-order-timeline.tsx';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import styles from './audit-screen.module.css';
import { Page } from './page.tsx';

export function AuditScreen() {
  const { t } = useT();
  const [, go] = useLocation();
  const [order, setOrder] = useState<AuditEntry | null>(null);
  const show = (entry: AuditEntry) => {
    if (entry.act.startsWith('order.')) setOrder(entry);
    else go(entry.act.startsWith('item.') ? '/menu' : `/tables/${entry.subjectId}/history`);
  };
  return (
    <Page title={t('staff.audit.title')} note={t('staff.audit.note')}>
      <StaffAudit onSubject={show} />
      <Sheet
        open={order !== null}
        place="side"
        title={order ? t('staff.order.title', { number: order.subject }) : ''}
        closeLabel={t('ui.close')}
        onClose={() => setOrder(null)}
      >
        {order?.subjectId && <OrderOf orderId={order.subjectId} />}
      </Sheet>
    </Page>
  );
}

/** The order as it is kept, deleted or not. */
function OrderOf({ orderId }: { readonly orderId: string }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const order = useQuery({ queryKey: ['order', orderId], queryFn: async () => (await api.call(readOrder, { params: { orderId } })).body });
  if (order.isPending) return <Skeleton shape="block" height="240px" />;
  if (order.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, order.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void order.refetch()}
      />
    );
  return (
    <div className={styles.order}>
      <div>
        <StatusBadge size="large" status={order.data.status} label={t(`staff.status.${order.data.status}`)} />
      </div>
      <StaffOrderLines order={order.data} />
      <StaffOrderTimeline order={order.data} />
    </div>
  );
}
