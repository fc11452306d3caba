import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordFaults } from './access.rules.ts';

describe('a new password', () => {
  it.each([
    ['Abcdef1!', []],
    ['Abcde1!', ['length']],
    ['abcdef1!', ['upper']],
    ['ABCDEF1!', ['lower']],
    ['Abcdefg!', ['digit']],
    ['Abcdefg1', ['special']],
    ['', ['length', 'upper', 'lower', 'digit', 'special']],
    ['Abcdef1 ', []],
    ['Ab1 cdef', []],
    [`Aa1!${'x'.repeat(124)}`, []],
    [`Aa1!${'x'.repeat(125)}`, ['length']],
  ])('%j lacks %j', (password, faults) => {
    expect(passwordFaults(password)).toEqual(faults);
  });

  it('may be Hangul, of which each syllable is one character and none is special', () => {
    expect(passwordFaults('김치찌개Aa1!')).toEqual([]);
    expect(passwordFaults('김치찌Aa1!')).toEqual(['length']);
    expect(passwordFaults('김치찌개맛Aa1')).toEqual(['special']);
    expect(passwordFaults(`Aa1!${'가'.repeat(124)}`)).toEqual([]);
    expect(passwordFaults(`Aa1!${'가'.repeat(125)}`)).toEqual(['length']);
  });

  it('counts an emoji of two code units once, and as special', () => {
    expect(passwordFaults('Aa1🍜🍜🍜🍜🍜')).toEqual([]);
    expect(passwordFaults('Aa1🍜🍜🍜🍜')).toEqual(['length']);
    expect(passwordFaults(`Aa1${'🍜'.repeat(125)}`)).toEqual([]);
    expect(passwordFaults(`Aa1${'🍜'.repeat(126)}`)).toEqual(['length']);
  });

  it('takes letters and digits of any script', () => {
    expect(passwordFaults('Жизнь٣٤٥!')).toEqual([]);
  });

  it('is judged by what it has, not by where', () => {
    const parts = fc.shuffledSubarray([...'AZaz09!#가힣🍜 '], { minLength: 0 });
    fc.assert(
      fc.property(parts, fc.string({ unit: fc.constantFrom('x', '나', '🍚'), maxLength: 140 }), (some, rest) => {
        const characters = [...some, ...rest];
        const has = (all: string) => characters.some((character) => all.includes(character));
        const faults = [
          ...(characters.length < 8 || characters.length > 128 ? ['length'] : []),
          ...(has('AZ') ? [] : ['upper']),
          ...(has('azx') ? [] : ['lower']),
          ...(has('09') ? [] : ['digit']),
          ...(has('!#🍜🍚 ') ? [] : ['special']),
        ];
        expect(passwordFaults(characters.join(''))).toEqual(faults);
        expect(passwordFaults(characters.toReversed().join(''))).toEqual(faults);
      }),
    );
  });
});
