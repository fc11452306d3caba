import type { PasswordFault } from './access.ts';

/**
 * What a new password lacks: 8–128 characters with upper case, lower case, digit and special (product rules, section 3).
 * Characters are code points, so that Hangul and emoji count as people count them; whatever is neither letter nor digit is special.
 */
export function passwordFaults(password: string): PasswordFault[] {
  const length = [...password].length;
  const faults: PasswordFault[] = [];
  if (length < 8 || length > 128) faults.push('length');
  if (!/\p{Lu}/u.test(password)) faults.push('upper');
  if (!/\p{Ll}/u.test(password)) faults.push('lower');
  if (!/\p{Nd}/u.test(password)) faults.push('digit');
  if (!/[^\p{L}\p{N}]/u.test(password)) faults.push('special');
  return faults;
}

/** PINs that people choose most, beside those that repeat or count. */
const COMMON_PINS = [
  '1004',
  '2580',
  '0852',
  '1357',
  '2468',
  '7531',
  '8642',
  '1590',
  '0070',
  '9988',
  '7788',
  '5678',
  '123123',
  '112233',
  '147258',
  '159753',
];

/** True for a PIN that a colleague would try first: one digit, digits in a row, a short part repeated, or one of the commonest. */
export function isWeakPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10);
  const runs = [0, 1, 9].some((step) => steps.every((one) => one === step));
  return runs || /^(\d{1,4})\1+$/.test(pin) || /^(\d)\1(\d)\2$/.test(pin) || COMMON_PINS.includes(pin);
}
