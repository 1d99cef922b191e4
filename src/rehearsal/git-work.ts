import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cloned, writeMark } from './git-mark.ts';
import type { Io } from './io.ts';
import { latestRelease, releases, sources } from './sources.ts';

/** What git does in a folder that was cloned in a rehearsal. Returns its exit status, or undefined for what is not covered. */
export function inClone(
  cloned: Cloned,
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
