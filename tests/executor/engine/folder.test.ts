import { describe, expect, test } from 'vitest';
import { ground } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

describe('where the folder that a step would stand in is gone', () => {
  test('it is not tried again, as trying brings no folder back', async () => {
    const at = await ground([
      plan([step('lose', 'mkdir in; cd in; rmdir ../in'), step('lost', 'true', { retries: 3 })]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(out).toContain(`${at.work}/in`);
    const attempts = at.records().filter((record) => record.type === 'start' && record.step === 'lost');
    expect(attempts).toHaveLength(1);
    expect(at.records()).toContainEqual(
      expect.objectContaining({ type: 'end', step: 'lost', outcome: 'failed', failure: 'folder' }),
    );
  });
});
