import { describe, expect, test } from 'vitest';
import { frame } from '../../src/diagnostics/frame.ts';
import { Lines } from '../../src/diagnostics/position.ts';
import { styleOf } from '../../src/diagnostics/style.ts';

const plain = styleOf(false);

/** Draws the frame of the text between « and ». */
function draw(marked: string): string {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  return frame(new Lines(text), { start, end }, (mark) => mark, plain);
}

describe('a code frame underlines what is meant, in columns as a terminal shows them', () => {
  test.each([
    ['a word', 'one\ntwo «three» four\nfive\nsix', '1 │ one\n2 │ two three four\n  │     ^^^^^\n3 │ five'],
    ['a single place', 'a«»b', '1 │ ab\n  │  ^'],
    ['after a tab', '\t«x»', '1 │   x\n  │   ^'],
    ['after wide characters', '日本 «x»', '1 │ 日本 x\n  │      ^'],
    ['after emoji', '🚀 «x»', '1 │ 🚀 x\n  │    ^'],
    ['after a combining mark', 'e\u0301 «x»', '1 │ e\u0301 x\n  │   ^'],
    ['over several lines, to the end of the first', 'a «b\nc» d', '1 │ a b\n  │   ^\n2 │ c d'],
    ['at the end of the text', 'ab«»', '1 │ ab\n  │   ^'],
  ])('%s', (_, marked, expected) => {
    expect(draw(marked)).toBe(expected);
  });

  test('what a terminal would act on is shown harmlessly', () => {
    expect(draw('\u001b[31m«x»\u0007\u202e')).toBe('1 │ ·[31mx··\n  │      ^');
  });

  test('a line of any length is shown around the place', () => {
    const drawn = draw(`${'a'.repeat(100_000)}«x»${'b'.repeat(100_000)}`);
    expect(drawn.length).toBeLessThan(500);
    const [row = '', marks = ''] = drawn.split('\n');
    expect(row[marks.indexOf('^')]).toBe('x');
  });
});
