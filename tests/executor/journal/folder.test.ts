import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  filesOf,
  listRuns,
  makeFolder,
  makeRunFolder,
  nameRun,
  readRunName,
  runFolder,
  StateUnreadable,
  settleFolder,
  stateFolder,
  writeWhole,
} from '../../../src/executor/journal/folder.ts';

function temporary(): string {
  const made = mkdtempSync(join(tmpdir(), 'folder-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test.each([
  [{ XDG_STATE_HOME: '/state', HOME: '/home/me' }, '/state/runbook'],
  [{ XDG_STATE_HOME: 'not/absolute', HOME: '/home/me' }, '/home/me/.local/state/runbook'],
  [{ XDG_STATE_HOME: '', HOME: '/home/me' }, '/home/me/.local/state/runbook'],
  [{ HOME: '/home/me' }, '/home/me/.local/state/runbook'],
  [{}, join(homedir(), '.local/state/runbook')],
])('with %j runs are kept in %s', (env, folder) => {
  expect(stateFolder(env)).toBe(folder);
});

test('a run is named after its plan and the second, and no two alike', () => {
  const at = new Date('2026-03-04T05:06:07.891Z');
  expect(nameRun('deploy', at)).toMatch(/^deploy-20260304-050607-[0-9a-f]{6}$/);
  expect(nameRun('x'.repeat(60), at)).toMatch(/^x{40}-20260304-050607-[0-9a-f]{6}$/);
  expect(nameRun('deploy', at)).not.toBe(nameRun('deploy', at));
});

test('the files of a run stand in a folder that its owner alone may enter', () => {
  const state = join(temporary(), 'not', 'yet');
  const files = makeRunFolder(state, 'one');
  const folder = join(state, 'runs', 'one');
  expect(files).toEqual({
    folder,
    journal: join(folder, 'journal.jsonl'),
    plan: join(folder, 'plan.json'),
    log: join(folder, 'output.log'),
    kept: join(folder, 'kept'),
  });
  expect(filesOf(folder)).toEqual(runFolder(state, 'one'));
  for (const made of [state, join(state, 'runs'), folder]) expect(statSync(made).mode & 0o777).toBe(0o700);
  expect(makeRunFolder(state, 'one')).toEqual(files);
  expect(() => settleFolder(files)).not.toThrow();
});

test('a folder is made with those above it, and what the system refuses is said', () => {
  const at = temporary();
  makeFolder(join(at, 'a', 'b'));
  expect(existsSync(join(at, 'a', 'b'))).toBe(true);
  writeFileSync(join(at, 'file'), '');
  expect(() => makeFolder(join(at, 'file', 'below'))).toThrow(/ENOTDIR|EEXIST/);
});

test('runs are what has a journal', () => {
  const state = join(temporary(), 'state');
  expect(listRuns(state)).toEqual([]);
  const [told] = [makeRunFolder(state, 'told'), makeRunFolder(state, 'untold')];
  writeFileSync(told.journal, '');
  expect(listRuns(state)).toEqual(['told']);
});

test('a file is written whole, for its owner alone, over one that stood there, and nothing stays beside it', () => {
  const at = temporary();
  const file = join(at, 'file');
  writeFileSync(file, 'before, and longer', { mode: 0o644 });
  writeWhole(file, 'after');
  expect(readFileSync(file, 'utf8')).toBe('after');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeWhole(file, Buffer.from([0, 1]), 0o640);
  expect([...readFileSync(file)]).toEqual([0, 1]);
  expect(statSync(file).mode & 0o777 & 0o740).toBe(0o640);
  expect(readdirSync(at)).toEqual(['file']);
  mkdirSync(join(at, 'taken'));
  expect(() => writeWhole(join(at, 'taken'), 'x')).toThrow();
});

test('a run’s name tells its plan and when it began', () => {
  const at = new Date('2026-03-04T05:06:07.891Z');
  expect(readRunName(nameRun('fix-gateway-lock', at))).toEqual({
    plan: 'fix-gateway-lock',
    began: '20260304-050607',
  });
});

test.each([
  'deploy',
  'deploy-20260304-050607',
  '-20260304-050607-a1b2c3',
  'deploy-20260304-050607-a1b2c3d',
  'deploy-20260304-050607-A1B2C3',
  'deploy-2026030x-050607-a1b2c3',
])('%j is no name of a run', (name) => {
  expect(readRunName(name)).toBeUndefined();
});

test('a folder of runs that cannot be read is none that is empty', () => {
  const state = temporary();
  symlinkSync('runs', join(state, 'runs'));
  expect(() => listRuns(state)).toThrow(StateUnreadable);
  expect(() => listRuns(state)).toThrow(
    expect.objectContaining({ name: 'StateUnreadable', file: join(state, 'runs') }),
  );
  expect(() => listRuns(state)).toThrow(/ELOOP/);
});

test('what could not be read says why in the words of the system, or of whoever threw it', () => {
  const cause = new Error('why');
  expect(new StateUnreadable('/a', cause)).toMatchObject({ message: 'why', file: '/a', cause });
  expect(new StateUnreadable('/a', 'odd')).toMatchObject({ message: 'odd', cause: 'odd' });
});
