import { listDisplays } from '@tableorder/contract/displays';
import type { ReplyOf } from '@tableorder/contract/endpoint';
import { useQuery } from '@tanstack/react-query';
import { useStaffWork } from './staff-work.tsx';

type Displays = ReplyOf<typeof listDisplays>;
export const DISPLAYS = ['displays'] as const;

/** A part of what is known of the staff's screens, asked anew every `everyMs`; undefined until it is known. Told anew by `displays_updated`. */
export function useDisplays<T>(select: (displays: Displays) => T, everyMs: number): T | undefined {
  const { api } = useStaffWork();
  return useQuery({ queryKey: DISPLAYS, queryFn: async () => (await api.call(listDisplays)).body, select, refetchInterval: everyMs }).data;
}
