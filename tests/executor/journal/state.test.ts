import { describe, expect, test } from 'vitest';
import type { DatedRecord, JournalRecord } from '../../../src/executor/journal/record.ts';
import { didSomething, replay } from '../../../src/executor/journal/state.ts';

const header: JournalRecord = {
  type: 'run',
  version: 1,
  run: 'try-1',
  plan: { id: 'try', digest: 'd' },
  variables: {},
  cwd: '/work',
  selection: { only: [], skip: [] },
  origin: '/plans',
  secrets: {},
};
const process = { pid: 7, birth: 'b' };
const start = (step: string, more = {}): JournalRecord => ({
  type: 'start',
  step,
  digest: 'd',
  attempt: 1,
  process,
  ...more,
});
const end = (step: string, more = {}): JournalRecord => ({
  type: 'end',
  step,
  outcome: 'done',
  duration: 5,
  ...more,
});
const pass = (step: string, why: 'check' | 'hand' | 'skip', more = {}): JournalRecord => ({
  type: 'pass',
  step,
  digest: 'now',
  why,
  ...more,
});
const undo = (step: string): JournalRecord => ({ type: 'undo', step, process });
const undone = (step: string, outcome: 'done' | 'failed' | 'interrupted' | 'left'): JournalRecord => ({
  type: 'undone',
  step,
  outcome,
  duration: 5,
});

/** What these records of a run add up to: each was written at the minute of its place. */
function addUp(...records: JournalRecord[]) {
  const dated = [header, ...records].map(
    (record, minute): DatedRecord => ({ ...record, at: `12:0${minute}` }),
  );
  const state = replay(dated);
  if (state === undefined) throw new Error('There is no run.');
  return state;
}

describe('how a step stands', () => {
  test.each([
    ['it started, and nothing says how it ended', [start('a')], 'unknown'],
    ['it ended well', [start('a'), end('a')], 'done'],
    ['it failed', [start('a'), end('a', { outcome: 'failed' })], 'failed'],
    ['it was interrupted', [start('a'), end('a', { outcome: 'interrupted' })], 'unknown'],
    ['its check found its effect before it ran', [pass('a', 'check')], 'passed'],
    ['the user did it', [pass('a', 'hand')], 'passed'],
    ['it was skipped', [pass('a', 'skip')], 'passed'],
    ['it was in doubt, and its check found its effect', [start('a'), pass('a', 'check')], 'done'],
    ['it was in doubt, and the user says that it is done', [start('a'), pass('a', 'hand')], 'done'],
    ['it was in doubt, and was skipped', [start('a'), pass('a', 'skip')], 'passed'],
    [
      'it failed, and was skipped',
      [start('a'), end('a', { outcome: 'failed' }), pass('a', 'skip')],
      'passed',
    ],
    ['it is being taken back', [start('a'), end('a'), undo('a')], 'undoing'],
    ['it was taken back', [start('a'), end('a'), undo('a'), undone('a', 'done')], 'undone'],
    ['it could not be taken back', [start('a'), end('a'), undo('a'), undone('a', 'failed')], 'done'],
    [
      'taking it back was interrupted',
      [start('a'), end('a'), undo('a'), undone('a', 'interrupted')],
      'undoing',
    ],
    ['it was left as it is', [start('a'), end('a'), undone('a', 'left')], 'left'],
  ] as [string, JournalRecord[], string][])('%s', (_, records, status) => {
    expect(addUp(...records).steps.get('a')?.status).toBe(status);
  });

  test.each([
    ['end', end('a')],
    ['undo', undo('a')],
    ['undone', undone('a', 'done')],
  ])('of one that never began, `%s` alone says nothing', (_, record) => {
    expect(addUp(record).steps.size).toBe(0);
  });
});

test('a step tells its attempt, its process while it runs, and how it ended', () => {
  const file = { path: 'x', kept: 'k', digest: 'f' };
  const running = addUp(start('a', { attempt: 2, log: 0, file })).steps.get('a');
  expect(running).toMatchObject({ attempts: 2, log: 0, file, process, digest: 'd', startedAt: '12:01' });
  const ended = addUp(start('a', { log: 3 }), end('a', { outcome: 'failed', exit: 0, failure: 'check' }));
  const known = ended.steps.get('a');
  expect(known).toMatchObject({ exit: 0, failure: 'check', duration: 5, log: 3, startedAt: '12:01' });
  expect(known).not.toHaveProperty('process');
});

