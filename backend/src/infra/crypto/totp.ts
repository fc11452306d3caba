import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from './secrets.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;
const DIGITS = 6;

/** RFC 4648 without padding, as authenticator apps take it. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

function fromBase32(text: string): Uint8Array {
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** 160 bits, what RFC 4226 recommends. */
export const newTotpSecret = (): string => base32(randomBytes(20));

/** The number of the half minute. */
export const stepAt = (at: number): number => Math.floor(at / STEP_MS);

/** The code of a step: RFC 6238 with SHA-1, which is what every app speaks. */
export function totp(secret: string, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, now or one beside it, later than `after`: a code that was used is used up. Null for none. */
export function matchingStep(secret: string, code: string, at: number, after: number): number | null {
  const now = stepAt(at);
  return [now, now - 1, now + 1].find((step) => step > after && sameSecret(totp(secret, step), code)) ?? null;
}
