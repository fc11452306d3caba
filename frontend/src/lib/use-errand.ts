import { useState } from 'react';

export interface Errand {
  /** It is on its way. */
  readonly busy: boolean;
  readonly run: () => void;
}

/** What a button is pressed for and that takes a while, such as a file: busy until it has ended; `refused` says what stopped it. */
export function useErrand(act: () => Promise<void>, refused: (reason: unknown) => void): Errand {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await act();
    } catch (reason) {
      refused(reason);
    } finally {
      setBusy(false);
    }
  };
  return { busy, run: () => void run() };
}
