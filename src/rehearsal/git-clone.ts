import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Mark, writeMark, writeSources } from './git-mark.ts';
import type { Io } from './io.ts';
import { latestRelease, releases } from './sources.ts';

/** What `git clone` may call OpenClaw's repository. */
export const repository =
  /^(?:https:\/\/github\.com\/|git@github\.com:|ssh:\/\/git@github\.com\/)openclaw\/openclaw(?:\.git)?\/?$/;

/** `git clone` of OpenClaw's repository. */
export function clone(cwd: string, args: readonly string[], io: Io): number {
  const plain: string[] = [];
  let branch: string | undefined;
  let quiet = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '-b' || arg === '--branch') branch = args[++at];
    else if (arg.startsWith('--branch=')) branch = arg.slice('--branch='.length);
    else if (arg === '--depth' || arg === '--origin' || arg === '-o') at++;
    else if (arg === '-q' || arg === '--quiet') quiet = true;
    else if (!arg.startsWith('-')) plain.push(arg);
  }
  const url = plain.find((arg) => repository.test(arg)) ?? '';
  const target = plain.find((arg) => arg !== url) ?? basename(url.replace(/\/$/, ''), '.git');
  const folder = resolve(cwd, target);
  if (isTaken(folder)) {
    io.stderr.write(`fatal: destination path '${target}' already exists and is not an empty directory.\n`);
    return 128;
  }
  if (isBelowFile(folder)) {
    io.stderr.write(`fatal: could not create leading directories of '${target}': Not a directory\n`);
    return 128;
  }
  if (!quiet) io.stderr.write(`Cloning into '${target}'...\n`);
  const version = branch === undefined || branch === 'main' ? latestRelease : branch.replace(/^v/, '');
  if (branch !== undefined && branch !== 'main' && !(branch.startsWith('v') && releases.includes(version))) {
    io.stderr.write(`fatal: Remote branch ${branch} not found in upstream origin\n`);
    return 128;
  }
  writeClone(folder, { version, branch: branch === 'main' || branch === undefined ? 'main' : '' });
  if (branch !== undefined && branch !== 'main' && !quiet) {
    io.stderr.write(`Note: switching to '${version}'.\n`.replace(version, `v${version}`));
  }
  return 0;
}

/** Whether something stands where a clone is to go: anything but an empty folder. */
function isTaken(folder: string): boolean {
  const there = statOf(folder);
  return there !== undefined && (!there.isDirectory() || readdirSync(folder).length > 0);
}

/** Whether a path leads through a file. */
function isBelowFile(path: string): boolean {
  const above = dirname(path);
  if (above === path) return false;
  const there = statOf(above);
  return there === undefined ? isBelowFile(above) : !there.isDirectory();
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file on the way: there is nothing at the path itself.
    return undefined;
  }
}

/**
 * Writes a clone beside its place and then moves it there: one that was killed leaves nothing in the place that looks like a clone.
 * A folder that is there already is somebody's working folder, and stays: what is in the clone goes into it.
 */
function writeClone(folder: string, mark: Mark): void {
  const beside = join(dirname(folder), `.${basename(folder)}.cloning`);
  rmSync(beside, { recursive: true, force: true });
  writeSources(beside, mark.version);
  writeMark(beside, mark);
  mkdirSync(dirname(folder), { recursive: true });
  if (statOf(folder) === undefined) {
    renameSync(beside, folder);
    return;
  }
  // Its mark goes last: with it, the folder is a clone.
  const names = readdirSync(beside).sort((a, b) => Number(a === '.git') - Number(b === '.git'));
  for (const name of names) renameSync(join(beside, name), join(folder, name));
  rmdirSync(beside);
}
