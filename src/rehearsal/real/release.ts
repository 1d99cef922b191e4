import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Schema } from '../../formats/openclaw-config/schema.ts';
import { pruneSchema } from '../../formats/openclaw-config/update/prune.ts';

/** An installed release of OpenClaw. */
export interface Release {
  version: string;
  /** The package's folder, which holds openclaw.mjs and dist/. */
  folder: string;
}

/** Why a release cannot be had or used. */
export class ReleaseError extends Error {
  override name = 'ReleaseError';
  readonly why: 'not-installed' | 'no-package' | 'no-schema' | 'not-run';

  /** @param why which of the ways; `message` is what the program itself said, where it said anything */
  constructor(why: ReleaseError['why'], message = '') {
    super(message);
    this.why = why;
  }
}

/** What a release's number looks like. */
export const releasePattern = /^\d{4}\.\d{1,2}\.\d{1,3}(-[\w.]+)?$/;

/** Returns the folder in which releases are kept, whoever installs them: nothing of it belongs to the project. */
export function releaseCache(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openclaw-fly-guide');
}

/** Returns where a release stands once it is installed. */
export function releaseFolder(version: string): string {
  return join(releaseCache(), `openclaw-${version}`, 'node_modules', 'openclaw');
}

/**
 * Installs a release from npm into the cache, unless it is there: about 650 MB. It is made elsewhere and then moved to its place,
 * so that an installation that was broken off, or a second one at the same time, leaves nothing half done.
 *
 * @param onInstall told before npm is asked, with the folder that it will stand in
 * @throws ReleaseError where npm cannot install it
 */
export async function installRelease(
  version: string,
  onInstall: (folder: string) => void = () => {},
): Promise<Release> {
  const folder = releaseFolder(version);
  if (existsSync(join(folder, 'package.json'))) return { version, folder };
  const prefix = dirname(dirname(folder));
  onInstall(prefix);
  mkdirSync(releaseCache(), { recursive: true });
  const making = mkdtempSync(`${prefix}.new-`);
  try {
    await npmInstall(making, `openclaw@${version}`);
    rename(making, prefix);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return { version, folder };
}

/** Moves a finished installation to its place; where another was faster, that one stays. */
function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(join(to, 'node_modules', 'openclaw', 'package.json'))) throw error;
  }
}

function npmInstall(prefix: string, specifier: string): Promise<void> {
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const isWindows = process.platform === 'win32';
  const npm = spawn(isWindows ? 'npm.cmd' : 'npm', ['install', '--prefix', prefix, ...options, specifier], {
    cwd: prefix,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: isWindows,
  });
  let said = '';
  npm.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    npm.on('error', (error) => reject(new ReleaseError('not-installed', error.message)));
    npm.on('close', (status) =>
      status === 0 ? resolve() : reject(new ReleaseError('not-installed', said.trim().slice(0, 500))),
    );
  });
}

/**
 * Returns the release that an installed package is.
 *
 * @throws ReleaseError where the folder is no package of OpenClaw
 */
export function releaseIn(folder: string): Release {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (name === 'openclaw' && releasePattern.test(version)) return { version, folder };
  } catch {
    // What is wrong is the same in either case, and is said below.
  }
  throw new ReleaseError('no-package');
}

/**
 * Asks a release for its configuration's schema, and returns it without its prose. Its state is a folder that is gone afterwards.
 *
 * @throws ReleaseError where it does not run, or prints something else
 */
export async function readSchema({ folder }: Release): Promise<Schema> {
  const state = mkdtempSync(join(tmpdir(), 'openclaw-schema-'));
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(folder, 'openclaw.mjs'), 'config', 'schema'],
      {
        cwd: state,
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, HOME: state, OPENCLAW_STATE_DIR: state, NO_COLOR: '1' },
      },
    );
    const schema = pruneSchema(JSON.parse(stdout.slice(stdout.indexOf('{'))));
    if (typeof schema === 'object' && schema.properties?.gateway) return schema;
    throw new ReleaseError('no-schema');
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new ReleaseError('not-run', said.slice(0, 500));
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
