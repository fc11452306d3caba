import { describe, expect, it } from 'vitest';
import { newPairingCode, newSecret, sameSecret, sha256Hex } from './secrets.ts';

describe('secrets', () => {
  it('need no escaping in an address and never repeat', () => {
    const all = new Set(Array.from({ length: 10_000 }, () => newSecret()));
    expect(all.size).toBe(10_000);
    for (const secret of all) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(newSecret(16)).toHaveLength(22);
    expect(() => newSecret(15)).toThrow(RangeError);
  });

  it('to be typed use every letter and digit that cannot be misread, evenly', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 20_000; i += 1) {
      const code = newPairingCode();
      expect(code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
      for (const char of code) counts.set(char, (counts.get(char) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - 3750)).toBeLessThan(450);
  });

  it('are compared whole', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abd', 'abcd', 'ABC']) expect(sameSecret('abc', other)).toBe(false);
  });

  it('are stored as SHA-256', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
