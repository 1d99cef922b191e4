import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ground, linesOf } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

const two = plan([step('one', 'echo one >> effects'), step('two', 'echo two >> effects; test -e mended')]);

function journalOf(at: Awaited<ReturnType<typeof ground>>): string {
  const [journal] = at.journals();
  return join(journal?.folder ?? '', 'journal.jsonl');
}

test.each(['--state-dir', '--world'])(
  '%s where no folder can be made is refused in one line',
  async (option) => {
    const at = await ground([two]);
    const { exit, err } = await at.run(['run', 'try', '--yes', option, '/proc/none/such']);
    expect(exit).toBe(1);
    expect(err).toContain('/proc/none');
    expect(err.trim().split('\n')).toHaveLength(1);
  },
);

describe('a journal', () => {
  test('with a torn last line is gone on with', async () => {
    const at = await ground([two]);
    await at.run(['run', 'try', '--yes']);
    appendFileSync(journalOf(at), '{"n":7,"type":"star');
    writeFileSync(join(at.work, 'mended'), '');
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one', 'two', 'two']);
  });

  test.each([
    ['a changed letter', (text: string) => text.replace('"step":"one"', '"step":"onf"')],
    ['a line that is missing', (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['a line that is no JSON', (text: string) => text.split('\n').with(1, 'what?').join('\n')],
    [
      'two lines in the wrong order',
      (text: string) => {
        const lines = text.split('\n');
        return [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n');
      },
    ],
  ])('with %s in the middle is named and refused', async (_, damage) => {
    const at = await ground([two]);
    await at.run(['run', 'try', '--yes']);
    const file = journalOf(at);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const { exit, err } = await at.run(['resume', '--yes']);
    expect(exit).toBe(3);
    expect(err).toContain(`${file} is damaged at line 2`);
  });

  test('is for its owner alone', async () => {
    const at = await ground([two]);
    await at.run(['run', 'try', '--yes']);
    const modes = execFileSync('find', [at.state, '-printf', '%y %m\n'], { encoding: 'utf8' });
    expect(new Set(modes.trim().split('\n').slice(1))).toEqual(new Set(['d 700', 'f 600']));
  });
});

describe('a state folder', () => {
  test('that cannot be written stops the run before its first step', async () => {
    const at = await ground([two]);
    writeFileSync(at.state, 'a file stands where the folder should');
    const { exit, err } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(err).toContain('nothing runs without a journal');
    expect(existsSync(join(at.work, 'effects'))).toBe(false);
  });

  test('that is read-only stops the run before its first step', async (context) => {
    const at = await ground([two]);
    mkdirSync(join(at.state, 'runbook'), { recursive: true });
    chmodSync(join(at.state, 'runbook'), 0o500);
    // Root writes everywhere, unless the folder is mounted read-only.
    if (process.getuid?.() === 0 && !mount(context, 'ro', at.state)) return;
    const { exit, err } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(err).toContain('cannot be written');
    expect(existsSync(join(at.work, 'effects'))).toBe(false);
  });

  test('on a full disk stops the run, and it goes on once there is room', async (context) => {
    const at = await ground([
      plan(
        Array.from({ length: 60 }, (_, index) =>
          step(`s${index}`, `echo ${index} >> effects`, {
            check: { shell: [`test -e effects && grep -qx ${index} effects`] },
          }),
        ),
      ),
    ]);
    const disk = mkdtempSync(join(tmpdir(), 'disk-'));
    if (!mount(context, 'size=48k', disk)) return;
    const { exit, err } = await at.run(['run', 'try', '--yes', '--state-dir', disk]);
    expect(exit).toBe(1);
    expect(err).toContain('cannot be written');
    const done = linesOf(join(at.work, 'effects')).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(60);
    execFileSync('mount', ['-o', 'remount,size=4m', disk]);
    expect((await at.run(['resume', '--yes', '--state-dir', disk])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(
      Array.from({ length: 60 }, (_, index) => String(index)),
    );
  });
});

test('a working folder that has vanished is named, and the run goes on once it is there again', async () => {
  const at = await ground([
    plan([
      step('one', 'mkdir inner; cd inner'),
      step('two', 'rm -r "$PWD"'),
      step('three', 'echo three > ../three'),
    ]),
  ]);
  const { exit, out } = await at.run(['run', 'try', '--yes']);
  expect(exit).toBe(1);
  expect(out).toContain(join(at.work, 'inner'));
  mkdirSync(join(at.work, 'inner'));
  expect((await at.run(['resume', '--yes'])).exit).toBe(0);
  expect(existsSync(join(at.work, 'three'))).toBe(true);
});

test('a clock that jumps back confuses nothing', async () => {
  const at = await ground([two]);
  const preload = join(at.folder, 'clock.mjs');
  writeFileSync(
    preload,
    'const then = Date.now() - 86_400_000; const Real = Date; let calls = 0; globalThis.Date = class extends Real { constructor(...given) { super(...(given.length ? given : [then - 3_600_000 * calls++])); } };',
  );
  await at.run(['run', 'try', '--yes']);
  writeFileSync(join(at.work, 'mended'), '');
  expect((await at.run(['resume', '--yes'], { node: ['--import', preload] })).exit).toBe(0);
  expect(at.records().at(-1)).toMatchObject({ type: 'stop', outcome: 'finished' });
});

test('an empty journal, of a run that was killed at its very beginning, is no run', async () => {
  const at = await ground([two]);
  await at.run(['run', 'try', '--yes']);
  truncateSync(journalOf(at));
  const { exit, out } = await at.run(['runs']);
  expect(exit).toBe(0);
  expect(out).toContain('no runs yet');
});

/** Mounts a small disk of memory, where that is allowed; the test ends otherwise. */
function mount(context: { skip: (note: string) => void }, options: string, folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    context.skip('This needs the right to mount.');
    return false;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return true;
}
