import { expect, test } from 'vitest';
import { someOf } from './some-of.ts';

test('as many names as one line holds, and the number of the others', () => {
  expect(someOf([])).toBe('');
  expect(someOf(['a', 'b', 'c'])).toBe('a · b · c');
  expect(someOf(['a', 'b', 'c', 'd', 'e'])).toBe('a · b · c +2');
});
