import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Stream } from '../lib/stream.ts';

/** A line that breaks for a moment is not worth a word. */
const PATIENCE_MS = 2_500;
const BACK_MS = 2_500;

/** What the thin line says: nothing, that the line is down, or for a moment that it is back. */
export function useConnection(stream: Stream): 'online' | 'offline' | 'back' {
  const live = useSyncExternalStore(stream.subscribe, stream.state) === 'live';
  const [shown, setShown] = useState<'online' | 'offline' | 'back'>('online');
  useEffect(() => {
    if (live) {
      setShown((now) => (now === 'offline' ? 'back' : now));
      const quiet = setTimeout(() => setShown('online'), BACK_MS);
      return () => clearTimeout(quiet);
    }
    const patience = setTimeout(() => setShown('offline'), PATIENCE_MS);
    return () => clearTimeout(patience);
  }, [live]);
  return shown;
}
