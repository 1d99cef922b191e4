import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readLine, writeLine } from '../../../src/executor/journal/line.ts';
import type { JournalRecord } from '../../../src/executor/journal/record.ts';

const at = new Date('2026-03-04T05:06:07.891Z');
const record: JournalRecord = { type: 'start', step: 'a', digest: 'd', attempt: 1 };
const line = writeLine(record, 3, at);

/** A line whose seal is right, whatever it says. */
function sealed(body: object): string {
  const text = JSON.stringify(body).slice(0, -1);
  return `${text},"crc":"${crc32(text).toString(16).padStart(8, '0')}"}`;
}

test('a record is a line of JSON with its number and its time, and is read as it was', () => {
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toMatchObject({ n: 3, at: at.toISOString(), ...record });
  expect(readLine(line.trimEnd(), 3)).toEqual({ at: at.toISOString(), ...record });
});

test('whatever its sum is, a line is read: sums of few digits too', () => {
  for (let number = 1; number <= 300; number++) {
    const one = { ...record, step: `s${number}` };
    expect(readLine(writeLine(one, number, at).trimEnd(), number)).toMatchObject({ step: `s${number}` });
  }
});

describe('a line is damaged, or of a version that is not known here', () => {
  const good = { n: 3, at: at.toISOString(), ...record };
  test('and one that is not is none of these', () => {
    expect(readLine(sealed(good), 3)).toMatchObject(record);
  });
  test.each([
    ['where it has another number', sealed({ ...good, n: 2 })],
    ['where it has none', sealed({ at: good.at, ...record })],
    ['where it has no time', sealed({ n: 3, ...record }), 'foreign'],
    ['where its time is no text', sealed({ ...good, at: 7 }), 'foreign'],
    ['where it is of a kind that there is not', sealed({ ...good, type: 'other' }), 'foreign'],
    ['where a record lacks what it must have', sealed({ n: 3, at: good.at, type: 'start' }), 'foreign'],
    ['where a record has what there is not', sealed({ ...good, more: 1 }), 'foreign'],
    ['where it has no seal', JSON.stringify(good)],
    [
      'where its seal is another',
      sealed(good).replace(/[0-9a-f]"\}$/, (end) => (end[0] === '0' ? '1"}' : '0"}')),
    ],
    ['where a sign was changed', sealed(good).replace('"step":"a"', '"step":"b"')],
    ['where something follows', `${sealed(good)} `],
    ['where it is empty', ''],
    ['where it is cut', sealed(good).slice(0, 40)],
  ] as [string, string, string?][])('%s', (_, text, what = 'damaged') => {
    expect(readLine(text, 3)).toBe(what);
  });
});
