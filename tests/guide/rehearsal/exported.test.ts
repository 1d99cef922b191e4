import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settleValues } from '../../../src/executor/plans/values.ts';
import { writeScript } from '../../../src/executor/script/script.ts';
import { speak } from '../../../src/words.ts';
import { deployedOnce, emptyWorld } from './support/ground.ts';
import { differences, pictureOf } from './support/picture.ts';
import { inWorld, readPlan } from './support/runbook.ts';

test('the exported script deploys as the run does, finds it done when given again, and takes it back', async () => {
  const ground = await emptyWorld('en');
  const plan = readPlan(ground, 'deploy');
  const script = writeScript(plan, plan.steps, settleValues(plan, {}, 'en'), 'en', speak('en'));
  const file = `${ground.world}.sh`;
  writeFileSync(file, script);
  const before = { faults: [] };
  const give = (...words: string[]) => inWorld(ground, ['bash', file, ...words].join(' '), { folder: '.' });

  const first = await give();
  expect(first.exit, first.out + first.err).toBe(0);
  // The script has no journal's folder to keep a file's former content in: it stands beside the file.
  const kept = 'here/openclaw/fly.toml.before';
  const { [kept]: _, ...picture } = pictureOf(ground.world);
  expect(differences(pictureOf((await deployedOnce('en', 'deploy')).world), picture)).toEqual([]);

  const again = await give();
  expect(again.exit, again.out + again.err).toBe(0);
  expect(again.out.match(/^already done$/gm)?.length).toBeGreaterThan(8);

  const undone = await give('undo');
  expect(undone.exit, undone.out + undone.err).toBe(0);
  expect(differences(before, pictureOf(ground.world))).toEqual([]);
});
