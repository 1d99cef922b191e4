import { describe, expect, test } from 'vitest';
import { parseShell } from '../../../src/formats/shell/parse.ts';

const commandsOf = (text: string) =>
  parseShell(text).commands.map(({ words }) => words.map((word) => word.value));

describe('commands', () => {
  test.each([
    ['a list', 'a; b && c || d\ne', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['a pipe', 'a | b |& c', [['a'], ['b'], ['c']]],
    ['compounds', 'if a; then b; fi; for i in 1; do c; done; f() { d; }', [['a'], ['b'], ['c'], ['d']]],
    [
      'a substitution, after the command it stands in',
      'a "$(b $(c))"',
      [['a', '$(b $(c))'], ['b', '$(c)'], ['c']],
    ],
    ['a substitution in a heredoc', 'a <<E\n$(b)\nE\n', [['a'], ['b']]],
    ['a process substitution', 'a <(b)', [['a', '<(b)'], ['b']]],
    ['a placeholder', 'a <machine-id> --at=<x>/y', [['a', '<machine-id>', '--at=<x>/y']]],
    ['a quoted placeholder', 'a "<machine-id>"', [['a', '<machine-id>']]],
    ['a placeholder in an address', 'curl https://<app>.fly.dev/', [['curl', 'https://<app>.fly.dev/']]],
    ['an argument that looks like an assignment', 'export A=1 B="x y"', [['export', 'A=1', 'B=x y']]],
    ['quotes of every kind', `a 'b c' "d\\"e" f\\ g $'h\\ti'`, [['a', 'b c', 'd"e', 'f g', 'h\ti']]],
  ])('are found in %s', (_, text, commands) => {
    expect(commandsOf(text)).toEqual(commands);
    expect(parseShell(text).findings).toEqual([]);
  });

  test('redirections to words that look like placeholders stay redirections', () => {
    const [command] = parseShell('sort <in>out').commands;
    expect(command?.redirects.map(({ operator, target }) => [operator, target?.value])).toEqual([
      ['<', 'in'],
      ['>', 'out'],
    ]);
  });

  test('words know where their value stands letter for letter', () => {
    const text = 'a "b c" d';
    const [, quoted] = parseShell(text).commands[0]?.words ?? [];
    expect(text.slice(quoted?.inner?.start, quoted?.inner?.end)).toBe('b c');
    expect(text.slice(quoted?.start, quoted?.end)).toBe('"b c"');
  });

  test.each([
    ['$x', true],
    ['"$x"', true],
    ['$(x)', true],
    ["'$x'", false],
    ['\\$x', false],
    ['*.ts', false],
  ])('the word %s is dynamic: %s', (word, dynamic) => {
    expect(parseShell(`a ${word}`).commands[0]?.words[1]?.dynamic).toBe(dynamic);
  });

  test.each([
    ['a | b', [false, true]],
    ['a | (b; c)', [false, true, true]],
    ['a | b $(c)', [false, true, false]],
  ])('what is piped into is known in %s', (text, piped) => {
    expect(parseShell(text).commands.map(({ pipedIn }) => pipedIn)).toEqual(piped);
  });

  test.each([
    ['a', false],
    ['a < f', true],
    ['a 3< f', false],
    ['a <<< x', true],
    ['a <<E\nE\n', true],
    ['while a; do b; done < f', true],
    ['echo | a', true],
  ])('whether standard input is given is known in %s', (text, fed) => {
    const { commands } = parseShell(text);
    expect(commands.find(({ words }) => words[0]?.value === 'a')?.fed).toBe(fed);
  });

  test('enclosures go from the outside in', () => {
    const { commands } = parseShell('f() { if a; then ! b & fi; }');
    expect(commands.map(({ within }) => within)).toEqual([
      ['function', 'group', 'if'],
      ['function', 'group', 'if', 'background', 'not'],
    ]);
  });

  test('a command line is whole, with its heredocs', () => {
    const text = 'cat <<E | b # note\nx\nE\nc; d\n';
    const { lines, commands } = parseShell(text);
    expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual([
      'cat <<E | b # note\nx\nE',
      'c; d',
    ]);
    expect(commands.map(({ line }) => lines.indexOf(line))).toEqual([0, 0, 1, 1]);
  });
});

describe('heredocs', () => {
  test.each([
    ["<<'E'\na $b \\$c\nE", 'a $b \\$c\n', true, false],
    ['<<E\na \\$c \\\\ \\x\nE', 'a $c \\ \\x\n', false, false],
    ['<<E\na $b\nE', 'a $b\n', false, true],
    ['<<E\na \\\nb\nE', 'a b\n', false, false],
    ['<<-E\n\t\ta\n\tb\n\tE', 'a\nb\n', false, false],
    ['<<E\nE', '', false, false],
  ])('%j gives the text that the command reads', (heredoc, body, quoted, dynamic) => {
    const [read] = parseShell(`cat ${heredoc}\n`).heredocs;
    expect(read).toMatchObject({ text: body, quoted, dynamic });
  });

  test('every character of the text is found again in the script', () => {
    const text = 'cat <<-E\n\t\ta \\$b\n\tc\nE\n';
    const [heredoc] = parseShell(text).heredocs;
    const found = [...(heredoc?.text ?? '')].map((_, offset) => {
      const piece = heredoc?.lines.findLast(({ snippet }) => snippet <= offset);
      return text[(piece?.file ?? 0) + offset - (piece?.snippet ?? 0)];
    });
    expect(found.join('')).toBe('a $b\nc\n');
  });
});

describe('sessions', () => {
  test('prompts and output are set aside', () => {
    const text = '$ echo "a\n> b"\nit\'s (a\n$ ls \\\n> -l\n';
    const { commands, findings, output } = parseShell(text);
    expect(findings).toEqual([]);
    expect(commands.map(({ words }) => words.length)).toEqual([2, 2]);
    expect(output.map(({ start, end }) => text.slice(start, end))).toEqual(["it's (a"]);
  });

  test.each([
    'echo a\n$ ls\n',
    'me@host:~/app$ ls\n',
    'root@148e:/# ls\n',
    '[me@host app]$ ls\n',
    'sftp> ls\n',
    '% ls -l\n',
  ])('%j has a prompt', (text) => {
    expect(parseShell(text).prompts).toHaveLength(1);
  });

  test.each([
    "cat <<'E'\n$ ls\nE\n",
    'echo "\n$ ls\n"\n',
    '$HOME/bin/x\n',
    '> out.txt\n',
    '> log echo a\n',
    '$(which ls) -l\n',
  ])('%j has none', (text) => {
    expect(parseShell(text).prompts).toEqual([]);
  });
});

describe('broken scripts', () => {
  test('several errors are all found, one for a line', () => {
    expect(parseShell('echo )\nls | | wc\necho ok\ndone\n').findings.map(({ start }) => start)).toEqual([
      5, 10, 25,
    ]);
  });

  test.each([
    ['echo )\nfly deploy\n', 1],
    ['ls | | wc\nfly deploy\n', 1],
    ["echo it's\nfly deploy\n", 1],
    ['cat <<E\n{\n E\nfly deploy\n', 1],
    ["echo \"{\n  'a': (\n}\n", 1],
  ])('what stands behind an error is read all the same, without a cascade: %j', (text, errors) => {
    const { commands, findings } = parseShell(text);
    expect(findings).toHaveLength(errors);
    expect(commands.some(({ words }) => words[0]?.value === 'fly')).toBe(text.includes('fly'));
  });

  test('what comes before an error is still read', () => {
    expect(commandsOf('fly deploy\necho "x\n')[0]).toEqual(['fly', 'deploy']);
  });

  test('an error inside of a substitution is told once', () => {
    expect(parseShell('echo $(ls "a').findings).toHaveLength(1);
  });

  test.each([
    '('.repeat(5000),
    '$('.repeat(5000),
    '{ '.repeat(5000),
    '`'.repeat(4999),
    `${'if a; then '.repeat(2000)}`,
  ])('nesting without end is a finding, and no crash', (text) => {
    expect(parseShell(text).findings.length).toBeGreaterThan(0);
  });
});
