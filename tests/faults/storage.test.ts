import { join } from 'node:path';
import { expect } from 'vitest';
import { ground } from '../executor/support/ground.ts';
import { defineFaults } from './support/define.ts';
import { expectUndisturbedEnd, resumeToTheEnd, surroundings, twentySteps } from './support/twenty-steps.ts';

const preload = join(import.meta.dirname, 'support/fail-at-write.mjs');
/** How many records the run of twenty steps writes. */
const writes = 42;
/** How often it waits until the disk has them. */
const syncs = 39;

/** How the disk fails: full, with nothing or half of the record written, over the quota, or broken, at the write or when it is to be kept. */
const ways = {
  full: { FAIL_CODE: 'ENOSPC' },
  half: { FAIL_CODE: 'ENOSPC', FAIL_HOW: 'half' },
  quota: { FAIL_CODE: 'EDQUOT' },
  broken: { FAIL_CODE: 'EIO' },
  unkept: { FAIL_CODE: 'EIO', FAIL_CALL: 'sync' },
} as const;

type Way = keyof typeof ways;

defineFaults({
  name: 'storage',
  holds:
    'a run whose journal cannot be written stops there with a word, and once it can, ends as an undisturbed one',
  cases: () =>
    (Object.keys(ways) as Way[]).flatMap((way) =>
      Array.from({ length: way === 'unkept' ? syncs : writes }, (_, index) => ({ way, write: index + 1 })),
    ),
  label: ({ way, write }) => `${way}-${write}`,
  sample: 4,
  async run({ way, write }, { onTestFinished }) {
    const at = await ground([twentySteps()], {}, onTestFinished);
    const stopped = await at.run(['run', 'try', '--yes'], {
      node: ['--import', preload],
      env: { ...surroundings(at), FAIL_AT: String(write), ...ways[way] },
    });
    expect(stopped).toMatchObject({ exit: 1, err: expect.stringContaining('cannot be written') });
    expect(stopped.err).not.toMatch(/^\s+at /m);
    await resumeToTheEnd(at);
    expectUndisturbedEnd(at);
  },
});
