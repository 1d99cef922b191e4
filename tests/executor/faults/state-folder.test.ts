import { chmodSync, chownSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLine, writeLine } from '../../../src/executor/journal/line.ts';
import type { JournalRecord } from '../../../src/executor/journal/record.ts';
import { type Ended, type Ground, ground, linesOf } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

const undoable = (id: string, more = {}) =>
  step(id, `echo ${id} >> effects`, { undo: { shell: [`echo un-${id} >> effects`] }, ...more });
const two = plan([undoable('one'), step('two', 'test -e mended; echo two >> effects')]);

/** A run of which the first step is done and the second has failed. */
async function halfDone(): Promise<{ at: Ground; folder: string; journal: string }> {
  const at = await ground([two]);
  await at.run(['run', 'try', '--yes']);
  writeFileSync(join(at.work, 'mended'), '');
  const folder = at.journals()[0]?.folder ?? '';
  return { at, folder, journal: join(folder, 'journal.jsonl') };
}

/** What a person reads: one sentence, or a line that says what to type below it; and never where it broke in our own code. */
function expectWords({ out, err }: Ended): void {
  expect(out + err).not.toMatch(/\n\s+at |node:|Error:|\.ts:\d|\.mjs:\d/);
  expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(err.trim()).not.toBe('');
}

/**
 * Takes a right to a file or folder away from the user who runs the tests. Root is let in everywhere, unless it gives that up: then
 * what is to be another user's can be.
 *
 * @param mode what it has then
 * @returns by way of which program the executor is to be called
 */
function takeAway(path: string, context: { skip: (note: string) => void }, mode?: number): string[] {
  const isRoot = process.getuid?.() === 0;
  const { mode: before } = statSync(path);
  onTestFinished(() => {
    if (existsSync(path)) chmodSync(path, before & 0o7777);
  });
  if (isRoot && !existsSync('/usr/bin/setpriv'))
    context.skip('Root can give up its rights only with setpriv.');
  if (mode !== undefined || !isRoot) chmodSync(path, mode ?? 0);
  else chownSync(path, 65_534, 65_534);
  if (!isRoot) return [];
  const rights = '-dac_override,-dac_read_search';
  return ['/usr/bin/setpriv', `--bounding-set=${rights}`, `--inh-caps=${rights}`];
}

const everyCommand = [
  ['resume', '--yes'],
  ['undo', '--yes'],
  ['status'],
  ['report'],
  ['run', 'try', '--yes'],
] as const;

describe('what belongs to another user, as after one `sudo`, is named with the way to have it back', () => {
  const places = (folder: string, state: string): Record<string, string> => ({
    'the journal': join(folder, 'journal.jsonl'),
    'the run’s folder': folder,
    'the folder of all runs': join(state, 'runbook', 'runs'),
    'the state folder': join(state, 'runbook'),
  });
  test.for(Object.keys(places('', '')))('%s', async (place, context) => {
    const { at, folder } = await halfDone();
    const path = places(folder, at.state)[place] ?? '';
    const through = takeAway(path, context);
    for (const told of await Promise.all(everyCommand.map((args) => at.run([...args], { through })))) {
      expectWords(told);
      expect(told.err).toContain(path);
      if (process.getuid?.() === 0) expect(told.err).toMatch(/another user[\s\S]*sudo chown -R 0 /);
      expect([1, 3]).toContain(told.exit);
    }
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one']);
  });

  test('the lock of somebody who is at work cannot be looked into, and so is not taken', async (context) => {
    const { at, folder } = await halfDone();
    const [lock = ''] = ['lock.1', 'lock.2'].map((name) => join(folder, name)).filter(existsSync);
    const told = await at.run(['resume', '--yes'], { through: takeAway(lock, context) });
    expectWords(told);
    expect(told.err).toContain(lock);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one']);
  });

  test('the plan alone: the guide’s own, where it is the same, takes its place', async (context) => {
    const { at, folder } = await halfDone();
    const through = takeAway(join(folder, 'plan.json'), context);
    expect((await at.run(['status'], { through })).exit).toBe(0);
    rmSync(at.plans, { recursive: true });
    const told = await at.run(['undo', '--yes'], { through });
    expectWords(told);
    expect(told.err).toContain(join(folder, 'plan.json'));
  });
});

