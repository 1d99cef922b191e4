import { expect, test } from 'vitest';
import { harmless, harmlessStream, linesOf, oneLine } from '../../../src/executor/terminal/clean.ts';

const cases: [text: string, clean: string][] = [
  ['plain\ttext\n', 'plain\ttext\n'],
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b]0;title\x07after', 'after'],
  ['\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\', 'link'],
  ['\x1bPq#0;2;0;0;0\x1b\\picture', 'picture'],
  ['\x1b[2J\x1b[Hgone', 'gone'],
  ['\x9b31mred', 'red'],
  ['10%\r20%\r30%\n', '10%\n20%\n30%\n'],
  ['one\r\ntwo\r\n', 'one\ntwo\n'],
  ['bell\x07', 'bell\ufffd'],
  ['\u202egnp.exe', '\ufffdgnp.exe'],
  ['\x1b', ''],
  ['a\x1b(Bb', 'ab'],
];

test.each(cases)('%j is shown as %j', (text, clean) => {
  expect(harmless(text)).toBe(clean);
});

test.each(cases)('%j is shown so too when it comes a character at a time', (text, clean) => {
  const stream = harmlessStream();
  expect([...text].map(stream).join('') + stream(undefined)).toBe(clean);
});

test('a title stays on its line', () => {
  expect(oneLine('a\n  b\r\nc\x1b[1m')).toBe('a b c');
});

test('what a program prints after a sequence that nothing closes is not lost', () => {
  expect(harmless('\x1b]0;title\nmore\nand more')).toBe('\nmore\nand more');
  expect(harmless('\x1bPdata\r\nmore\x07')).toBe('\nmore\ufffd');
});

test('what is to run is shown to the character', () => {
  expect(linesOf('\techo  "a" \n\n # b\n')).toEqual(['\techo  "a" ', '', ' # b']);
});
