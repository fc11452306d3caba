import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const PAIRING_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A secret nobody guesses, in characters that need no escaping in an address; 32 bytes give 43 characters. */
export function newSecret(bytes = 32): string {
  if (bytes < 16) throw new RangeError('a secret has at least 128 bits');
  return randomBytes(bytes).toString('base64url');
}

/** Six characters that are told apart when read aloud or typed on a tablet: no I, O, 0 or 1. */
export const newPairingCode = (): string =>
  Array.from({ length: 6 }, () => PAIRING_ALPHABET.charAt(randomInt(PAIRING_ALPHABET.length))).join('');

/** Sixteen such characters, 80 bits, in fours: written on paper for the day the phone is lost. */
export const newRecoveryCode = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => PAIRING_ALPHABET.charAt(randomInt(PAIRING_ALPHABET.length))).join(''),
  ).join('-');

/** What is stored of a secret that has enough randomness of its own. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Equal or not, in a time that says nothing about where or how long. */
export function sameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(one), digest(other));
}
