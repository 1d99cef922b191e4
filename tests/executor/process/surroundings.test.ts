import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ground } from '../support/ground.ts';
import { plan, secret, step } from '../support/plans.ts';

describe('what a step leaves to the next', () => {
  test.each([
    ['exports everything from a file', 'echo A=1 > .env; set -a; . ./.env'],
    ['has a trap of its own', "trap 'echo bye' EXIT; export A=1"],
    ['treats unset variables as errors', 'set -u; export A=1'],
    ['opens descriptors of its own', 'exec 3>three 4>four 5>five; export A=1'],
    ['closes descriptors that it does not know', 'exec 3>&- 4>&-; export A=1'],
    ['ends by exit', 'export A=1; exit 0'],
  ])('is there although the step %s', async (_, shell) => {
    const at = await ground([
      plan([
        step('first', shell),
        step('second', 'test "$A" = 1; mkdir inner; cd inner'),
        step('third', 'basename "$PWD"'),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit, out).toBe(0);
    expect(out).toContain('\ninner\n');
  });

  test('goes to no file that the step has open, whatever its number: there are secrets in it', async () => {
    const numbers = [3, 4, 5, 9, 10, 11, 63, 255];
    const shell = `exec ${numbers.map((number) => `${number}>kept-${number}`).join(' ')}`;
    const at = await ground([plan([step('opens', shell)], { secrets: [secret('TOKEN')] })]);
    await at.run(['run', 'try', '--yes'], { env: { TOKEN: 'canary-in-a-file' } });
    for (const number of numbers) expect(readFileSync(join(at.work, `kept-${number}`), 'utf8')).toBe('');
  });
});
