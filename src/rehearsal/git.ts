import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { Uncovered } from './failure.ts';
import { takeFault } from './faults/take.ts';
import { clone, repository } from './git-clone.ts';
import { findCloned } from './git-mark.ts';
import { inClone } from './git-work.ts';
import type { Io } from './io.ts';
import type { World } from './world.ts';

/**
 * Answers for OpenClaw's repository, and for a folder that was cloned from it in a rehearsal; hands everything else on to the git
 * further down the path.
 *
 * @returns the exit status
 * @throws Uncovered where there is no other git
 */
export async function git(world: World, argv: readonly string[], io: Io): Promise<number> {
  const { folder, rest } = inFolder(argv.slice(1), io.cwd);
  const [command, ...args] = rest;
  if ((command === 'clone' || command === 'fetch') && takeFault(world.store, 'no-network', 'git')) {
    io.stderr.write(`fatal: unable to access 'https://github.com/': Could not resolve host: github.com\n`);
    return 128;
  }
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
