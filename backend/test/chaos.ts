/** What happens to one call: it throws, comes late, is swallowed after it was done or before, or is let through. */
export type Fate =
  | { readonly kind: 'ok' }
  /** Rejects; the port never saw the call. */
  | { readonly kind: 'throw'; readonly error?: Error }
  /** Reaches the port after this time. */
  | { readonly kind: 'stall'; readonly ms: number }
  /** Answers as if done; the port never saw the call. */
  | { readonly kind: 'lose'; readonly answer?: unknown }
  /** The port did it, and the caller is told that it failed. */
  | { readonly kind: 'lose-answer'; readonly error?: Error };

/** For each method the fates of its calls in order; the last one stays. Methods that are not named are let through. */
export type Plan<Port> = { readonly [Method in keyof Port]?: readonly Fate[] };

export class ChaosError extends Error {
  override name = 'ChaosError';
}

type Call = (...args: unknown[]) => unknown;

async function meet(fate: Fate, method: string, call: () => unknown): Promise<unknown> {
  switch (fate.kind) {
    case 'ok':
      return call();
    case 'throw':
      throw fate.error ?? new ChaosError(`${method} fails by plan`);
    case 'stall':
      await new Promise((resolve) => setTimeout(resolve, fate.ms));
      return call();
    case 'lose':
      return fate.answer;
    case 'lose-answer':
      await call();
      throw fate.error ?? new ChaosError(`${method} was done, its answer is lost by plan`);
  }
}

/**
 * The same port with failures by plan, the same in every run; plan only methods that answer with a promise.
 * `calls` counts what each method was asked.
 */
export function chaos<Port extends object>(
  port: Port,
  plan: Plan<Port>,
): { readonly port: Port; readonly calls: ReadonlyMap<string, number> } {
  const calls = new Map<string, number>();
  const wrapped = new Proxy(port, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof name !== 'string' || typeof value !== 'function') return value;
      const fates = plan[name as keyof Port];
      return (...args: unknown[]) => {
        const count = calls.get(name) ?? 0;
        calls.set(name, count + 1);
        const fate = fates?.[Math.min(count, fates.length - 1)] ?? { kind: 'ok' };
        const call = () => (value as Call).apply(target, args);
        return fate.kind === 'ok' ? call() : meet(fate, name, call);
      };
    },
  });
  return { port: wrapped, calls };
}

/** The same sequence of numbers in [0, 1) for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many fates, of which this share is bad; the same for the same seed, which a failing test prints. */
export function randomFates(seed: number, count: number, share: number, bad: readonly Fate[]): readonly Fate[] {
  const next = seeded(seed);
  return Array.from({ length: count }, () => (next() < share ? (bad[Math.floor(next() * bad.length)] ?? { kind: 'ok' }) : { kind: 'ok' }));
}
