import { listStations, type Station } from '@tableorder/contract/stations';
import { useQuery } from '@tanstack/react-query';
import { useStaffWork } from './staff-work.tsx';

/** The shop's stations, told anew by `stations_updated`; none until they are known, or while nobody needs them. */
export function useStations(enabled = true): { readonly stations: readonly Station[]; readonly error: unknown } {
  const { api } = useStaffWork();
  const { data, error } = useQuery({ queryKey: ['stations'], queryFn: async () => (await api.call(listStations)).body.items, enabled });
  return { stations: data ?? NONE, error };
}

const NONE: readonly Station[] = [];
