import type { AdminCategory, AdminMenuItem } from '@tableorder/contract/menu.admin';
import type { Order } from '@tableorder/contract/orders';
import type { Table } from '@tableorder/contract/tables';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { findDishes, searchIndex } from '../features/menu/guest-search.rules.ts';
import { useStaffMenu } from '../features/menu/staff-use-menu.ts';
import { StaffOrdering } from '../features/orders/staff-ordering.tsx';
import { useOrdering } from '../features/orders/staff-use-ordering.ts';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useToasts } from '../ui/toast.tsx';
import { useBoard, useLive } from './live.tsx';
import { Page } from './page.tsx';

/** Staff take an order down for a table, or change one that nobody took yet. */
export function OrderingScreen({ tableId, orderId }: { readonly tableId: string; readonly orderId?: string }) {
  const { t } = useT();
  const { board } = useBoard();
  const { menu } = useStaffMenu();
  const here = board?.tables.find(({ table }) => table.id === tableId);
  const order = here?.orders.find(({ id }) => id === orderId);
  if (board && (!here || (orderId !== undefined && !order)))
    return (
      <Page title={t('staff.ordering.open')}>
        <EmptyState title={t('problem.not-found')} />
      </Page>
    );
  if (menu.error !== null && menu.data === undefined)
    return (
      <Page title={t('staff.ordering.open')}>
        <ErrorState
          title={t('ui.error.title')}
          text={sayFailure(t, menu.error)}
          retryLabel={t('ui.retry')}
          onRetry={() => void menu.refetch()}
        />
      </Page>
    );
  if (!here || menu.data === undefined)
    return (
      <Page title={t('staff.ordering.open')}>
        <Skeleton shape="block" height="320px" />
      </Page>
    );
  return <Taking key={orderId ?? 'new'} table={here.table} order={order ?? null} {...menu.data} />;
}

interface TakingProps {
  readonly table: Table;
  readonly order: Order | null;
  readonly categories: readonly AdminCategory[];
  readonly items: readonly AdminMenuItem[];
}

function Taking({ table, order, categories, items }: TakingProps) {
  const { t } = useT();
  const [, go] = useLocation();
  const { show } = useToasts();
  const { board } = useLive();
  const [leaving, setLeaving] = useState(false);
  const place = sayTable(t, table);
  const ordering = useOrdering({
    tableId: table.id,
    order,
    onDone: (done) => {
      board.takeOrder(done);
      show({ tone: 'good', text: t(order ? 'staff.ordering.changed' : 'staff.ordering.sent', { number: done.number, place }) });
      go('/');
    },
  });
  const index = useMemo(() => {
    const nameOf = (id: string | null) => categories.find((category) => category.id === id)?.name;
    return searchIndex(items.map((dish) => ({ dish, categories: [nameOf(dish.categoryId) ?? ''] })));
  }, [categories, items]);
  return (
    <Page
      title={
        order
          ? t('staff.ordering.title-change', { number: order.number })
          : t('staff.ordering.title', { place: t('staff.table.place', { number: String(table.number) }) })
      }
      note={order ? place : (table.label ?? undefined)}
      leading={
        <IconButton
          label={t('ui.back')}
          icon={<ArrowLeft aria-hidden="true" />}
          onPress={() => (ordering.isTouched ? setLeaving(true) : go('/'))}
        />
      }
    >
      <StaffOrdering categories={categories} items={items} find={(typed) => findDishes(index, typed)} ordering={ordering} />
      <ConfirmDialog
        open={leaving}
        danger
        title={t('staff.ordering.leave')}
        confirmLabel={t('staff.ordering.leave-go')}
        cancelLabel={t('ui.cancel')}
        onConfirm={() => go('/')}
        onCancel={() => setLeaving(false)}
      >
        {t('staff.ordering.leave-note')}
      </ConfirmDialog>
    </Page>
  );
}
