import { useState } from 'react';
import { isFromTheLine } from '../../lib/api-problem.ts';

/** A form on its way: whether it is being sent, and what stopped it. What was typed stays as it is. */
export function useSending() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  /** True when it was done. */
  const send = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (refused) {
      if (!isFromTheLine(refused)) throw refused;
      setFailure(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, send, forget: () => setFailure(null) };
}
