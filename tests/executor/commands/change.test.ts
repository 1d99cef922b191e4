import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/runbook/plan.ts';
import { ground, linesOf } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';

/** A step that uses a value and is done, and one that another value keeps from being done; a third value follows that. */
function taken(): Plan {
  const using = (id: string, ...shell: (string | { var: string })[]) => ({
    ...step(id, ''),
    action: { run: { shell } },
  });
  return plan(
    [
      using('enter', 'echo in ', { var: 'region' }, ' >>effects'),
      using(
        'create',
        'test ',
        { var: 'app' },
        ' != mine; echo ',
        { var: 'app' },
        ' ',
        { var: 'address' },
        ' >>effects',
      ),
    ],
    {
      variables: [
        variable('region', 'iad'),
        variable('app', 'mine'),
        { ...variable('address', undefined, '[a-z.]+'), default: [{ var: 'app' }, '.dev'] },
      ],
    },
  );
}

describe('a value that was wrong', () => {
  test('is changed by resume, with what follows it, and the journal says so', async () => {
    const at = await ground([taken()]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    const { exit, err } = await at.run(['resume', '--yes', '--var', 'app=yours']);
    expect(exit, err).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['in iad', 'yours yours.dev']);
    expect(at.records().find(({ type }) => type === 'resume')).toMatchObject({
      variables: { app: 'yours', address: 'yours.dev' },
    });
  });

  test('is changed at the prompt, where the step is shown anew', async () => {
    const at = await ground([taken()]);
    const { exit, out } = await at.run(['run', 'try'], { input: '\n\nc\nYOURS\nyours\nr\n' });
    expect(exit, out).toBe(0);
    expect(out).toContain('app cannot be');
    expect(out).toContain('test yours != mine');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['in iad', 'yours yours.dev']);
    expect(at.records().find(({ type }) => type === 'resume')).toMatchObject({
      variables: { app: 'yours', address: 'yours.dev' },
    });
  });

  test('is kept where a finished step has used it', async () => {
    const at = await ground([taken()]);
    await at.run(['run', 'try', '--yes']);
    const { exit, err } = await at.run(['resume', '--yes', '--var', 'region=lhr']);
    expect(exit).toBe(2);
    expect(err).toContain('region');
    expect((await at.run(['undo', '--yes', '--var', 'app=yours'])).exit).toBe(2);
  });

  test('is kept where what follows it is used', async () => {
    const [enter, create] = taken().steps;
    const at = await ground([
      plan(
        [
          { ...step('look', ''), action: { run: { shell: ['echo ', { var: 'address' }] } } },
          ...[enter, create].flatMap((one) => one ?? []),
        ],
        {
          variables: taken().variables,
        },
      ),
    ]);
    await at.run(['run', 'try', '--yes']);
    expect((await at.run(['resume', '--yes', '--var', 'app=yours'])).exit).toBe(2);
  });
});
