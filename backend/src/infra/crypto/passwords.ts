/** `outdated`: right, but the text was made under the former secret or at another cost, and a new one should take its place. */
export type Verdict = 'right' | 'outdated' | 'wrong';

/** Passwords as stored text. Every character counts. At most two at work and ten waiting; beyond that Problem `unavailable`. */
export interface Passwords {
  /** A new text to store; the same password twice gives two texts. */
  hash(password: string): Promise<string>;
  /**
   * Whether the text was made from this very password. `null` stands for "no such person": it costs the same time and is `wrong`.
   * Text of an unknown scheme, or damaged, is `wrong` too.
   */
  verify(password: string, stored: string | null): Promise<Verdict>;
}
