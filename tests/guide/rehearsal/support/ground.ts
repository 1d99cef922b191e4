import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Language } from '../../../../src/words.ts';
import type { Ground } from './runbook.ts';

/** The deployments that the setup makes, each by a runbook: as the guide has them, and the one of an older release. */
export const deployments = {
  deploy: ['deploy'],
  'deploy-private': ['deploy-private'],
  older: ['deploy', '--var', 'release=v2026.8.1'],
} as const;

export type Deployment = keyof typeof deployments;

/** Returns a world in which nothing has happened yet. It goes when all tests are over. */
export function emptyWorld(language: Language): Ground {
  const folder = join(inject('rehearsals'), language);
  return { world: mkdtempSync(join(folder, 'world-')), plans: join(folder, 'plans'), language };
}

/** Returns a copy of a world in which the gateway is deployed, without the journal of how that was done. */
export function deployedWorld(language: Language, deployment: Deployment): Ground {
  return copyOf(deployedOnce(language, deployment));
}

/** Returns a copy of a world, without the journals of what was run in it. */
export function copyOf({ world, language }: Ground): Ground {
  const ground = emptyWorld(language);
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
