/** Secrets that must be read again, as stored text that nobody reads without the server's own secret. */
export interface Seals {
  /** Text to store. `place` says where it belongs: sealed for one row, it opens in no other. */
  seal(secret: string, place: string): string;
  /** What was sealed for this place; null for anything else, damaged, or sealed under another secret. */
  open(sealed: string, place: string): string | null;
}
