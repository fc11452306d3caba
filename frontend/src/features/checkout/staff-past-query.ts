import type { TableId } from '@tableorder/contract/ids';
import { type FiledOrder, listOrders, ORDER_STATUSES, type OrderStatus } from '@tableorder/contract/orders';
import { isLocalDay, type LocalDay } from '@tableorder/contract/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useStaffWork } from '../../lib/staff-work.tsx';

/** What is looked for, as it stands in the address. */
export interface PastSearch {
  readonly from: string;
  readonly to: string;
  readonly table: string;
  readonly number: string;
  readonly status: string;
}

export const isStatus = (status: string): status is OrderStatus => ORDER_STATUSES.some((known) => known === status);

export interface PastQuery {
  readonly from?: LocalDay;
  readonly to?: LocalDay;
  readonly tableId?: TableId;
  readonly number?: string;
  readonly status?: OrderStatus;
  readonly state: 'all' | 'deleted';
}

/** The question to the server; null while the days run backwards or are none. */
export function queryOf({ from, to, table, number, status }: PastSearch): PastQuery | null {
  if ((from !== '' && !isLocalDay(from)) || (to !== '' && !isLocalDay(to)) || (from !== '' && to !== '' && to < from)) return null;
  const digits = number.replace(/^0+/, '');
  return {
    ...(from === '' ? {} : { from: from as LocalDay }),
    ...(to === '' ? {} : { to: to as LocalDay }),
    ...(table === '' ? {} : { tableId: table as TableId }),
    ...(/^[1-9][0-9]{0,5}$/.test(digits) ? { number: digits } : {}),
    ...(isStatus(status) ? { status } : {}),
    state: status === 'deleted' ? 'deleted' : 'all',
  };
}

/** The orders found, newest first, a page at a time. */
export function usePastOrders(query: PastQuery | null) {
  const { api } = useStaffWork();
  return useInfiniteQuery({
    queryKey: ['past', query],
    enabled: query !== null,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }): Promise<{ items: FiledOrder[]; nextCursor: string | null }> =>
      (await api.call(listOrders, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal })).body,
    getNextPageParam: (page) => page.nextCursor,
  });
}
