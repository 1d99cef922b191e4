import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanDraft, StepDraft } from '../../../src/runbook/plan.ts';
import { ground, linesOf } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

/** A step with an effect that can be counted, whose check cannot tell for as long as a file says so. */
function counted(id: string, more: Partial<StepDraft> = {}): StepDraft {
  return step(id, `echo ${id} >> effects`, {
    check: {
      shell: [
        `if test -e away; then echo 'Error: 503' >&2; exit 2; fi; test -e effects && grep -qx ${id} effects`,
      ],
    },
    undo: { shell: [`test ! -e away && echo un-${id} >> effects`] },
    ...more,
  });
}

const reach: NonNullable<PlanDraft['reach']> = {
  program: 'cloud',
  test: [
    "if test -e away; then echo 'Error: not signed in' >&2; exit 2; fi; cat account 2>/dev/null || echo me",
  ],
  remedy: { en: 'Sign in.', it: 'Accedi.' },
};

test('what cannot be told does not run under --yes, and says why and how to go on', {
  timeout: 60_000,
}, async () => {
  const at = await ground([plan([step('first', 'true'), counted('a')])]);
  writeFileSync(join(at.work, 'away'), '');
  const { exit, err } = await at.run(['run', 'try', '--yes']);
  expect(exit).toBe(3);
  expect(err).toContain('Whether a is in place cannot be told (Error: 503)');
  expect(linesOf(join(at.work, 'effects'))).toEqual([]);
  expect(at.records().at(-1)).toMatchObject({ type: 'stop', outcome: 'interrupted' });
});

test('the user decides where it cannot be told', { timeout: 60_000 }, async () => {
  const at = await ground([plan([counted('a'), counted('b')])]);
  writeFileSync(join(at.work, 'away'), '');
  // By hand the first; the second is run all the same, and what came of that is by hand again.
  const { exit, out } = await at.run(['run', 'try'], { input: 'd\nr\n\nd\n' });
  expect(exit, out).toBe(0);
  expect(out).toContain('a: whether it is in place cannot be told (Error: 503).');
  expect(linesOf(join(at.work, 'effects'))).toEqual(['b']);
});

test('a step that did well and whose check cannot tell is in doubt, and found done later', {
  timeout: 60_000,
}, async () => {
  const at = await ground([
    plan([counted('a', { action: { run: { shell: ['echo a >> effects; touch away'] } } })]),
  ]);
  expect((await at.run(['run', 'try', '--yes'])).exit).toBe(3);
  expect(at.records().find(({ type }) => type === 'end')).toMatchObject({ failure: 'doubt' });
  rmSync(join(at.work, 'away'));
  expect((await at.run(['resume', '--yes'])).exit).toBe(0);
  expect(linesOf(join(at.work, 'effects'))).toEqual(['a']);
});

test('undo calls nothing gone that it could not ask about', { timeout: 60_000 }, async () => {
  const at = await ground([plan([counted('a'), counted('b')])]);
  expect((await at.run(['run', 'try', '--yes'])).exit).toBe(0);
  writeFileSync(join(at.work, 'away'), '');
  const { exit, out } = await at.run(['undo', '--yes']);
  expect(exit).toBe(3);
  expect(out).not.toContain('already gone');
  expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b']);
  expect(at.records().filter((record) => record.type === 'undone' && record.outcome === 'done')).toEqual([]);
});

test('a run, and its undo, ask for the reach before anything is done', { timeout: 60_000 }, async () => {
  const far = counted('a', {
    action: { run: { shell: ['cloud() { :; }; cloud; echo a >> effects'] } },
    undo: { shell: ['cloud() { :; }; cloud; echo un-a >> effects'] },
  });
  const at = await ground([plan([far], { reach })]);
  writeFileSync(join(at.work, 'away'), '');
  const stopped = await at.run(['run', 'try', '--yes']);
  expect(stopped).toMatchObject({ exit: 3, err: expect.stringContaining('(Error: not signed in)') });
  expect(stopped.err).toContain('Sign in.');
  expect(at.journals()).toEqual([]);
  rmSync(join(at.work, 'away'));
  expect((await at.run(['run', 'try', '--yes'])).exit).toBe(0);
  writeFileSync(join(at.work, 'account'), 'somebody else\n');
  expect(await at.run(['undo', '--yes'])).toMatchObject({
    exit: 3,
    err: expect.stringContaining('somebody else'),
  });
  expect(linesOf(join(at.work, 'effects'))).toEqual(['a']);
});

test('a run that ends before what a step holds is let go says how', async () => {
  const hold = step('hold', 'touch held', { until: 'release', undo: { shell: ['rm held'] } });
  const at = await ground([plan([hold, step('break', 'false'), step('release', 'rm held')])]);
  const { exit, out } = await at.run(['run', 'try', '--yes']);
  expect(exit).toBe(1);
  expect(out).toContain('hold still holds: it was to last until release.');
  expect(out).toContain('  rm held');
  expect(existsSync(join(at.work, 'held'))).toBe(true);
});
