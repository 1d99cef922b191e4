import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { extract } from '../../../src/runbook/extract.ts';
import { languages } from '../../../src/words.ts';
import { deployments } from './support/ground.ts';
import { run } from './support/runbook.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with `en/` and `it/`, and in each of them plans, and the worlds of `deployments` as they end well. */
    rehearsals: string;
  }
}

const content = join(import.meta.dirname, '../../../content');

/** Extracts the runbooks from the pages of each language, and deploys once by each of them; tests take copies of what comes of it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'guide-rehearsals-'));
  for (const language of languages) {
    const plans = join(folder, language, 'plans');
    const { diagnostics } = extract(content, plans, { language });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`${language}: ${JSON.stringify(errors, null, 2)}`);
  }
  const deploy = async (language: (typeof languages)[number]) => {
    for (const [name, words] of Object.entries(deployments)) {
      const world = join(folder, language, name);
      mkdirSync(world);
      await run({ world, plans: join(folder, language, 'plans'), language }, ['run', ...words]);
    }
  };
  await Promise.all(languages.map(deploy));
  project.provide('rehearsals', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