test.for([['resume'], ['undo']])(
  'a run that may only be read can be looked at, and %s says why it stops',
  async ([command = ''], context) => {
    const { at, folder } = await halfDone();
    const through = takeAway(folder, context, 0o500);
    expect((await at.run(['status'], { through })).exit).toBe(0);
    expect((await at.run(['runs'], { through })).exit).toBe(0);
    const told = await at.run([command, '--yes'], { through });
    expectWords(told);
    expect(told.exit).toBe(1);
    expect(told.err).toContain(`${folder} cannot be written`);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one']);
  },
);

describe('the plan of a run', () => {
  const damages: Record<string, (file: string) => void> = {
    gone: (file) => rmSync(file),
    'cut short': (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 200)),
    empty: (file) => writeFileSync(file, ''),
    changed: (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('echo one', 'echo ONE')),
  };
  const cases = Object.keys(damages);

  test.each(cases)('that is %s is taken from the guide where that has it yet', async (name) => {
    const { at, folder } = await halfDone();
    damages[name]?.(join(folder, 'plan.json'));
    expect((await at.run(['status'])).exit).toBe(0);
    const { exit, err } = await at.run(['undo', '--yes']);
    expect(exit, err).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one', 'un-one']);
  });

  test.each(cases)('that is %s and is another one in the guide by now is refused by name', async (name) => {
    const { at, folder, journal } = await halfDone();
    damages[name]?.(join(folder, 'plan.json'));
    at.replace([plan([undoable('one'), step('two', 'echo other')])]);
    const before = readFileSync(journal, 'utf8');
    for (const args of [['status'], ['report'], ['undo', '--yes']]) {
      const told = await at.run(args);
      expect(told.exit).toBe(3);
      expectWords(told);
      expect(told.err).toContain(join(folder, 'plan.json'));
      expect(told.err).toContain(two.digest);
    }
    expect(readFileSync(journal, 'utf8')).toBe(before);
  });
});

describe('a journal of a newer version is left as it is, and not called damaged', () => {
  const sealed = (number: number, record: object) => writeLine(record as JournalRecord, number, new Date());
  const news: Record<string, (text: string) => string> = {
    'by its version': (text) => {
      const [first = '', ...rest] = text.split('\n');
      const {
        n: _,
        at: __,
        ...header
      } = { n: 1, ...(readLine(first, 1) as object), at: '' } as never as {
        n: number;
        at: string;
      };
      return [sealed(1, { ...header, version: 2 }).trimEnd(), ...rest].join('\n');
    },
    'by a record at its end': (text) =>
      text + sealed(text.split('\n').length, { type: 'paused', step: 'two' }),
    'by a record in its middle': (text) => {
      const lines = text.split('\n');
      return lines.with(2, sealed(3, { type: 'paused', step: 'two' }).trimEnd()).join('\n');
    },
    'by a field of a known record': (text) =>
      text + sealed(text.split('\n').length, { type: 'stop', outcome: 'failed', mood: 'low' }),
  };
  test.each(Object.keys(news))('%s', async (name) => {
    const { at, journal } = await halfDone();
    const text = news[name]?.(readFileSync(journal, 'utf8')) ?? '';
    writeFileSync(journal, text);
    for (const told of await Promise.all(everyCommand.map((args) => at.run([...args])))) {
      expectWords(told);
      expect(told.exit).toBe(3);
      expect(told.err).toContain(journal);
      expect(told.err).toContain('newer version');
    }
    const { out, exit } = await at.run(['runs']);
    expect(exit).toBe(0);
    expect(out).toContain('newer version');
    expect(readFileSync(journal, 'utf8')).toBe(text);
    expect((await at.run(['run', 'try', '--yes', '--new'])).exit).toBe(0);
  });
});

