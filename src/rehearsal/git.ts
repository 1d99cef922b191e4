import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join, resolve } from 'node:path';
import { Uncovered } from './failure.ts';
import type { Io } from './io.ts';
import { latestRelease, releases, sources } from './sources.ts';
import type { World } from './world.ts';

const repository =
  /^(?:https:\/\/github\.com\/|git@github\.com:|ssh:\/\/git@github\.com\/)openclaw\/openclaw(?:\.git)?\/?$/;

/** The file that tells a folder cloned in a rehearsal, and what it holds. */
const mark = join('.git', 'rehearsal');

/**
 * Answers for OpenClaw's repository, and for a folder that was cloned from it in a rehearsal; hands everything else on to the git
 * further down the path.
 *
 * @returns the exit status
 * @throws Uncovered where there is no other git
 */
export async function git(_world: World, argv: readonly string[], io: Io): Promise<number> {
  const { folder, rest } = inFolder(argv.slice(1), io.cwd);
  const [command, ...args] = rest;
  if (command === 'clone' && args.some((arg) => repository.test(arg))) return clone(folder, args, io);
  const cloned = findCloned(folder);
  if (cloned !== undefined) {
    const status = inClone(cloned, command ?? '', args, io);
    if (status !== undefined) return status;
    throw new Uncovered(`git ${command ?? ''}`.trim());
  }
  return await realGit(argv.slice(1), io);
}

function inFolder(args: readonly string[], cwd: string): { folder: string; rest: string[] } {
  if (args[0] === '-C' && args[1] !== undefined) return inFolder(args.slice(2), resolve(cwd, args[1]));
  return { folder: cwd, rest: [...args] };
}

function clone(cwd: string, args: readonly string[], io: Io): number {
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
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    io.stderr.write(`fatal: destination path '${target}' already exists and is not an empty directory.\n`);
    return 128;
  }
  if (!quiet) io.stderr.write(`Cloning into '${target}'...\n`);
  const version = branch === undefined || branch === 'main' ? latestRelease : branch.replace(/^v/, '');
  if (branch !== undefined && branch !== 'main' && !releases.includes(version)) {
    io.stderr.write(`fatal: Remote branch ${branch} not found in upstream origin\n`);
    return 128;
  }
  writeSources(folder, version);
  writeMark(folder, { version, branch: branch === 'main' || branch === undefined ? 'main' : '' });
  if (branch !== undefined && branch !== 'main' && !quiet) {
    io.stderr.write(`Note: switching to '${version}'.\n`.replace(version, `v${version}`));
  }
  return 0;
}

interface Mark {
  version: string;
  /** The branch that is checked out; empty on a tag. */
  branch: string;
}

function writeSources(folder: string, version: string): void {
  for (const [path, text] of Object.entries(sources(version))) {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
}

function writeMark(folder: string, value: Mark): void {
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, mark), `${JSON.stringify(value)}\n`);
}

function findCloned(from: string): { folder: string; mark: Mark } | undefined {
  for (let folder = resolve(from); ; folder = join(folder, '..')) {
    const file = join(folder, mark);
    if (existsSync(file)) {
      const value: Mark = JSON.parse(readFileSync(file, 'utf8'));
      return { folder, mark: value };
    }
    if (folder === join(folder, '..')) return undefined;
  }
}

