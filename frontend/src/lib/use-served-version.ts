import { useQuery } from '@tanstack/react-query';
import { readServedVersion } from './served-version.ts';

const AGAIN_MS = 60_000;

/** The build of the screens that is served now; null until it is known, or where the server names none. */
export const useServedVersion = (): string | null =>
  useQuery({ queryKey: ['served-version'], queryFn: readServedVersion, refetchInterval: AGAIN_MS }).data ?? null;
