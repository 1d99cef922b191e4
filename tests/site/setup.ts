import type { TestProject } from 'vitest/node';
import { browserPath } from '../../src/project/browser.ts';
import { serve } from '../../src/site/serve.ts';
import { buildSites, builds } from './build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the site stands at the root of its host, and where a build of it stands below /x/. */
    atRoot: string;
    belowBase: string;
  }
}

/** Builds the site, once for every test here, and serves it while they run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The first to ask for npm's browser unpacks it: two workers that ask at once would meet there.
  await browserPath();
  buildSites();
  const [atRoot, belowBase] = await Promise.all([
    serve({ ...builds.atRoot, port: 0 }),
    serve({ ...builds.belowBase, port: 0 }),
  ]);
  project.provide('atRoot', atRoot.address);
  project.provide('belowBase', belowBase.address);
  return async () => {
    await Promise.all([atRoot.close(), belowBase.close()]);
  };
}
