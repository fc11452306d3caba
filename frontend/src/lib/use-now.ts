import type { EpochMs } from '@tableorder/contract/time';
import { useEffect, useState } from 'react';
import { now } from './clock.ts';

/** The time, told anew every `everyMs` and when the tab is shown again. */
export function useNow(everyMs: number): EpochMs {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const tell = () => setAt(now());
    const timer = setInterval(tell, everyMs);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [everyMs]);
  return at;
}