test('the last run, where it cannot be read, is not passed over for an older one', async () => {
  const { at, journal } = await halfDone();
  await at.run(['run', 'try', '--yes', '--new']);
  const later = at.journals().find(({ folder }) => !journal.startsWith(folder))?.folder ?? '';
  const text = readFileSync(join(later, 'journal.jsonl'), 'utf8');
  writeFileSync(join(later, 'journal.jsonl'), text.replace('"step":"one"', '"step":"onf"'));
  const told = await at.run(['undo', '--yes']);
  expect(told.exit).toBe(3);
  expect(told.err).toContain(later);
  expect(linesOf(join(at.work, 'effects'))).not.toContain('un-one');
});

describe('a run whose folder is deleted while it goes on', () => {
  const remove = (what: string) => `echo gone >> effects; rm -r "$STATE"/${what}`;
  test.each([
    ['its folder', 'runbook/runs/*'],
    ['the whole state folder', 'runbook'],
    ['the journal alone', 'runbook/runs/*/journal.jsonl'],
  ])('stops, and is written there again with all that was done: %s', async (_, what) => {
    const at = await ground([
      plan([
        undoable('one'),
        undoable('two', { action: { run: { shell: [remove(what)] } } }),
        undoable('three'),
      ]),
    ]);
    const told = await at.run(['run', 'try', '--yes'], { env: { STATE: at.state } });
    expect(told.exit).toBe(1);
    expectWords(told);
    expect(told.err).toContain('deleted');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one', 'gone']);
    expect((await at.run(['undo', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one', 'gone', 'un-two', 'un-one']);
  });

  test('and where it cannot be written again, that is said', async () => {
    const at = await ground([
      plan([step('one', 'rm -r "$STATE"; touch "$STATE"'), step('two', 'echo two >> effects')]),
    ]);
    const told = await at.run(['run', 'try', '--yes'], { env: { STATE: at.state } });
    expect(told.exit).toBe(1);
    expectWords(told);
    expect(existsSync(join(at.work, 'effects'))).toBe(false);
  });
});

describe('a file kept for undo', () => {
  const file = plan([{ ...step('file', ''), action: { write: { path: 'file', text: ['ours\n'] } } }]);

  test('is for its owner alone, and comes back with the mode that it had', async () => {
    const at = await ground([file]);
    writeFileSync(join(at.work, 'file'), 'theirs\n');
    chmodSync(join(at.work, 'file'), 0o755);
    await at.run(['run', 'try', '--yes']);
    const kept = join(at.journals()[0]?.folder ?? '', 'kept', 'file');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(at.records()).toContainEqual(
      expect.objectContaining({ file: expect.objectContaining({ mode: 0o755 }) }),
    );
    expect((await at.run(['undo', '--yes'])).exit).toBe(0);
    expect(readFileSync(join(at.work, 'file'), 'utf8')).toBe('theirs\n');
    expect(statSync(join(at.work, 'file')).mode & 0o777).toBe(0o755);
  });

  test('of an earlier version of this program has its mode itself', async () => {
    const at = await ground([file]);
    writeFileSync(join(at.work, 'file'), 'theirs\n');
    await at.run(['run', 'try', '--yes']);
    const { folder = '', text } = at.journals()[0] ?? {};
    const lines = (text?.records ?? []).map(({ at: when, ...record }, index) => {
      const old =
        'file' in record && record.file ? { ...record, file: { ...record.file, mode: undefined } } : record;
      return writeLine(old as JournalRecord, index + 1, new Date(when));
    });
    writeFileSync(join(folder, 'journal.jsonl'), lines.join(''));
    chmodSync(join(folder, 'kept', 'file'), 0o640);
    expect((await at.run(['undo', '--yes'])).exit).toBe(0);
    expect(statSync(join(at.work, 'file')).mode & 0o777).toBe(0o640);
  });

  test('that is gone leaves the file as it is, in words', async () => {
    const at = await ground([file]);
    writeFileSync(join(at.work, 'file'), 'theirs\n');
    await at.run(['run', 'try', '--yes']);
    const kept = join(at.journals()[0]?.folder ?? '', 'kept');
    rmSync(kept, { recursive: true });
    const told = await at.run(['undo', '--yes']);
    expect(told.exit).toBe(1);
    expect(told.out + told.err).not.toMatch(/\n\s+at |Error:/);
    expect(told.out).toContain(join(kept, 'file'));
    expect(readFileSync(join(at.work, 'file'), 'utf8')).toBe('ours\n');
  });
});
