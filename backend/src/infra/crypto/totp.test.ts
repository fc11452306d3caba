import { describe, expect, it } from 'vitest';
import { base32, matchingStep, newTotpSecret, stepAt, totp } from './totp.ts';

/** Of RFC 6238, appendix B. */
const SECRET = base32(Buffer.from('12345678901234567890'));

describe('codes', () => {
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('at %d s are those of the RFC', (seconds, code) => expect(totp(SECRET, stepAt(seconds * 1000), 8)).toBe(code));

  it('of six digits are the last six of them', () => expect(totp(SECRET, stepAt(59_000))).toBe('287082'));

  it('are taken one step early or late and no more, and once only', () => {
    const at = 1_111_111_109_000;
    const now = stepAt(at);
    const taken = [-2, -1, 0, 1, 2].map((by) => matchingStep(SECRET, totp(SECRET, now + by), at, 0));
    expect(taken).toEqual([null, now - 1, now, now + 1, null]);
    expect(matchingStep(SECRET, totp(SECRET, now), at, now)).toBeNull();
    expect(matchingStep(SECRET, totp(SECRET, now - 1), at, now)).toBeNull();
    expect(matchingStep(SECRET, totp(SECRET, now + 1), at, now)).toBe(now + 1);
    expect(matchingStep(SECRET, '', at, 0)).toBeNull();
  });
});

it('secrets are 160 bits in the letters of RFC 4648, and no two alike', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
});
