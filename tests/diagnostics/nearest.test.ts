import { expect, test } from 'vitest';
import { nearest } from '../../src/diagnostics/nearest.ts';

test.each([
  ['internal-port', 'internal_port'],
  ['intrenal_port', 'internal_port'],
  ['Internal_Port', 'internal_port'],
  ['forse_https', 'force_https'],
  ['stpe', 'step'],
  ['xyz', undefined],
  ['', undefined],
])('%s is like %s', (misspelt, expected) => {
  expect(nearest(misspelt, ['internal_port', 'force_https', 'step', 'processes'])).toBe(expected);
});

test.each([
  ['two neighbours that changed places count once', 'abc', 'bac', true],
  ['also at the end', 'abc', 'acb', true],
  ['a neighbour that came before, and another letter, do not', 'abc', 'bxc', false],
  ['nor a neighbour that came after', 'abc', 'xac', false],
  ['two letters more', 'abcdef', 'abcdefgh', true],
  ['three letters more', 'abcdef', 'abcdefghi', false],
  ['two letters fewer at the front', 'abcdef', 'cdef', true],
  ['all letters others', 'abcdef', 'uvwxyz', false],
  ['two of six others', 'abcdef', 'xbcdey', true],
  ['three of six others', 'abcdef', 'xbydez', false],
  ['one of three another', 'abc', 'abx', true],
  ['one of two another', 'ab', 'ax', true],
  ['one letter, and another', 'a', 'b', true],
  ['case, `-` and `_` do not count', 'A-b_C', 'abc', true],
  ['a hundred letters are compared', 'a'.repeat(100), `${'a'.repeat(99)}b`, true],
  ['more are not', 'a'.repeat(101), `${'a'.repeat(100)}b`, false],
] as const)('%s', (_, misspelt, name, isLike) => {
  expect(nearest(misspelt, [name])).toBe(isLike ? name : undefined);
});

test('of several the nearest is named, and of those as near the first', () => {
  expect(nearest('stepp', ['steppes', 'step', 'stepx'])).toBe('step');
  expect(nearest('step', [])).toBeUndefined();
});
