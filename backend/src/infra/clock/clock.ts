import type { EpochMs } from '@tableorder/contract/time';

/** The only source of time. Neither method fails. */
export interface Clock {
  /** Wall time in epoch milliseconds. The operator may set it, so it can jump either way: for what people read, never for durations. */
  now(): EpochMs;
  /** Milliseconds since some fixed moment of this process; never goes back, equal values repeat within one millisecond fraction. */
  monotonic(): number;
}
