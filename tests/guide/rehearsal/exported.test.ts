import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settleValues } from '../../../src/executor/plans/values.ts';
import { writeScript } from '../../../src/executor/script/script.ts';
import { order } from '../../../src/rehearsal/faults/order.ts';
import { speak } from '../../../src/words.ts';
import { deployedOnce, emptyWorld } from './support/ground.ts';
import { differences, pictureOf, stateOf } from './support/picture.ts';
import { type Ground, inWorld, readPlan } from './support/runbook.ts';

test('the exported script deploys as the run does, finds it done when given again, and takes it back', async () => {
  const { ground, give } = await exported();
  const before = { faults: [] };

  const first = await give();
  expect(first.exit, first.out + first.err).toBe(0);
  await expectDeployed(ground);

  const again = await give();
  expect(again.exit, again.out + again.err).toBe(0);
  expect(again.out.match(/^already done$/gm)?.length).toBeGreaterThan(8);

  const undone = await give('undo');
  expect(undone.exit, undone.out + undone.err).toBe(0);
  expect(differences(before, pictureOf(ground.world))).toEqual([]);
});

test('the exported script stops where a check cannot be asked, goes on once it can, and makes nothing twice', async () => {
  const { ground, give } = await exported();
  order(ground.world, 'http-503', { command: 'volumes list', times: 99 });
  const asked = await give();
  expect(asked.exit, asked.out + asked.err).toBe(3);
  expect(stateOf(ground.world).apps.map(({ volumes }) => volumes)).toEqual([[]]);

  order(ground.world, 'http-503', { command: 'volumes list', times: 0 });
  order(ground.world, 'fails-after-effect', { command: 'volumes create' });
  const failed = await give();
  expect([0, 3], failed.out + failed.err).not.toContain(failed.exit);

  const last = await give();
  expect(last.exit, last.out + last.err).toBe(0);
  await expectDeployed(ground);
});

/** Returns an empty world, and how to give the script there that deploys. */
async function exported() {
  const ground = await emptyWorld('en');
  const plan = readPlan(ground, 'deploy');
  const script = writeScript(plan, plan.steps, settleValues(plan, {}, 'en'), 'en', speak('en'));
  const file = `${ground.world}.sh`;
  writeFileSync(file, script);
  const give = (...words: string[]) => inWorld(ground, ['bash', file, ...words].join(' '), { folder: '.' });
  return { ground, give };
}

async function expectDeployed(ground: Ground): Promise<void> {
  // The script has no journal's folder to keep a file's former content in: it stands beside the file.
  const kept = 'here/openclaw/fly.toml.before';
  const { [kept]: _, ...picture } = pictureOf(ground.world);
  expect(differences(pictureOf((await deployedOnce('en', 'deploy')).world), picture)).toEqual([]);
}
