import type { EpochMs } from '@tableorder/contract/time';
import { useEffect, useState } from 'react';
import { serverClock, serverNow } from './clock.ts';

/** The server's time, told anew every `everyMs`, when the tab is shown again, and when it was put right. */
export function useNow(everyMs: number): EpochMs {
  const [at, setAt] = useState(serverNow);
  useEffect(() => {
    const tell = () => setAt(serverNow());
    const timer = setInterval(tell, everyMs);
    document.addEventListener('visibilitychange', tell);
    const stop = serverClock.subscribe(tell);
    return () => {
      clearInterval(timer);
      stop();
      document.removeEventListener('visibilitychange', tell);
    };
  }, [everyMs]);
  return at;
}
