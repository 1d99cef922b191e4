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

  test('what has none, or no safe one, is passed over', () => {
    const { fixes: _, ...without } = finding([]);
    const edits = [{ start: 0, end: 1, text: 'x' }];
    expect(safeEdits([without, finding(edits, false), finding(edits)])).toEqual(edits);
  });

  test('of several safe ones of one finding the first is applied', () => {
    const [first, second] = [[{ start: 0, end: 1, text: 'x' }], [{ start: 5, end: 6, text: 'y' }]];
    const one = {
      ...finding(first),
      fixes: [...(finding(first).fixes ?? []), ...(finding(second).fixes ?? [])],
    };
    expect(safeEdits([one])).toEqual(first);
  });

  test.each([
    ['one ends where the other begins', { start: 0, end: 2 }, { start: 2, end: 4 }, false],
    ['one begins where the other ends', { start: 2, end: 4 }, { start: 0, end: 2 }, false],
    ['they share a character', { start: 0, end: 3 }, { start: 2, end: 4 }, true],
    ['one lies in the other', { start: 0, end: 6 }, { start: 2, end: 3 }, true],
    ['both are the same', { start: 1, end: 2 }, { start: 1, end: 2 }, true],
    ['both insert at one place', { start: 3, end: 3 }, { start: 3, end: 3 }, true],
    ['one inserts where the other begins', { start: 3, end: 3 }, { start: 3, end: 5 }, false],
    ['they insert at two places', { start: 3, end: 3 }, { start: 4, end: 4 }, false],
  ])('two are in each other’s way where %s', (_, one, other, areInTheWay) => {
    const edits = [
      { ...one, text: 'x' },
      { ...other, text: 'y' },
    ];
    expect(safeEdits(edits.map((edit) => finding([edit])))).toEqual(areInTheWay ? edits.slice(0, 1) : edits);
  });
});
