const AT_MOST_MS = 2_000;
/** Where a browser cannot tell: long enough for what it had to draw. */
const PROBABLY_MS = 200;

/** Resolves when the first screen is there and nothing else is to do: it has the line and the processor to itself. */
export async function whenIdle(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  // Missing in Safari, whatever the types say.
  const idle: typeof requestIdleCallback | undefined = globalThis.requestIdleCallback;
  await new Promise<unknown>((resolve) => (idle ? idle(resolve, { timeout: AT_MOST_MS }) : setTimeout(resolve, PROBABLY_MS)));
}
