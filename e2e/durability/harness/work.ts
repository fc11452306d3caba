import { seeded } from '../../seeded.ts';
import type { Opened } from './findings.ts';
import type { History } from './history.ts';
import { keepStepping } from './staff-screen.ts';
import { keepWishing } from './tablet.ts';

export interface Working {
  readonly url: string;
  readonly history: History;
  /** Between two wishes of a tablet, at most. */
  readonly restMs: number;
  readonly until: AbortSignal;
  readonly seed: number;
}

/** The devices of all shops at work, each by a seed of its own, until told to stop; resolves when what they began is brought to its end. */
export function keepWorking(opened: readonly Opened[], { seed, ...common }: Working): Promise<unknown> {
  const work = Promise.all(
    opened.flatMap(({ shop, tokens }, store) => {
      const own = (device: number) => seeded(seed + 100 * (store + 1) + device);
      const tablets = tokens.map((token, at) => keepWishing({ ...common, shop, token, name: `${shop.store}-${at + 1}`, random: own(at) }));
      return [...tablets, keepStepping({ ...common, shop, random: own(99) })];
    }),
  );
  // Told to whoever waits for it in the end.
  work.catch(() => {});
  return work;
}

export interface Counts {
  readonly confirmed: number;
  readonly refused: number;
  readonly unknown: number;
  readonly sent: number;
  readonly lostAnswers: number;
  readonly steps: number;
  readonly events: number;
  readonly resumed: number;
}

/** What came of it, in numbers. */
export function countsOf({ wishes, steps }: History, opened: readonly Opened[]): Counts {
  const count = (outcome: string) => wishes.filter((wish) => wish.outcome === outcome).length;
  const readers = opened.flatMap((one) => one.readers);
  return {
    confirmed: count('ok'),
    refused: count('refused'),
    unknown: count('unknown'),
    sent: wishes.reduce((sum, { sent }) => sum + sent, 0),
    lostAnswers: wishes.reduce((sum, { lost }) => sum + lost, 0),
    steps: steps.length,
    events: readers.reduce((sum, { reader }) => sum + reader.seen.length, 0),
    resumed: readers.reduce((sum, { reader }) => sum + reader.resumed(), 0),
  };
}
