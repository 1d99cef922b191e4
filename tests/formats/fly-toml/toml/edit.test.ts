import { describe, expect, test } from 'vitest';
import { removeToml, rewriteToml, setToml } from '../../../../src/formats/fly-toml/toml/edit.ts';
import { plain } from '../plain.ts';

describe('setting a key in the tables at a path', () => {
  test.each<[what: string, text: string, expected: string | undefined]>([
    ['changes it', '[a]\nx = 1 # why\n', '[a]\nx = 9 # why\n'],
    ['changes a quoted key', "[a]\n'x' = 1\n", "[a]\n'x' = 9\n"],
    ['changes it in a dotted key', 'a.x = 1\n', 'a.x = 9\n'],
    ['changes it in an inline table', 'a = { y = 2, x = 1 }\n', 'a = { y = 2, x = 9 }\n'],
    ['changes it in each table of an array', '[[a]]\nx=1\n[[a]]\nx=2\n', '[[a]]\nx=9\n[[a]]\nx=9\n'],
    ['adds it where it lacks, below a comment', '[a] # one\ny = 2\n', '[a] # one\n  x = 9\ny = 2\n'],
    ['adds it at the end of a text without a line end', '[a]', '[a]\n  x = 9'],
    ['adds it with Windows line ends', '[a]\r\ny = 2\r\n', '[a]\n  x = 9\r\ny = 2\r\n'],
    ['adds it to an inline table', 'a = { y = 2 }\n', 'a = { x = 9, y = 2 }\n'],
    ['adds it to an empty inline table', 'a = {}\n', 'a = { x = 9 }\n'],
    ['is not done in another table', '[b]\nx = 1\n[a.c]\nx = 1\n', undefined],
    ['is not done in a comment', '# [a]\n# x = 1\n', undefined],
  ])('%s', (_, text, expected) => {
    const edited = setToml(text, /^a$/, 'x', '9');
    expect(edited).toBe(expected);
    if (edited !== undefined) expect(plain(edited)).not.toEqual(plain(text));
  });
});

describe('taking a key away', () => {
  test.each<[text: string, expected: string | undefined]>([
    ['[a]\nx = 1 # why\ny = 2\n', '[a]\ny = 2\n'],
    ['[a]\nx = """\nmany\n"""\ny = 2\n', '[a]\ny = 2\n'],
    ['a.x = 1\n', ''],
    ['a = { x = 1, y = 2 }\n', 'a = { y = 2 }\n'],
    ['a = { y = 2, x = 1 }\n', 'a = { y = 2  }\n'],
    ['a = { x = 1 }\n', 'a = {  }\n'],
    ['[a]\ny = "x = 1"\n', undefined],
  ])('%j', (text, expected) => {
    expect(removeToml(text, /^a$/, 'x')).toBe(expected);
  });
});

describe('rewriting strings', () => {
  const louder = (value: string) => value.replace('low', 'loud');

  test.each<[text: string, expected: string | undefined]>([
    ['[a]\nx = "low" # low\n', '[a]\nx = "loud" # low\n'],
    ["[a]\nx = 'low\\d'\n", '[a]\nx = "loud\\\\d"\n'],
    ['[a]\nx = 1\n[b]\nx = "low"\n', undefined],
  ])('%j', (text, expected) => {
    expect(rewriteToml(text, /^a$/, louder)).toBe(expected);
  });
});
