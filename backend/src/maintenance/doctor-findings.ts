/** `well`: nothing to do. `look`: it works, and somebody should look at it. `wrong`: orders are or will be in danger. */
export type State = 'well' | 'look' | 'wrong';

/** One thing that was looked at, in the words of the person who runs the server. */
export interface Finding {
  readonly what: string;
  readonly state: State;
  readonly says: string;
  /** What to do about it; null where there is nothing to do. */
  readonly act: string | null;
}

const finding =
  (state: State) =>
  (what: string, says: string, act: string | null = null): Finding => ({ what, state, says, act });
export const well = finding('well');
export const look = finding('look');
export const wrong = finding('wrong');

const WORDS = { well: 'ok   ', look: 'look ', wrong: 'WRONG' } as const satisfies Record<State, string>;

/** A line for each, and below it what to do. */
export const told = (findings: readonly Finding[]): string =>
  findings
    .map(
      ({ what, state, says, act }) =>
        `${WORDS[state]}  ${what.padEnd(12)} ${says}${act === null ? '' : `\n       ${''.padEnd(12)} → ${act}`}`,
    )
    .join('\n');
