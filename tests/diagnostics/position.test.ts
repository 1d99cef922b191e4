import { describe, expect, test } from 'vitest';
import { Lines } from '../../src/diagnostics/position.ts';

describe('positions', () => {
  const text = 'ab\n🚀c\r\n\nlast';
  test.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [5, 2, 3],
    [8, 3, 1],
    [9, 4, 1],
    [13, 4, 5],
    [99, 4, 5],
    [-1, 1, 1],
  ])('offset %i is line %i, column %i in UTF-16 units', (offset, line, column) => {
    expect(new Lines(text).at(offset)).toEqual({ line, column });
  });

  test.each([
    [1, 'ab'],
    [2, '🚀c'],
    [3, ''],
    [4, 'last'],
    [5, ''],
  ])('line %i is %j', (line, expected) => {
    expect(new Lines(text).line(line)).toBe(expected);
  });
});
