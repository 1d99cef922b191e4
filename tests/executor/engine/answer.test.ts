import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, ask } from '../../../src/executor/engine/answer.ts';
import type { Workshop } from '../../../src/executor/engine/session.ts';
import { newMarker } from '../../../src/executor/process/machine.ts';
import { Reaper } from '../../../src/executor/process/reaper.ts';
import { SpareShells } from '../../../src/executor/process/spares.ts';
import { Redactor } from '../../../src/executor/secrets/redactor.ts';
import type { Command } from '../../../src/runbook/plan.ts';
import { speak } from '../../../src/words.ts';

/** A workshop in a folder of its own, in which time passes as it is told to. */
function workshop(reach?: string): { at: Workshop; folder: string; waited: number[] } {
  const folder = mkdtempSync(join(tmpdir(), 'answer-'));
  const waited: number[] = [];
  let now = 0;
  const at: Workshop = {
    plan: {
      machine: ['sh -s'],
      ...(reach === undefined ? {} : { reach: { program: 'cloud', test: [reach], remedy: { en: '' } } }),
    },
    language: 'en',
    say: speak('en'),
    report: () => {},
    values: {},
    base: { PATH: process.env.PATH },
    held: {},
    secrets: [],
    redactor: new Redactor(),
    reaper: new Reaper(),
    spares: new SpareShells(),
    marker: newMarker(),
    clock: {
      now: () => now,
      pause: async (duration) => {
        now += duration;
        waited.push(duration);
      },
    },
    interrupt: new AbortController(),
  };
  onTestFinished(() => {
    at.spares.close();
    at.reaper.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { at, folder, waited };
}

function asked({ at, folder }: ReturnType<typeof workshop>, shell: string, more: Partial<Command> = {}) {
  const within = { cwd: folder, changes: { set: {}, unset: [] } };
  return ask(at, { shell: [shell], ...more }, { within });
}

test.each<[what: string, shell: string, more: Partial<Command>, says: Answer['says']]>([
  ['0 is yes', 'echo there', {}, 'yes'],
  ['1 is no', 'exit 1', {}, 'no'],
  ['2 cannot tell', 'exit 2', {}, 'unknown'],
  ['so a program that is not there', 'no-such-program', {}, 'unknown'],
  ['so a signal', 'kill -9 $$', {}, 'unknown'],
  ['so a time-out', 'sleep 5', { timeout: 50 }, 'unknown'],
  ['the machine answers as well', 'exit 1', { on: 'machine' }, 'no'],
])('%s', async (_, shell, more, says) => {
  const found = await asked(workshop(), shell, more);
  expect(found.says).toBe(says);
});

test('a machine that does not answer says neither yes nor no', async () => {
  const here = workshop();
  here.at.plan.machine = ['cat >/dev/null; exit 1'];
  expect(await asked(here, 'true', { on: 'machine' })).toMatchObject({ says: 'unknown' });
});

test('why it cannot be told is what was complained of', async () => {
  const found = await asked(workshop(), 'echo "Error: 503" >&2; echo "and advice" >&2; exit 2');
  expect(found).toEqual({ says: 'unknown', reason: 'Error: 503' });
});

/** A shell line that counts how often it was run in a file of that name. */
const count = (file: string) => `echo >> ${file}`;
const counted = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8').length;

test('what could not be told is asked again, up to three times within 15 s', async () => {
  const here = workshop();
  expect(await asked(here, `${count('asked')}; exit 2`)).toMatchObject({ says: 'unknown' });
  expect(counted(here.folder, 'asked')).toBe(3);
  expect(here.waited.length).toBe(2);
  expect(here.waited.reduce((sum, one) => sum + one)).toBeLessThan(15_000);
});

test('what fails once and then answers has answered', async () => {
  const here = workshop();
  const once = 'test -e once && exit 1; touch once; exit 2';
  expect((await asked(here, once)).says).toBe('no');
});

test('a no of a program that has to reach something counts only once the reach is proven', async () => {
  const here = workshop(`${count('reached')}; test "$(wc -l < reached)" -gt 2 || exit 2`);
  const found = await asked(here, `${count('asked')}; cloud() { exit 1; }; cloud`);
  expect(found.says).toBe('no');
  expect(counted(here.folder, 'reached')).toBe(3);
  // Whatever was said without the reach is asked again.
  expect(counted(here.folder, 'asked')).toBe(3);
});

test('a no is no where the account is reached and has none of it', async () => {
  expect((await asked(workshop('exit 1'), 'cloud() { exit 1; }; cloud')).says).toBe('no');
});

test('a no stays in doubt where the reach does', async () => {
  const here = workshop('echo "Error: not signed in" >&2; exit 2');
  expect(await asked(here, 'cloud() { exit 1; }; cloud')).toEqual({
    says: 'unknown',
    reason: 'Error: not signed in',
  });
});

test('a yes, and a no of what lies here, need no reach', async () => {
  const here = workshop('echo >> reached; exit 2');
  writeFileSync(join(here.folder, 'reached'), '');
  expect((await asked(here, 'cloud() { echo yes; }; cloud')).says).toBe('yes');
  expect((await asked(here, 'test -e nothing-here')).says).toBe('no');
  expect(counted(here.folder, 'reached')).toBe(0);
});
