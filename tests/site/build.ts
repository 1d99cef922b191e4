import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const home = join(import.meta.dirname, '../..');
const work = join(home, '.cache/site-tests');
const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');

/** Where each build of the site stands: at the root of its host, and below a base path. */
export const builds = {
  atRoot: { base: '/', root: join(work, 'root') },
  belowBase: { base: '/x/', root: join(work, 'base') },
};

/** All that a build is made of. */
const sources = [
  'src',
  'content',
  'scripts',
  'public',
  'astro.config.mjs',
  'content.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** What the build itself puts beside its sources. */
const made = /^public\/(runbooks|runbook\.mjs)/;

/** Builds the site for its tests, once in each place, unless that was done from the same sources. */
export function buildSites(): void {
  // The day that a page was last changed on stands in it.
  const { stdout: lastChange } = spawnSync('git', ['log', '-1', '--format=%H', '--', 'content'], {
    cwd: home,
    encoding: 'utf8',
  });
  once('sites', digestOf(sources, process.version, process.env.SITE ?? '', lastChange), () => {
    run(home, join(home, 'scripts/extract.ts'));
    run(home, join(home, 'scripts/bundle.ts'));
    for (const { base, root } of Object.values(builds)) buildIn(home, { BASE: base, OUT_DIR: root });
  });
}

/**
 * Builds another project, unless that was done from the same packages and these texts.
 *
 * @param make writes the project into a folder, whose `dist` it is built to
 * @returns the folder of what was built
 */
export function buildOther(name: string, texts: readonly string[], make: (folder: string) => void): string {
  const folder = join(work, name);
  once(name, digestOf(['package-lock.json'], process.version, ...texts), () => {
    make(folder);
    buildIn(folder, {});
  });
  return join(folder, 'dist');
}

/** Does something unless it was done for the same digest, and keeps that it was. */
function once(name: string, digest: string, act: () => void): void {
  const mark = join(work, `${name}.sha256`);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  rmSync(mark, { force: true });
  act();
  mkdirSync(work, { recursive: true });
  writeFileSync(mark, digest);
}

function digestOf(paths: readonly string[], ...texts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(texts));
  for (const path of paths.flatMap(filesOf)) hash.update(path).update(readFileSync(join(home, path)));
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (statSync(join(home, path)).isFile()) return [path];
  return readdirSync(join(home, path), { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => !made.test(file) && statSync(join(home, file)).isFile())
    .toSorted();
}

function buildIn(folder: string, env: Record<string, string>): void {
  run(folder, astro, env, 'build', '--silent');
}

/** @throws Error with all that was printed where it fails */
function run(folder: string, script: string, env: Record<string, string> = {}, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', ...env },
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stdout}\n${stderr}`);
}
