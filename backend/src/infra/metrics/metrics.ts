import type { Counter, Gauge, Histogram, Labels } from './catalogue.ts';

export interface Sample<N extends Gauge> {
  readonly labels: Labels<N>;
  readonly value: number;
}

/** What the server tells of itself to whoever watches it. None of it ever fails what is measured. */
export interface Metrics {
  /** One more, or `by` more. */
  count<N extends Counter>(name: N, labels: Labels<N>, by?: number): void;
  /** Something took this long, in ms of the monotonic clock. */
  took<N extends Histogram>(name: N, ms: number, labels: Labels<N>): void;
  /** Asks for the values whenever somebody looks; what is asked for last counts. A reading that fails is logged and left out. */
  gauge<N extends Gauge>(name: N, read: () => Promise<readonly Sample<N>[]> | readonly Sample<N>[]): void;
  /** Everything as text for Prometheus, and its media type. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
}
