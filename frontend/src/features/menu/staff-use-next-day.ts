import { readSettings } from '@tableorder/contract/settings';
import { type Instant, nextBusinessDay, toInstant } from '@tableorder/contract/time';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { serverClock } from '../../lib/clock.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';

/** Gives the instant at which the shop's next business day begins: until then a dish is sold out "for today". */
export function useNextDay(): () => Promise<Instant> {
  const { api } = useStaffWork();
  const queries = useQueryClient();
  return useCallback(async () => {
    const { store, settings } = await queries.fetchQuery({
      queryKey: ['settings', 'next-day'],
      queryFn: async () => (await api.call(readSettings)).body,
      staleTime: 60_000,
    });
    const { businessDayStartsAt: starts } = settings;
    return toInstant(nextBusinessDay(serverClock.now(), starts, store.timeZone));
  }, [api, queries]);
}
