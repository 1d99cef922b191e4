import { join } from 'node:path';
import { expect } from 'vitest';
import { ground } from '../executor/support/ground.ts';
import { defineFaults } from './support/define.ts';
import { expectUndisturbedEnd, resumeToTheEnd, surroundings, twentySteps } from './support/twenty-steps.ts';

const preload = join(import.meta.dirname, 'support/kill-at-write.mjs');
/** How many records the run of twenty steps writes. */
const writes = 42;

defineFaults({
  name: 'kill-at-write',
  holds: 'a run that is killed at this write of its journal, resumed, ends as an undisturbed one',
  cases: () =>
    Array.from({ length: writes }, (_, index) => index + 1).flatMap((write) =>
      (['before', 'torn', 'after'] as const).map((how) => ({ write, how })),
    ),
  label: ({ write, how }) => `${write}-${how}`,
  async run({ write, how }, { onTestFinished }) {
    const at = await ground([twentySteps()], {}, onTestFinished);
    const killed = await at.run(['run', 'try', '--yes'], {
      node: ['--import', preload],
      env: { ...surroundings(at), KILL_AT: String(write), KILL_HOW: how },
    });
    expect(killed).toMatchObject({ signal: 'SIGKILL' });
    await resumeToTheEnd(at);
    expectUndisturbedEnd(at);
  },
});
