import { expect } from 'vitest';
import { order } from '../../../src/rehearsal/faults/order.ts';
import { deployedOnce, emptyWorld } from '../../guide/rehearsal/support/ground.ts';
import { isFinished } from '../../guide/rehearsal/support/life.ts';
import { differences, pictureOf, stateOf } from '../../guide/rehearsal/support/picture.ts';
import { run } from '../../guide/rehearsal/support/runbook.ts';

/** How often an undisturbed run calls each command. */
const calls = {
  deploy: {
    'apps create': 1,
    'apps list': 8,
    'auth whoami': 6,
    deploy: 1,
    'ips list': 4,
    logs: 2,
    'machine list': 3,
    'secrets import': 1,
    'secrets list': 2,
    'ssh console': 9,
    'volumes create': 1,
    'volumes list': 2,
    git: 1,
    curl: 4,
  },
  'deploy-private': {
    'apps create': 1,
    'apps list': 7,
    'auth whoami': 5,
    deploy: 1,
    'ips list': 1,
    logs: 1,
    'machine list': 3,
    'secrets import': 1,
    'secrets list': 2,
    'ssh console': 8,
    'volumes create': 1,
    'volumes list': 2,
    git: 1,
  },
} as const;

/** What happens to one call: it is refused, there is no network, or it does its work and nobody hears of it. */
const ways = ['http-503', 'no-network', 'fails-after-effect'] as const;

/** One call of a command in a whole run, and what happens to it. */
export interface Mishap {
  runbook: keyof typeof calls;
  command: string;
  /** How many calls of that command go well before. */
  before: number;
  way: (typeof ways)[number];
}

/** Returns every call of every command in a whole run, each in every way in which it may go wrong. */
export function mishaps(): Mishap[] {
  return (['deploy', 'deploy-private'] as const).flatMap((runbook) =>
    Object.entries(calls[runbook]).flatMap(([command, count]) =>
      Array.from({ length: count }, (_, before) => before).flatMap((before) =>
        // Only flyctl is answered by the platform itself.
        ways
          .filter((way) => way === 'no-network' || !['git', 'curl'].includes(command))
          .map((way) => ({ runbook, command, before, way })),
      ),
    ),
  );
}

/** Tells a mishap from all others. */
export function labelOf({ runbook, command, before, way }: Mishap): string {
  return `${runbook}/${command.replaceAll(' ', '-')}/${before + 1}/${way}`;
}

/**
 * Deploys from nothing while something goes wrong, and goes on as often as something did. What is there at the end is what an undisturbed
 * run leaves, and no thing is there twice.
 */
export async function deployThrough(runbook: Mishap['runbook'], wrong: readonly Mishap[]): Promise<void> {
  const undisturbed = await deployedOnce('en', runbook);
  const ground = await emptyWorld('en');
  for (const { way, command, before } of wrong)
    order(ground.world, way, { command, times: 1, after: before });
  let last = await run(ground, ['run', runbook]);
  for (let left = wrong.length; left > 0 && !isFinished(last); left--) {
    expect([1, 3], last.err).toContain(last.exit);
    // What was asked before the first effect has no run to go on with.
    last = await run(ground, last.name === '' ? ['run', runbook] : ['resume']);
  }
  expect(isFinished(last), last.log.slice(-2000) + last.err).toBe(true);
  expect(differences(pictureOf(undisturbed.world), pictureOf(ground.world))).toEqual([]);
  expect(made(ground.world)).toEqual(made(undisturbed.world));
}

/** How many of each thing there are in a world. */
function made(world: string): Record<string, number> {
  const { apps } = stateOf(world);
  return {
    apps: apps.length,
    volumes: apps.flatMap((app) => app.volumes).length,
    machines: apps.flatMap((app) => app.machines).length,
    releases: apps.flatMap((app) => app.releases).length,
  };
}
