import type { PasswordFault } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';

/** Passwords that satisfy the composition rule and stand on every attacker's first page. */
const COMMON = new Set(
  `password1! passw0rd! p@ssw0rd p@ssw0rd1 p@ssword1 password@1 password1@ password#1 password123! password!23 p@ssw0rd! p@ssw0rd123 admin123! admin@123
  admin1234! admin!234 welcome1! welcome@1 welcome123! welcome@123 qwerty1! qwerty123! qwerty@123 qwer1234! qwer1234@ 1q2w3e4r! 1q2w3e4r@ abc123!@# abcd1234! abcd1234@
  letmein1! changeme1! changeme123! test1234! test@123 temp1234! spring2026! summer2026! autumn2026! winter2026! korea123! korea1234! iloveyou1! dragon123! monkey123! master123! root123!
  asdf1234! asdf1234@ zxcv1234! a1b2c3d4! hello123! welcome2026! password2026! company123! secret123! pa$$w0rd pa$$word1`
    .split(/\s+/)
    .filter(Boolean),
);

const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
const plain = (text: string) => [...text.toLowerCase()].map((letter) => LEET[letter] ?? letter).join('');

/** All that is wrong with a new password here: the product's rule, the commonest passwords, and words anyone at the shop would try. */
export function newPasswordFaults(password: string, context: readonly string[]): PasswordFault[] {
  const faults = passwordFaults(password);
  if (COMMON.has(password.toLowerCase())) faults.push('common');
  const words = [...context, 'tableorder'].map((word) => plain(word.trim())).filter((word) => word.length >= 4);
  if (words.some((word) => plain(password).includes(word))) faults.push('context');
  return faults;
}

/** Names are compared without case: `Kim` and `kim` are one person. */
export const nameKey = (username: string): string => username.toLowerCase();

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Whale\//, 'Whale'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** Enough of a browser's name to know one's own device again, and no more: `Chrome · Android`. Null for a program. */
export function agentFamily(userAgent: string | undefined): string | null {
  const named = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const parts = [named(BROWSERS), named(SYSTEMS)].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' · ');
}
