import { describe, expect, test } from 'vitest';
import { align } from '../../../src/rules/parity/align.ts';

/** Lays two words side by side; letters of the same case are of one class. */
function sideBySide(left: string, right: string): string {
  const isUpper = (letter: string) => letter === letter.toUpperCase();
  return align(
    [...left],
    [...right],
    (a, b) => a === b,
    (a, b) => isUpper(a) === isUpper(b),
  )
    .map((pair) => `${pair.left ?? '·'}${pair.right ?? '·'}`)
    .join(' ');
}

describe('laying two lists side by side', () => {
  test.each([
    ['abc', 'abc', 'aa bb cc'],
    ['abc', 'ac', 'aa b· cc'],
    ['ac', 'abc', 'aa ·b cc'],
    ['abc', 'axc', 'aa bx cc'],
    ['aBc', 'axc', 'aa B· ·x cc'],
    ['abcdef', 'bcdef', 'a· bb cc dd ee ff'],
    ['abcdef', 'abcde', 'aa bb cc dd ee f·'],
    ['', 'ab', '·a ·b'],
    ['', '', ''],
    ['abXcd', 'abcYd', 'aa bb X· cc ·Y dd'],
  ])('%s and %s', (left, right, expected) => {
    expect(sideBySide(left, right)).toBe(expected);
  });
});
