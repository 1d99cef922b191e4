import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { toWords } from '../../src/diagnostics/message.ts';
import { count, inOrder, linesOf } from '../../src/diagnostics/report.ts';
import { speak } from '../../src/words.ts';

const message = { key: 'rules.parity.original' } as const;
function finding(file: string, start: number, end: number, code: string): Diagnostic {
  return { file, start, end, code, severity: 'error', message };
}

test('findings are told in the order of their files, their places and their codes', () => {
  const ordered = [
    finding('a.mdx', 0, 5, 'x'),
    finding('a.mdx', 3, 4, 'x'),
    finding('a.mdx', 3, 9, 'a'),
    finding('a.mdx', 3, 9, 'b'),
    finding('b.mdx', 0, 1, 'x'),
    finding('c.mdx', 0, 1, 'a'),
  ];
  for (let turn = 0; turn < ordered.length; turn++) {
    const turned = [...ordered.slice(turn), ...ordered.slice(0, turn)];
    expect(inOrder(turned)).toEqual(ordered);
    expect(inOrder(turned.toReversed())).toEqual(ordered);
  }
});

test('findings are counted by how bad they are', () => {
  const found = (['error', 'info', 'error', 'warning'] as const).map((severity) => ({
    ...finding('a', 0, 0, 'x'),
    severity,
  }));
  expect(count(found)).toEqual({ error: 2, warning: 1, info: 1 });
  expect(count([])).toEqual({ error: 0, warning: 0, info: 0 });
});

test('a file’s lines are found once for all of its findings, and one that is not there has none', () => {
  const lines = linesOf(new Map([['a', 'one\ntwo']]));
  expect(lines('a').at(5)).toEqual({ line: 2, column: 2 });
  expect(lines('a')).toBe(lines('a'));
  expect(lines('none').at(5)).toEqual({ line: 1, column: 1 });
  expect(lines('none').line(1)).toBe('');
});

test('a message inside a message is said in the same language', () => {
  const inner = { key: 'rules.parity.original' } as const;
  const outer = { key: 'rules.page/syntax', values: { reason: inner } } as const;
  expect(toWords(outer, speak('en'))).toBe(
    `The page cannot be read as MDX: ${speak('en')('rules.parity.original')}`,
  );
  expect(toWords(outer, speak('it'))).toContain(speak('it')('rules.parity.original'));
});
