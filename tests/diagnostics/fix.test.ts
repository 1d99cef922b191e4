import { describe, expect, test } from 'vitest';
import type { Diagnostic, Edit } from '../../src/diagnostics/diagnostic.ts';
import { applyEdits, safeEdits } from '../../src/diagnostics/fix.ts';

function finding(edits: Edit[], safe = true): Diagnostic {
  const message = { key: 'fix.replace' as const, values: { text: '' } };
  return {
    file: 'a',
    code: 'x',
    severity: 'error',
    message,
    start: 0,
    end: 0,
    fixes: [{ message, edits, safe }],
  };
}

describe('fixes', () => {
  test.each([
    ['one edit', [{ start: 1, end: 2, text: 'X' }], 'aXcdef'],
    [
      'two, in any order',
      [
        { start: 4, end: 5, text: '' },
        { start: 0, end: 1, text: 'AA' },
      ],
      'AAbcdf',
    ],
    ['an insertion', [{ start: 3, end: 3, text: '-' }], 'abc-def'],
    [
      'of two that overlap the first',
      [
        { start: 1, end: 4, text: 'X' },
        { start: 2, end: 3, text: 'Y' },
      ],
      'aXef',
    ],
    ['none', [], 'abcdef'],
  ])('%s', (_, edits, expected) => {
    expect(applyEdits('abcdef', edits)).toBe(expected);
  });

  test('only safe ones are applied unasked, and of two in each other’s way the first, whole', () => {
    const first = [{ start: 0, end: 2, text: 'x' }];
    const inTheWay = [
      { start: 1, end: 3, text: 'y' },
      { start: 5, end: 6, text: 'z' },
    ];
    const unsafe = [{ start: 4, end: 5, text: 'w' }];
    expect(safeEdits([finding(first), finding(inTheWay), finding(unsafe, false)])).toEqual(first);
  });
});
