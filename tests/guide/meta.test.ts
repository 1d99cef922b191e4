import { describe, expect, test } from 'vitest';
import { parseMeta } from '../../src/guide/meta.ts';

describe('the meta of a fence', () => {
  test.each([
    ['step="deploy"', [['step', 'deploy']]],
    [
      "step='deploy' always",
      [
        ['step', 'deploy'],
        ['always', true],
      ],
    ],
    [
      'pattern="(vol_[a-z0-9]+)" {1-3}',
      [
        ['pattern', '(vol_[a-z0-9]+)'],
        [undefined, '1-3'],
      ],
    ],
    [String.raw`pattern="a \"quoted\" \\d"`, [['pattern', String.raw`a "quoted" \d`]]],
    [String.raw`pattern="\d+"`, [['pattern', String.raw`\d+`]]],
    [
      '"a mark" /a regex/',
      [
        [undefined, 'a mark'],
        [undefined, 'a regex'],
      ],
    ],
    ['retries=2', [['retries', '2']]],
    ['', []],
    ['  always\t', [['always', true]]],
    [
      'always,now then',
      [
        ['always,now', true],
        ['then', true],
      ],
    ],
    [
      'retries=2 always',
      [
        ['retries', '2'],
        ['always', true],
      ],
    ],
    [
      'retries= always',
      [
        ['retries', ''],
        ['always', true],
      ],
    ],
    [
      '&x always',
      [
        [undefined, '&x'],
        ['always', true],
      ],
    ],
    [String.raw`title='it\'s'`, [['title', "it's"]]],
    [String.raw`a="b\"`, [['a', 'b"']]],
  ])('%s', (meta, expected) => {
    expect(parseMeta(meta).map(({ key, value }) => [key, value])).toEqual(expected);
  });

  test('a value knows where it stands', () => {
    const meta = 'always step="create-app"';
    const [, step] = parseMeta(meta);
    expect(meta.slice(step?.valueStart, (step?.end ?? 0) - 1)).toBe('create-app');
  });

  test.each(['step="deploy', "check='x", '{1-3'])('%s is not closed', (meta) => {
    expect(parseMeta(meta).at(-1)?.unclosed).toBe(true);
  });

  test.each([
    ['always', 'always', 'always'],
    [' retries=2 x', 'retries=2', '2 x'],
    ['step="a" x', 'step="a"', 'a" x'],
    ['step="a', 'step="a', 'a'],
    [' {1-3} x', '{1-3}', '1-3} x'],
  ])('the first part of %j is %j', (meta, whole, fromValue) => {
    const [part] = parseMeta(meta);
    expect(meta.slice(part?.start, part?.end)).toBe(whole);
    expect(meta.slice(part?.valueStart)).toBe(fromValue);
  });

  test('what is closed does not say that it is not', () => {
    expect(parseMeta('step="a" {1}').map((part) => 'unclosed' in part)).toEqual([false, false]);
  });
});
