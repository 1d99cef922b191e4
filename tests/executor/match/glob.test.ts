import { describe, expect, test } from 'vitest';
import { diff } from '../../../src/executor/match/diff.ts';
import { matches } from '../../../src/executor/match/expectation.ts';

describe('glob', () => {
  test.each([
    ['a', 'a', true],
    ['a', 'a\n', true],
    ['a', 'b', false],
    ['a', 'a\nb', false],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'aXcYb', false],
    ['ab*ba', 'aba', false],
    ['*', '', false],
    ['a*', 'a', true],
    ['*a', 'a', true],
    ['a*b', 'ab', true],
    ['a*b*c', 'abc', true],
    ['a**b', 'ab', true],
    ['a*b*b', 'ab', false],
    ['a\n*\nb', 'a\n\nb', true],
    ['...', '', true],
    ['...', 'a\nb\nc', true],
    ['a\n...\nc', 'a\nc', true],
    ['a\n...\nc', 'a\nb\nb\nc', true],
    ['a\n...\nc', 'a\nb\nb\nd', false],
    ['...\nb\n...\nd', 'b\nc\nb\nx\nd', true],
    ['  ...', 'anything', true],
    ['a  \nb', 'a\nb   ', true],
    ['a.c', 'abc', false],
    ['[x]', '[x]', true],
    ['a\r\nb', 'a\nb', true],
  ])('%j fits %j: %s', (pattern, text, fits) => {
    expect(matches('glob', pattern, text)).toBe(fits);
  });

  test('takes no longer than the product of its lines', () => {
    const pattern = Array.from({ length: 60 }, () => '...\n*a*a*a*a*b').join('\n');
    const text = Array.from({ length: 3000 }, () => 'a'.repeat(200)).join('\n');
    expect(matches('glob', pattern, text)).toBe(false);
  });
});

test.each([
  ['exact', 'a\nb', 'a\nb\n', true],
  ['exact', 'a *', 'a b', false],
  ['regex', '^v\\d+\\.\\d+$', 'noise\nv1.2\nnoise', true],
  ['regex', '^v\\d+$', 'v1.2', false],
  ['json', '{"a": 1}', '{"b": [2], "a": 1}', true],
  ['json', '{"a": {"b": ["x*", true]}}', '{"a": {"b": ["xyz", true], "c": null}}', true],
  ['json', '{"a": [1]}', '{"a": [1, 2]}', false],
  ['json', '{"a": 1}', 'Warning\n{"a": 1}', false],
  ['json', '{"constructor": "x"}', '{}', false],
] as const)('%s: %j fits %j: %s', (match, expected, output, fits) => {
  expect(matches(match, expected, output)).toBe(fits);
});

test.each([
  [
    ['a', 'b'],
    ['a', 'c'],
    [' a', '-b', '+c'],
  ],
  [
    ['a', 'c'],
    ['a', 'b', 'c'],
    [' a', '+b', ' c'],
  ],
  [
    ['a', 'b', 'c'],
    ['a', 'c'],
    [' a', '-b', ' c'],
  ],
  [
    ['a*', 'x'],
    ['abc', 'y'],
    [' abc', '-x', '+y'],
  ],
  [
    ['a', '...', 'z', 'end'],
    ['a', 'b', 'z', 'and'],
    [' a', ' ...', ' z', '-end', '+and'],
  ],
  [
    ['a', '...', 'f'],
    ['a', 'five'],
    [' a', ' ...', '-f', '+five'],
  ],
  [
    ['b', '...'],
    ['a', 'c', 'd'],
    ['-b', ' ...'],
  ],
])('the difference of %j and %j is %j', (expected, found, lines) => {
  expect(diff(expected, found).map(({ sign, text }) => sign + text)).toEqual(lines);
});
