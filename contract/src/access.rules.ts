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
