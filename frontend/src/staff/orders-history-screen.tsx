import { type FiledOrder, readOrder } from '@tableorder/contract/orders';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { StaffPastExport, StaffPastFilters } from '../features/checkout/staff-past-filters.tsx';
import { StaffPastList } from '../features/checkout/staff-past-list.tsx';
import { StaffPastParty } from '../features/checkout/staff-past-party.tsx';
import { type PastSearch, queryOf } from '../features/checkout/staff-past-query.ts';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useBoard } from './live.tsx';
import { Page } from './page.tsx';
import { PastOrderSheet } from './past-order-sheet.tsx';

/** Every order there was. What is looked for and what is open stand in the address, so that back goes back. */
export function OrdersHistoryScreen() {
  const { t } = useT();
  const { api } = useStaffWork();
  const { board } = useBoard();
  const [params, setParams] = useSearchParams();
  const text = (name: string) => params.get(name) ?? '';
  const search: PastSearch = { from: text('from'), to: text('to'), table: text('table'), number: text('number'), status: text('status') };
  const orderId = params.get('order');
  const sessionId = params.get('party');
  const go = (next: PastSearch, more: Readonly<Record<string, string>> = {}, replace = false) =>
    setParams(Object.fromEntries(Object.entries({ ...next, ...more }).filter(([, value]) => value !== '')), { replace });
  const open = (order: FiledOrder) => go(search, { order: order.id });
  const order = useQuery({
    queryKey: ['past-order', orderId],
    enabled: orderId !== null,
    queryFn: async ({ signal }) => (orderId === null ? null : (await api.call(readOrder, { params: { orderId }, signal })).body),
  });
  const tables = (board?.tables ?? []).map(({ table }) => ({ id: table.id as string, name: sayTable(t, table), number: table.number }));
  const shown = orderId === null ? null : (order.data ?? null);
  const place = shown ? t('staff.table.place', { number: String(shown.tableNumber) }) : '';
  return (
    <Page title={t('staff.past.title')} actions={<StaffPastExport search={search} />}>
      <StaffPastFilters search={search} tables={tables} onSearch={(next) => go(next, {}, true)} />
      <StaffPastList query={queryOf(search)} onOrder={open} />
      <PastOrderSheet
        order={shown}
        open={orderId !== null}
        failure={order.error}
        place={place}
        onClose={() => go(search)}
        onParty={(id) => go(search, { party: id })}
      />
      <Sheet
        open={sessionId !== null && orderId === null}
        place="side"
        title={t('staff.past.party.orders-of')}
        closeLabel={t('ui.close')}
        onClose={() => go(search)}
      >
        {sessionId !== null && <StaffPastParty sessionId={sessionId} onOrder={open} />}
      </Sheet>
    </Page>
  );
}
