/** A screen says a word every half minute: when two of them are missed, and the way here is over, it listens no more. */
export const SILENT_MS = 75_000;
