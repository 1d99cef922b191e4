import { describe, expect, test } from 'vitest';
import { parseShell } from '../../../src/formats/shell/parse.ts';
import { checkPortable, portableRules } from '../../../src/formats/shell/portable.ts';
import { checkShellSnippet } from '../../../src/rules/snippets/shell.ts';

const codes = (text: string) => checkPortable(parseShell(text)).map(({ code }) => code);

describe.each(portableRules)('$code', ({ code, examples }) => {
  test.each(examples)('finds $wrong', ({ wrong }) => {
    expect(new Set(codes(wrong))).toEqual(new Set([code]));
  });

  test.each(examples)('finds nothing in $right', ({ right }) => {
    expect(codes(right)).toEqual([]);
  });
});

test('what stands in quotes, comments and heredocs is no shell', () => {
  expect(codes(`echo 'a |& b' # $\{x,,}\ncat <<'END'\n&>> ;&\nEND\n`)).toEqual([]);
});

test('what a command inside of another is wrong by is found at its place', () => {
  const text = 'echo "$(date -d yesterday)"\n';
  const [finding] = checkPortable(parseShell(text));
  expect(text.slice(finding?.start, finding?.end)).toBe('-d');
});

describe('where it holds', () => {
  const found = (here: boolean) =>
    checkShellSnippet(parseShell("sed -r 's/a/b/' file\n"), { openclaw: '', foreign: false, here }).map(
      ({ code }) => code,
    );
  test('on a reader’s own computer', () => {
    expect(found(true)).toEqual(['shell/gnu']);
  });

  test('and not on the machine', () => {
    expect(found(false)).toEqual([]);
  });
});
