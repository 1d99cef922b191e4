import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { extract } from '../../../../src/runbook/extract.ts';
import type { Language } from '../../../../src/words.ts';
import { once } from '../../../support/once.ts';
import { home } from '../../../support/program.ts';
import { type Ground, run } from './runbook.ts';

/** The deployments that worlds are copied from, each by a runbook: as the guide has them, and the one of an older release. */
export const deployments = {
  deploy: ['deploy'],
  'deploy-private': ['deploy-private'],
  older: ['deploy', '--var', 'release=v2026.8.1'],
} as const;

export type Deployment = keyof typeof deployments;

/** Returns a world in which nothing has happened yet. It goes when all tests are over. */
export async function emptyWorld(language: Language): Promise<Ground> {
  const folder = join(inject('rehearsals'), language);
  mkdirSync(folder, { recursive: true });
  const plans = join(folder, 'plans');
  await once(plans, () => {
    const { diagnostics } = extract(join(home, 'content'), plans, { language });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`${language}: ${JSON.stringify(errors, null, 2)}`);
  });
  return { world: mkdtempSync(join(folder, 'world-')), plans, language };
}

/** Returns a copy of a world in which the gateway is deployed, without the journal of how that was done. */
export async function deployedWorld(language: Language, deployment: Deployment): Promise<Ground> {
  return copyOf(await deployedOnce(language, deployment));
}

/** Returns a copy of a world, without the journals of what was run in it. */
export async function copyOf({ world, language }: Ground): Promise<Ground> {
  const ground = await emptyWorld(language);
  cpSync(world, ground.world, {
    recursive: true,
    filter: (path) => ![join(world, 'runbook'), join(world, 'tmp')].includes(path),
  });
  return ground;
}

/** Returns the very world that was deployed in once for all tests, journal included. It is only to be looked at. */
export async function deployedOnce(language: Language, deployment: Deployment): Promise<Ground> {
  const { world: empty, plans } = await emptyWorld(language);
  rmSync(empty, { recursive: true });
  const world = join(inject('rehearsals'), language, deployment);
  const ground = { world, plans, language };
  await once(world, async () => {
    rmSync(world, { recursive: true, force: true });
    mkdirSync(world);
    await run(ground, ['run', ...deployments[deployment]]);
  });
  return ground;
}
