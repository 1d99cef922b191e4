import { describe, expect, test } from 'vitest';
import { splitCommand } from '../../../src/formats/fly-toml/shlex.ts';

describe('a command is split into words', () => {
  test.each([
    ['node dist/index.js', ['node', 'dist/index.js']],
    ['  a\tb\nc ', ['a', 'b', 'c']],
    ['sh -c "a && b"', ['sh', '-c', 'a && b']],
    [`sh -c 'it"s'`, ['sh', '-c', 'it"s']],
    ['a\\ b', ['a b']],
    ['a"b"c', ['abc']],
    ['a #b', ['a']],
    ['a#b', ['a#b']],
    ['', []],
    ['""', ['']],
  ])('%j', (line, words) => {
    expect(splitCommand(line)?.map(({ text }) => text)).toEqual(words);
  });

  test.each(['a "b', "a 'b", 'a \\', '"\\"'])('%j cannot be', (line) => {
    expect(splitCommand(line)).toBeUndefined();
  });
});
