import { readCalls, readDaily, readItems, readRange } from '@tableorder/contract/reports';
import type { LocalDay } from '@tableorder/contract/time';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useStaffWork } from '../../lib/staff-work.tsx';

/** How often the running day is read again when nothing happens: the time beside it goes on. */
const LIVE_MS = 10_000;

/** A day's figures; today's without a date, which goes on while it runs. */
export function useDaily(date: LocalDay | null) {
  const { api } = useStaffWork();
  return useQuery({
    queryKey: ['figures', 'daily', date],
    queryFn: async ({ signal }) => (await api.call(readDaily, { query: date === null ? {} : { date }, signal })).body,
    refetchInterval: (query) => (query.state.data?.live === true ? LIVE_MS : false),
    placeholderData: keepPreviousData,
  });
}

export interface Days {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export function useRange(days: Days | null) {
  const { api } = useStaffWork();
  return useQuery({
    queryKey: ['figures', 'range', days?.from, days?.to],
    enabled: days !== null,
    queryFn: async ({ signal }) => (days === null ? null : (await api.call(readRange, { query: days, signal })).body),
    placeholderData: keepPreviousData,
  });
}

export function useItems(days: Days | null) {
  const { api } = useStaffWork();
  return useQuery({
    queryKey: ['figures', 'items', days?.from, days?.to],
    enabled: days !== null,
    queryFn: async ({ signal }) => (days === null ? null : (await api.call(readItems, { query: days, signal })).body),
    placeholderData: keepPreviousData,
  });
}

export function useCalls({ from, to }: Days, live: boolean) {
  const { api } = useStaffWork();
  return useQuery({
    queryKey: ['figures', 'calls', from, to],
    queryFn: async ({ signal }) => (await api.call(readCalls, { query: { from, to }, signal })).body,
    refetchInterval: live ? LIVE_MS : false,
    placeholderData: keepPreviousData,
  });
}
