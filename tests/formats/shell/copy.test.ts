// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a shell writes ${…} as well
import { describe, expect, test } from 'vitest';
import { commandTexts, copyText } from '../../../src/formats/shell/copy.ts';

describe('copyText', () => {
  test.each([
    ['comments go', '# Clone\ngit clone x # fast\n\ncd x\n', 'git clone x\ncd x'],
    ['comments in a heredoc stay', "cat > a <<'E' # file\n# kept\nE\n", "cat > a <<'E'\n# kept\nE"],
    ['comments in a string stay', "echo '# kept'\n", "echo '# kept'"],
    ['comments in a compound go, lines and all', 'if a; then\n  # why\n  b # c\nfi\n', 'if a; then\n  b\nfi'],
    ['a # that begins no comment stays', 'echo a#b ${#x} $((16#ff)) \\#\n', 'echo a#b ${#x} $((16#ff)) \\#'],
    ['prompts and output go', '$ ls\na.txt\n$ pwd\n', 'ls\npwd'],
    ['prompts of continued lines go', '$ ls \\\n> -l\n', 'ls \\\n-l'],
    ['continued lines stay', 'ls \\\n  -l\n', 'ls \\\n  -l'],
    ['blanks at the end of a heredoc stay', 'cat <<E\na  \n\n\nE\n', 'cat <<E\na  \n\n\nE'],
    ['a background command stays one', 'fly proxy 3000 & # later\n', 'fly proxy 3000 &'],
    ['a script is copied whole', '#!/bin/sh\n# note\nls\n', '#!/bin/sh\n# note\nls\n'],
    ['what cannot be read is copied whole', '# a\necho "\n', '# a\necho "'],
    ['nothing but comments is copied whole', '# fly deploy\n', '# fly deploy'],
    ['placeholders stay', 'fly machine restart <machine-id> # id\n', 'fly machine restart <machine-id>'],
  ])('%s', (_, text, copied) => {
    expect(copyText(text)).toBe(copied);
  });
});

describe('commandTexts', () => {
  test('gives each command line with its place', () => {
    const text = '# a\nls # b\ncat <<E\n# x\nE\ncd x && ls; pwd\n';
    const commands = commandTexts(text);
    expect(commands.map((command) => command.text)).toEqual(['ls', 'cat <<E\n# x\nE', 'cd x && ls; pwd']);
    expect(commands.map(({ span }) => text.slice(span.start, span.end))).toEqual(
      commands.map((command) => command.text),
    );
  });
});