function inClone(
  cloned: { folder: string; mark: Mark },
  command: string,
  args: readonly string[],
  io: Io,
): number | undefined {
  const { folder } = cloned;
  const { version, branch } = cloned.mark;
  const changed = () =>
    Object.entries(sources(version))
      .filter(
        ([path, text]) =>
          !existsSync(join(folder, path)) || readFileSync(join(folder, path), 'utf8') !== text,
      )
      .map(([path]) => path);
  switch (command) {
    case 'fetch':
      return 0;
    case 'pull':
      if (branch === '') {
        io.stderr.write(
          'You are not currently on a branch.\nPlease specify which branch you want to merge with.\nSee git-pull(1) for details.\n\n    git pull <remote> <branch>\n\n',
        );
        return 1;
      }
      io.stdout.write('Already up to date.\n');
      return 0;
    case 'checkout':
    case 'switch': {
      const name = args.findLast((arg) => !arg.startsWith('-')) ?? '';
      if (args.includes('--')) return restore(folder, version, args.slice(args.indexOf('--') + 1), io);
      return checkout(folder, version, name, changed(), io);
    }
    case 'restore':
      return restore(
        folder,
        version,
        args.filter((arg) => !arg.startsWith('-')),
        io,
      );
    case 'status': {
      const names = changed();
      const short = args.some((arg) => arg === '-s' || arg === '--short' || arg.startsWith('--porcelain'));
      if (short) io.stdout.write(names.map((name) => ` M ${name}\n`).join(''));
      else {
        io.stdout.write(branch === '' ? `HEAD detached at v${version}\n` : `On branch ${branch}\n`);
        io.stdout.write(
          names.length === 0
            ? 'nothing to commit, working tree clean\n'
            : `${names.map((name) => `\tmodified:   ${name}\n`).join('')}`,
        );
      }
      return 0;
    }
    case 'describe':
      io.stdout.write(`v${version}\n`);
      return 0;
    case 'tag':
      io.stdout.write(releases.map((one) => `v${one}\n`).join(''));
      return 0;
    case 'branch':
      io.stdout.write(
        args.includes('--show-current')
          ? `${branch}\n`.replace(/^\n$/, '')
          : branch === ''
            ? `* (HEAD detached at v${version})\n  main\n`
            : `* ${branch}\n`,
      );
      return 0;
    case 'rev-parse':
      if (args.includes('--show-toplevel')) io.stdout.write(`${folder}\n`);
      else if (args.includes('--is-inside-work-tree')) io.stdout.write('true\n');
      else if (args.includes('--abbrev-ref')) io.stdout.write(`${branch === '' ? 'HEAD' : branch}\n`);
      else return undefined;
      return 0;
    case 'remote':
      io.stdout.write('origin\n');
      return 0;
    case 'stash':
    case 'diff':
      return undefined;
    default:
      return undefined;
  }
}

function checkout(folder: string, from: string, name: string, changed: string[], io: Io): number {
  const version = name === 'main' ? latestRelease : name.replace(/^v/, '');
  if (name !== 'main' && (!releases.includes(version) || !name.startsWith('v'))) {
    io.stderr.write(`error: pathspec '${name}' did not match any file(s) known to git\n`);
    return 1;
  }
  const before = sources(from);
  const after = sources(version);
  const lost = changed.filter((path) => before[path] !== after[path]);
  if (lost.length > 0) {
    io.stderr.write(
      `error: Your local changes to the following files would be overwritten by checkout:\n${lost.map((path) => `\t${path}\n`).join('')}Please commit your changes or stash them before you switch branches.\nAborting\n`,
    );
    return 1;
  }
  for (const path of Object.keys(before)) if (!(path in after)) rmSync(join(folder, path), { force: true });
  const kept = new Set(changed);
  for (const [path, text] of Object.entries(after)) {
    if (kept.has(path)) continue;
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeMark(folder, { version, branch: name === 'main' ? 'main' : '' });
  io.stderr.write(
    name === 'main'
      ? "Switched to branch 'main'\n"
      : `Note: switching to '${name}'.\nHEAD is now at ${name}\n`,
  );
  return 0;
}

function restore(folder: string, version: string, paths: readonly string[], io: Io): number {
  const tracked = sources(version);
  for (const path of paths) {
    const text = tracked[path];
    if (text === undefined) {
      io.stderr.write(`error: pathspec '${path}' did not match any file(s) known to git\n`);
      return 1;
    }
    writeFileSync(join(folder, path), text);
  }
  return 0;
}

/** Runs the git that the world's own stands before. */
async function realGit(args: readonly string[], io: Io): Promise<number> {
  const own = join(io.env.REHEARSAL_WORLD ?? '', 'bin');
  const program = (io.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && folder !== own)
    .map((folder) => join(folder, 'git'))
    .find((file) => existsSync(file));
  if (program === undefined) throw new Uncovered(`git ${args[0] ?? ''}`.trim());
  return await new Promise((done) => {
    const child = spawn(program, args, { cwd: io.cwd, env: { ...io.env }, stdio: 'inherit' });
    child.once('close', (code) => done(code ?? 1));
    child.once('error', () => done(127));
  });
}
