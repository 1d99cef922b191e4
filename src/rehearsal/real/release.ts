import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Schema } from '../../formats/openclaw-config/schema.ts';
import { pruneSchema } from '../../formats/openclaw-config/update/prune.ts';
import { ownEnvironment, releaseCache } from './environment.ts';

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

/** Returns where a release stands once it is installed. */
export function releaseFolder(version: string): string {
  return join(releaseCache(), `openclaw-${version}`, 'node_modules', 'openclaw');
}

/** Who is told how an installation comes along. */
export interface Watcher {
  /** Before npm is asked, with the folder that the release will stand in. */
  onInstall?(folder: string): void;
  /** Every few seconds while it goes on, with the seconds that it has taken so far. */
  onWait?(seconds: number): void;
}

/** How often npm is asked before its refusal is believed, and how long a registry gets to recover, in milliseconds. */
const attempts = 3;
const recovery = 5_000;

/** How often whoever waits is told so, in milliseconds. */
const beat = 5_000;

/**
 * Installs a release from npm into the cache, unless it is there: about 650 MB. It is made elsewhere and then moved to its place,
 * so that an installation that was broken off, or a second one at the same time, leaves nothing half done.
 *
 * @throws ReleaseError where npm cannot install it, or it does not run on this Node
 */
export async function installRelease(version: string, watcher: Watcher = {}): Promise<Release> {
  const folder = releaseFolder(version);
  if (existsSync(join(folder, 'package.json'))) return { version, folder };
  const prefix = dirname(dirname(folder));
  watcher.onInstall?.(prefix);
  mkdirSync(releaseCache(), { recursive: true });
  const making = mkdtempSync(`${prefix}.new-`);
  const began = Date.now();
  const waiting = setInterval(() => watcher.onWait?.(Math.round((Date.now() - began) / 1000)), beat);
  try {
    await npmInstall(making, `openclaw@${version}`);
    await complete(join(making, 'node_modules', 'openclaw'));
    rename(making, prefix);
  } finally {
    clearInterval(waiting);
    rmSync(making, { recursive: true, force: true });
  }
  return { version, folder };
}

/** Lets a release do at once what it does to its own folder when it is first run (seen), so that it stands whole in its place. */
async function complete(folder: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'openclaw-home-'));
  try {
    await promisify(execFile)(process.execPath, [join(folder, 'openclaw.mjs'), '--version'], {
      env: { ...ownEnvironment(home), OPENCLAW_STATE_DIR: home },
    });
  } catch (error) {
    throw new ReleaseError('not-run', saidBy(error));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function saidBy(error: unknown): string {
  return (error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error))
    .trim()
    .slice(0, 500);
}

/** Moves a finished installation to its place; where another was faster, that one stays. */
function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(join(to, 'node_modules', 'openclaw', 'package.json'))) throw error;
  }
}

/** Asks npm, and once more where it was the network's fault. */
async function npmInstall(prefix: string, specifier: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await npmInstallOnce(prefix, specifier);
    } catch (error) {
      const isFinal = /\b(E404|ETARGET|ENOSPC|EACCES)\b/.test(String(error));
      if (isFinal || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, recovery));
    }
  }
}

function npmInstallOnce(prefix: string, specifier: string): Promise<void> {
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
        env: { ...ownEnvironment(state), OPENCLAW_STATE_DIR: state },
      },
    );
    const schema = pruneSchema(JSON.parse(stdout.slice(stdout.indexOf('{'))));
    if (typeof schema === 'object' && schema.properties?.gateway) return schema;
    throw new ReleaseError('no-schema');
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    throw new ReleaseError('not-run', saidBy(error));
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
