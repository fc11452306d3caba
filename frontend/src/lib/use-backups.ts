import { type Backups, readBackups } from '@tableorder/contract/backups';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useStaffWork } from './staff-work.tsx';

export const BACKUPS = ['backups'] as const;
const SOON_MS = 2_000;

/** The server's backups, for those who may know of them: asked anew every `everyMs`, and often while one is being made. */
export function useBackups(everyMs: number): UseQueryResult<Backups> {
  const { api, may } = useStaffWork();
  return useQuery({
    queryKey: BACKUPS,
    queryFn: async () => (await api.call(readBackups)).body,
    enabled: may(readBackups),
    refetchInterval: ({ state }) => (state.data?.running ? SOON_MS : everyMs),
  });
}
