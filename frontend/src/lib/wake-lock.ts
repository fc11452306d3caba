/** Keeps the screen on while the page is shown, where the browser can: not over plain HTTP. Gives the way to stop. */
export function keepAwake(): () => void {
  // Missing on plain HTTP and on older tablets.
  const wakeLock: WakeLock | undefined = navigator.wakeLock;
  if (!wakeLock) return () => undefined;
  let held: WakeLockSentinel | null = null;
  let stopped = false;
  const take = async () => {
    if (stopped || document.visibilityState !== 'visible' || (held && !held.released)) return;
    try {
      held = await wakeLock.request('screen');
      if (stopped) await held.release();
    } catch (error) {
      // The device says no, such as with its battery nearly empty: asked again when the page is shown again.
      if (!(error instanceof DOMException)) throw error;
    }
  };
  const shown = () => void take();
  shown();
  // The lock is gone whenever the page was hidden.
  document.addEventListener('visibilitychange', shown);
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', shown);
    void held?.release();
  };
}
