/** Passwords as stored text. Every character counts. At most two at work and ten waiting; beyond that Problem `unavailable`. */
export interface Passwords {
  /** A new text to store; the same password twice gives two texts. */
  hash(password: string): Promise<string>;
  /**
   * True when the text was made from this very password. `null` stands for "no such person": it costs the same time and is
   * false. Text of an unknown scheme, or damaged, is false too.
   */
  verify(password: string, stored: string | null): Promise<boolean>;
}