test('what was passed over tells why, by the plan as it was then, and has no process any more', () => {
  const doubt = addUp(start('a'), pass('a', 'hand')).steps.get('a');
  expect(doubt).toMatchObject({ why: 'hand', digest: 'now', attempts: 1, effect: true });
  expect(doubt).not.toHaveProperty('process');
  const never = addUp(pass('a', 'check')).steps.get('a');
  expect(never).toMatchObject({ why: 'check', attempts: 0, effect: false, startedAt: '12:01' });
});

test.each([
  ['undo', [start('a'), end('a'), undo('a')], true],
  ['undone', [start('a'), end('a'), undo('a'), undone('a', 'done')], false],
] as [string, JournalRecord[], boolean][])('after `%s` its process is known: %#', (_, records, isKnown) => {
  expect('process' in (addUp(...records).steps.get('a') ?? {})).toBe(isKnown);
});

describe('how a run stands', () => {
  test.each([
    ['nothing was done yet', [], 'open', false],
    ['a step runs', [start('a')], 'open', false],
    ['it is finished', [start('a'), end('a'), { type: 'stop', outcome: 'finished' }], 'finished', false],
    ['it failed', [{ type: 'stop', outcome: 'failed' }], 'failed', false],
    [
      'it goes on after it failed',
      [
        { type: 'stop', outcome: 'failed' },
        { type: 'resume', digest: 'd' },
      ],
      'open',
      false,
    ],
    ['a step is being taken back', [start('a'), end('a'), undo('a')], 'open', true],
    ['a step stays as it is', [start('a'), end('a'), undone('a', 'left')], 'open', true],
  ] as [string, JournalRecord[], string, boolean][])('%s', (_, records, outcome, undoing) => {
    const state = addUp(...records);
    expect({ outcome: state.outcome, undoing: state.undoing }).toEqual({ outcome, undoing });
    expect(state.lastAt).toBe(`12:0${records.length}`);
  });
});

describe('what goes on from step to step', () => {
  test('folder and environment, as they are left', () => {
    const { now } = addUp(
      end('never', { cwd: '/never' }),
      start('a'),
      end('a', { cwd: '/in', environment: { set: { X: '1', Y: '1' }, unset: ['LANG'] } }),
      start('b'),
      end('b', { environment: { set: { Y: '2' }, unset: ['X'] } }),
      start('c'),
      end('c', { cwd: '/on' }),
    );
    expect(now.cwd).toBe('/on');
    expect(now.changes.set).toEqual({ Y: '2' });
    expect(now.changes.unset.toSorted()).toEqual(['LANG', 'X']);
  });

  test('a step ran where the one before had gone; one that runs again stands where it stood at first', () => {
    const moved = [start('a'), end('a', { cwd: '/in' })];
    expect(addUp(...moved, start('b')).steps.get('b')?.within.cwd).toBe('/in');
    expect(addUp(...moved, start('a')).steps.get('a')?.within.cwd).toBe('/in');
    expect(addUp(...moved, start('a', { again: true })).steps.get('a')?.within.cwd).toBe('/work');
    expect(addUp(start('b', { again: true })).steps.get('b')?.within.cwd).toBe('/work');
  });

  test('values that were captured, given late, or told in place of a step', () => {
    const { captured } = addUp(
      start('a'),
      end('a', { captured: { id: '1' } }),
      { type: 'resume', digest: 'd', variables: { late: '2' } },
      pass('b', 'hand', { captured: { told: '3' } }),
    );
    expect(captured).toEqual({ id: '1', late: '2', told: '3' });
  });

  test('the names of what held a secret', () => {
    expect([...addUp(start('a'), end('a', { withheld: ['TOKEN'] })).withheld]).toEqual(['TOKEN']);
  });
});

test.each([
  ['nothing', [], false],
  ['a step that was passed over', [pass('a', 'check')], false],
  ['a step that failed', [start('a'), end('a', { outcome: 'failed' })], true],
  ['a step that was taken back', [start('a'), end('a'), undo('a'), undone('a', 'done')], false],
  ['a step that was left', [start('a'), end('a'), undone('a', 'left')], false],
  ['one of two', [pass('a', 'check'), start('b'), end('b')], true],
] as [string, JournalRecord[], boolean][])(
  'after %s there is something to trip over: %s',
  (_, records, did) => {
    expect(didSomething(addUp(...records))).toBe(did);
  },
);

test('records that do not begin with a run are none', () => {
  expect(replay([])).toBeUndefined();
  expect(replay([{ ...start('a'), at: '12:00' }])).toBeUndefined();
});
