/** A hidden tab draws no frames; what it rings for must not wait for one. */
const WITHOUT_FRAMES_MS = 100;

function nextFrame(run: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    run();
  };
  const timer = setTimeout(once, WITHOUT_FRAMES_MS);
  requestAnimationFrame(once);
}

/**
 * Tells at once, and what follows within the same frame all together with the next: a burst of events is drawn once. With `gatherMs` it
 * waits that long instead of a frame, for screens on slow devices.
 */
export function onceAFrame(tell: () => void, gatherMs = 0): () => void {
  let told = false;
  let more = false;
  const frame = () => {
    told = false;
    if (!more) return;
    more = false;
    say();
  };
  const say = () => {
    if (told) {
      more = true;
      return;
    }
    told = true;
    if (gatherMs > 0) setTimeout(frame, gatherMs);
    else nextFrame(frame);
    tell();
  };
  return say;
}
