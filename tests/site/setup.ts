import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serve } from '../../src/site/serve.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the site stands at the root of its host, and where a build of it stands below /x/. */
    atRoot: string;
    belowBase: string;
  }
}

const home = join(import.meta.dirname, '../..');

/** Builds the site twice, once for every test here, and serves both builds while they run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run(join(home, 'scripts/extract.ts'), {});
  run(join(home, 'scripts/bundle.ts'), {});
  const atRoot = await built('/', 'root');
  const belowBase = await built('/x/', 'base');
  project.provide('atRoot', atRoot.address);
  project.provide('belowBase', belowBase.address);
  return async () => {
    await Promise.all([atRoot.close(), belowBase.close()]);
  };
}

function built(base: string, name: string) {
  const root = join(home, '.cache/site-tests', name);
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  run(astro, { BASE: base, OUT_DIR: root }, 'build', '--silent');
  return serve({ root, base, port: 0 });
}

function run(script: string, env: Record<string, string>, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', ...env },
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stdout}\n${stderr}`);
}
