import { onReturn } from './listeners.ts';

/** Calls it every `everyMs`, and at once when the page is shown again, hidden, or back on the line; not at the beginning. Gives the way to stop. */
export function reportRegularly(report: () => void, everyMs: number): () => void {
  const hidden = () => {
    if (document.visibilityState === 'hidden') report();
  };
  const timer = setInterval(report, everyMs);
  const stop = onReturn(report);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    clearInterval(timer);
    stop();
    document.removeEventListener('visibilitychange', hidden);
  };
}
