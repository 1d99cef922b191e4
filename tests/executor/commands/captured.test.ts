import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StepDraft } from '../../../src/runbook/plan.ts';
import { ground, linesOf } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';

const captured = { name: 'volume-id', pattern: '(vol_[a-z0-9]+)' };
const variables = [variable('volume-id', undefined, 'vol_[a-z0-9]+')];
const shellOf = (...shell: (string | { var: string })[]) => ({ action: { run: { shell } } });
const destroy = { shell: ['echo destroy ', { var: 'volume-id' }, ' >> effects; rm volumes'] };

/** A step that makes a volume and prints its id, with or without a check that shows it, and what takes it back. */
const make = (more: Partial<StepDraft> = {}): StepDraft =>
  step('make', 'echo vol_1 > volumes; cat volumes', { capture: captured, undo: destroy, ...more });
const check = { check: { shell: ['cat volumes'] } };
const silent = { check: { shell: ['test -e volumes'] } };
/** The same, that fails once it has had its effect and before it has said what that is. */
const fails = (more: Partial<StepDraft>) => make({ ...shellOf('echo vol_1 > volumes; exit 1'), ...more });
const uses = { ...step('use', ''), ...shellOf('echo use ', { var: 'volume-id' }, ' >> effects') };

describe('what a step would have captured and its undo needs', () => {
  test.each<[string, StepDraft, string[], string, string[], number]>([
    ['is taken from its check', fails(check), ['--yes'], '', ['destroy vol_1'], 0],
    [
      'is asked for where its check does not say it',
      fails(silent),
      [],
      '\nwrong\nvol_1\n',
      ['destroy vol_1'],
      0,
    ],
    ['is asked for where it has no check', fails({}), [], '\nvol_1\n', ['destroy vol_1'], 0],
    [
      'is given on the command line',
      fails(silent),
      ['--yes', '--var', 'volume-id=vol_1'],
      '',
      ['destroy vol_1'],
      0,
    ],
    [
      'is taken from what it printed, where that was not what the page shows',
      make({ expect: { text: ['vol_2'], match: 'exact' } }),
      ['--yes'],
      '',
      ['destroy vol_1'],
      0,
    ],
  ])('%s', async (_, first, args, input, effects, exit) => {
    const at = await ground([plan([first], { variables })]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    const told = await at.run(['undo', ...args], { input });
    expect(told.exit, told.out + told.err).toBe(exit);
    expect(linesOf(join(at.work, 'effects'))).toEqual(effects);
  });

  test('is demanded by its name where nobody can be asked, and nothing is called undone', async () => {
    const at = await ground([plan([fails(silent)], { variables })]);
    await at.run(['run', 'try', '--yes']);
    const { exit, err } = await at.run(['undo', '--yes']);
    expect(exit).toBe(3);
    expect(err).toContain('--var volume-id=');
    expect(err).not.toMatch(/RangeError|\n\s+at /);
    expect((await at.run(['undo', '--yes', '--var', 'volume-id=vol_1'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['destroy vol_1']);
  });

  test('is not asked for where there is nothing to take back', async () => {
    const nothing = make({ ...shellOf('exit 1'), ...silent });
    const at = await ground([plan([nothing], { variables })]);
    await at.run(['run', 'try', '--yes']);
    const { exit, err } = await at.run(['undo', '--yes']);
    expect(exit, err).toBe(0);
  });
});

describe('a step that needs what an earlier one would have captured', () => {
  test.each<[string, StepDraft, string, string[]]>([
    ['skipped: its check tells', make(check), 's\nr\n', ['use vol_1']],
    ['skipped: its check is silent, so it is asked for', make(silent), 's\nvol_1\nr\n', ['use vol_1']],
    ['skipped: without a check it is asked for', make(), 's\nvol_1\nr\n', ['use vol_1']],
    ['jumped over: without a check it is asked for', make(), 'j use\nvol_1\nr\n', ['use vol_1']],
  ])('%s', async (_, first, input, effects) => {
    const at = await ground([plan([step('before', 'true'), first, uses], { variables })]);
    // The volume comes into being only once the check has been asked whether the step is to run.
    writeFileSync(join(at.work, 'volumes'), 'vol_1\n');
    const reluctant = first.check
      ? `test -e asked && ${first.check.shell.join('')} || { touch asked; exit 1; }`
      : '';
    const there = first.check ? { ...first, check: { shell: [reluctant] } } : first;
    at.replace([plan([step('before', 'true'), there, uses], { variables })]);
    const told = await at.run(['run', 'try'], { input: `r\n${input}` });
    expect(told.exit, told.out + told.err).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(effects);
  });

  test('left out on the command line: its check tells before the first effect, and the journal remembers', async () => {
    const at = await ground([
      plan([step('before', 'echo before >> effects'), make(check), uses, step('fails', 'test -e mended')], {
        variables,
      }),
    ]);
    writeFileSync(join(at.work, 'volumes'), 'vol_1\n');
    expect((await at.run(['run', 'try', '--yes', '--skip', 'make'])).exit).toBe(1);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['before', 'use vol_1']);
    expect(JSON.parse((await at.run(['status', '--json'])).out).captured).toEqual({ 'volume-id': 'vol_1' });
    expect(readFileSync(join(at.work, 'volumes'), 'utf8')).toBe('vol_1\n');
  });

  test.each([
    ['its check says nothing', make(check), 3],
    ['it has no check', make(), 2],
  ])('left out, and %s: that stops the run before its first effect, by name', async (_, first, exit) => {
    const at = await ground([plan([step('before', 'echo before >> effects'), first, uses], { variables })]);
    const told = await at.run(['run', 'try', '--yes', '--skip', 'make']);
    expect(told.exit).toBe(exit);
    expect(told.err).toContain('--var volume-id=');
    expect(linesOf(join(at.work, 'effects'))).toEqual([]);
  });
});
