import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { Language } from '../../../../src/words.ts';
import type { Ground } from './runbook.ts';

/** The deployments that the setup made, by the runbooks that made them. */
export type Deployment = 'deploy' | 'deploy-private';

/** Returns a world in which nothing has happened yet. It goes when the test is over. */
export function emptyWorld(language: Language): Ground {
  const world = mkdtempSync(join(tmpdir(), 'rehearsal-of-guide-'));
  onTestFinished(() => rmSync(world, { recursive: true, force: true, maxRetries: 5 }));
  return { world, plans: join(inject('rehearsals'), language, 'plans'), language };
}

/** Returns a copy of a world in which the gateway is deployed, without the journal of how that was done. */
export function deployedWorld(language: Language, deployment: Deployment): Ground {
  const ground = emptyWorld(language);
  const { world } = deployedOnce(language, deployment);
  cpSync(world, ground.world, {
    recursive: true,
    filter: (path) => ![join(world, 'runbook'), join(world, 'tmp')].includes(path),
  });
  return ground;
}

/** Returns the very world that the setup deployed in, journal included. It is only to be looked at. */
export function deployedOnce(language: Language, deployment: Deployment): Ground {
  const folder = join(inject('rehearsals'), language);
  return { world: join(folder, deployment), plans: join(folder, 'plans'), language };
}
