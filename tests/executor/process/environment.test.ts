import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  changesBetween,
  joinChanges,
  readMirror,
  withChanges,
} from '../../../src/executor/process/environment.ts';

test.each([
  'plain',
  '',
  'two words',
  'quotes " and \' and `',
  'dollar $HOME back\\slash',
  'lines\nand\ttabs\n',
  'bell \x07 escape \x1b',
  'unicode é € 🚀',
  '!history',
  '=x',
  "$'like bash'",
  'declare -x FAKE="1"\ndeclare -x OTHER="2"',
])('bash’s own words for %j are read back', (value) => {
  const exported = execFileSync('bash', ['--norc', '-c', 'export -p'], {
    env: { PATH: process.env.PATH, VALUE: value },
    encoding: 'utf8',
  });
  const mirror = readMirror(`${exported}\0/some/folder\n\0`);
  expect(mirror?.variables.VALUE).toBe(value);
  expect(mirror?.variables.FAKE).toBeUndefined();
  expect(mirror?.cwd).toBe('/some/folder');
});

test('a shell that did not get to its end tells nothing', () => {
  expect(readMirror('declare -x A="1"')).toBeUndefined();
  expect(readMirror('')).toBeUndefined();
});

test('changes are what a step set and unset, what belongs to the shell aside', () => {
  const before = { A: '1', B: '2', C: '3', SHLVL: '1' };
  const changes = changesBetween(before, { A: '1', B: 'two', D: '4', SHLVL: '2', PWD: '/x' });
  expect(changes).toEqual({ set: { B: 'two', D: '4' }, unset: ['C'] });
  expect(withChanges(before, changes)).toEqual({ A: '1', B: 'two', D: '4', SHLVL: '1' });
});

test('two changes after each other are one', () => {
  const first = { set: { A: '1', B: '1' }, unset: ['C', 'D'] };
  const second = { set: { C: '2' }, unset: ['A'] };
  expect(joinChanges(first, second)).toEqual({ set: { B: '1', C: '2' }, unset: ['D', 'A'] });
});
