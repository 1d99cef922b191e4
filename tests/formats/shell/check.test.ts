// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a shell writes ${…} as well
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/diagnostics/fix.ts';
import { checkShell } from '../../../src/formats/shell/check.ts';

const mended = (text: string) =>
  applyEdits(
    text,
    checkShell(text).flatMap(({ fixes }) => fixes?.find(({ safe }) => safe)?.edits ?? []),
  );

test.each([
  ['$ ls\n$ pwd\n', 'ls\npwd\n'],
  ['echo “a b” ‘c’\n', `echo "a b" 'c'\n`],
  ['echo "a”\n', 'echo "a"\n'],
  ['ls –l —all\n', 'ls -l --all\n'],
  ['ls\u00A0-l\u200B\n', 'ls -l\n'],
  ['ls \\  \n  -l\n', 'ls \\\n  -l\n'],
  ['a &amp;&amp; b &gt; c\n', 'a && b > c\n'],
  ['cat <<E\na\n  E \n', 'cat <<E\na\nE\n'],
])('%j is mended to %j', (wrong, right) => {
  expect(mended(wrong)).toBe(right);
});

describe('correct bash is let be', () => {
  test.each([
    'f() { local a=("$@"); echo "${a[@]:1}"; }; function g { f; }\n',
    'case "$1" in -h|--help) usage;; *.ts) ;; esac\n',
    'if [[ $a == b* && ! ( -f c || $d =~ ^(x|y)$ ) ]]; then :; fi\n',
    'for ((i = 0; i < 3; i++)); do echo $((i << 2)); done\n',
    'diff <(sort a) <(sort b) > >(tee c) 2>&1\n',
    'echo $(( a > b ? 1 : 0 )) "${x:-"y z"}" ${x//a/b} ${#x}\n',
    "cat <<A; cat <<'B'\nit's\nA\ndon't \"\nB\n",
    'cat <<<"$x" | while read -r a b; do echo "$a"; done\n',
    'trap \'rm -f "$t"\' EXIT; x=$(cat <<E\n)\nE\n)\n',
    "# don't worry, it's a comment with `ticks` and \"quotes\n",
    'ls # it’s “fine” – here\n',
    'echo \'it’s “fine” – here\' "and — here"\n',
    'echo l’app “è\n',
    'fly machine restart <machine-id> && curl "https://<app>.fly.dev"\n',
    'rm a\\ b\\ \n',
    'a &\nb & c\n',
    'select x in a b; do break; done; coproc cat; time ls; ! false\n',
    '{ a; b; } 2>/dev/null || (c; d) &>> log\n',
    'echo "a\nb" \'c\nd\' e\\\nf\n',
    '\n',
    '',
    '# only a note\n',
    '# npm is a program. It installs packages:\n',
  ])('%j', (text) => {
    expect(checkShell(text)).toEqual([]);
  });
});

test('a session may have prompts', () => {
  const text = "$ ls\nit's (output)\n$ cat <<E\n> a\n> E\na\n";
  expect(checkShell(text, { session: true })).toEqual([]);
  expect(checkShell(text).map(({ code }) => code)).toEqual(['shell/prompt']);
});

test('findings come in the order of the text', () => {
  expect(checkShell('ls –l\necho )\ncat “a”\n').map(({ code }) => code)).toEqual([
    'shell/dash',
    'shell/syntax',
    'shell/quote',
  ]);
});

test('cut and spliced scripts are findings at most', () => {
  const pieces = [
    '"',
    "'",
    '`',
    '$(',
    '${',
    '<<E\n',
    '(',
    '{ ',
    '[[ ',
    '\\',
    '\n',
    '|',
    '&',
    '$ ',
    '> ',
    '<a>',
    '“',
    '#',
    'fly ',
    'E\n',
  ];
  for (let seed = 0; seed < 4000; seed++) {
    let text = '';
    for (let at = seed; at > 0; at = Math.floor(at / pieces.length)) text += pieces[at % pieces.length];
    for (const { start, end } of checkShell(text)) {
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  }
});
