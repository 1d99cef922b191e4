import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { kindOf, kindsIn, readCounts, writeCounts } from '../../src/project/faults.ts';

/** A folder with files of this name, which goes after the test. */
function folderOf(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
}

const count = { cases: 3, held: 2, date: '2026-11-27', seed: 5, seconds: 60 };

test('each test file of the folder is a kind', () => {
  expect(kindsIn(folderOf('kill.test.ts', 'cut.test.ts', 'counts.json', 'help.ts'))).toEqual(['cut', 'kill']);
  expect(kindOf('/home/me/tests/faults/kill.test.ts')).toBe('kill');
});

test('what a kind came to is written beside what is known of the others, and what is no kind any more goes', () => {
  const folder = folderOf('kill.test.ts', 'cut.test.ts');
  expect(readCounts(folder)).toEqual({});
  writeCounts(folder, { kill: count, gone: count });
  writeCounts(folder, { cut: { ...count, held: 3 } });
  expect(readCounts(folder)).toEqual({ cut: { ...count, held: 3 }, kill: count });
  expect(Object.keys(JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8')))).toEqual(['cut', 'kill']);
});
