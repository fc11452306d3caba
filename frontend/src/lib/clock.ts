import type { EpochMs } from '@tableorder/contract/time';
import { createListeners, type Listeners } from './listeners.ts';

/** The device's own clock. It may be wrong or jump: use it for ages on this device, never for what the server decides. */
export const now = (): EpochMs => Date.now();

/** An answer that took longer may have been held up anywhere, a sleeping device included: it says nothing about the time. */
const PROMPT_MS = 5_000;
/** Beyond this somebody set a clock: smoothing would show wrong minutes until it caught up. */
const JUMP_MS = 5_000;
const SHARE = 1 / 8;
/** The `date` header is cut to whole seconds. */
const HALF_A_SECOND_MS = 500;

/** A change that a screen of minutes and seconds shows. */
const SEEN_MS = 1_000;

export interface ServerClock {
  /** The server's time, as well as it is known; the device's until the server was heard. */
  readonly now: () => EpochMs;
  /** The `date` header of an answer that has just come, and when it was asked for on this device. */
  readonly hearDate: (header: string | null, askedAt: EpochMs) => void;
  /** When something happened that has just been told. It may be told late, so it only ever says that the server is at least there. */
  readonly hearEvent: (at: EpochMs) => void;
  /** Told when the time was put right by a second or more: what is shown is wrong until it is read again. */
  readonly subscribe: Listeners['subscribe'];
}

export function createServerClock(device: () => EpochMs): ServerClock {
  const listeners = createListeners();
  let offsetMs: number | null = null;
  const put = (nextMs: number) => {
    const seen = Math.abs(nextMs - (offsetMs ?? 0)) >= SEEN_MS;
    offsetMs = nextMs;
    if (seen) listeners.tell();
  };
  return {
    now: () => Math.round(device() + (offsetMs ?? 0)),
    hearDate: (header, askedAt) => {
      const told = header === null ? Number.NaN : Date.parse(header);
      const at = device();
      if (Number.isNaN(told) || at < askedAt || at - askedAt > PROMPT_MS) return;
      const sample = told + HALF_A_SECOND_MS - (askedAt + at) / 2;
      const known = offsetMs ?? Number.NEGATIVE_INFINITY;
      put(Math.abs(sample - known) > JUMP_MS ? sample : known + (sample - known) * SHARE);
    },
    hearEvent: (at) => {
      const least = at - device();
      if (least > (offsetMs ?? Number.NEGATIVE_INFINITY)) put(least);
    },
    subscribe: listeners.subscribe,
  };
}

/** The one that every answer and event of this page sets. */
export const serverClock = createServerClock(now);
export const serverNow = serverClock.now;
