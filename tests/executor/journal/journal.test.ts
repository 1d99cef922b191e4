import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  Journal,
  JournalDamaged,
  JournalUnwritable,
  readJournal,
} from '../../../src/executor/journal/journal.ts';
import type { JournalRecord } from '../../../src/executor/journal/record.ts';

const start = (step: string): JournalRecord => ({ type: 'start', step, digest: 'd', attempt: 1 });

function written(...steps: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'journal.jsonl');
  const journal = new Journal(file);
  for (const step of steps) journal.commit(start(step));
  journal.close();
  return file;
}

const stepsOf = (file: string) =>
  readJournal(file).records.map((record) => ('step' in record ? record.step : ''));

test('what was written is read, a record a line, for its owner alone', () => {
  const file = written('a', 'b');
  expect(stepsOf(file)).toEqual(['a', 'b']);
  expect(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).n),
  ).toEqual([1, 2]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([1, 10, 60])('a last line torn after %i bytes is survived, and written over', (length) => {
  const file = written('a');
  const line = readFileSync(written('x'), 'utf8');
  appendFileSync(file, line.slice(0, length));
  const text = readJournal(file);
  expect(text.records).toHaveLength(1);
  const journal = new Journal(file, text);
  journal.commit(start('b'));
  journal.close();
  expect(stepsOf(file)).toEqual(['a', 'b']);
});

describe('damage in the middle is named by its line', () => {
  test.each([
    ['a changed letter', (text: string) => text.replace('"step":"b"', '"step":"x"'), 2],
    ['a line that is gone', (text: string) => text.split('\n').toSpliced(1, 1).join('\n'), 2],
    ['a line that stands twice', (text: string) => text.replace(/^.*\n/, (line) => line + line), 2],
    [
      'lines that have changed places',
      (text: string) => text.split('\n').slice(0, 2).reverse().concat(text.split('\n').slice(2)).join('\n'),
      1,
    ],
    [
      'zeros where a line was',
      (text: string) => text.replace(/^.*\n/, (line) => `${'\0'.repeat(line.length - 1)}\n`),
      1,
    ],
  ])('%s', (_, damage, line) => {
    const file = written('a', 'b', 'c', 'd');
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    let thrown: unknown;
    try {
      readJournal(file);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(JournalDamaged);
    expect((thrown as JournalDamaged).line).toBe(line);
  });
});

test('a last line that is whole and damaged is left out, like one that is torn', () => {
  const file = written('a', 'b');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"step":"b"', '"step":"x"'));
  expect(stepsOf(file)).toEqual(['a']);
  expect(readJournal(file).length).toBe(text.indexOf('\n') + 1);
});

test('a journal that cannot be opened says which, and why', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'none', 'journal.jsonl');
  expect(() => new Journal(file)).toThrow(JournalUnwritable);
  expect(() => new Journal(file)).toThrow(/ENOENT/);
  expect(() => new Journal(file)).toThrow(expect.objectContaining({ file, name: 'JournalUnwritable' }));
});

test('what was noted is read before it is flushed, and flushed more than once it stays as it is', () => {
  const file = written('a');
  const journal = new Journal(file, readJournal(file));
  journal.note(start('b'));
  expect(stepsOf(file)).toEqual(['a', 'b']);
  journal.flush();
  journal.flush();
  journal.close();
  expect(stepsOf(file)).toEqual(['a', 'b']);
});

test('damage is told with its file and line', () => {
  const damaged = new JournalDamaged('/a/journal.jsonl', 4);
  expect(damaged).toMatchObject({ name: 'JournalDamaged', file: '/a/journal.jsonl', line: 4 });
  expect(damaged.message).toBe('/a/journal.jsonl:4');
});
