import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import type { Session } from '../shell/shell.ts';

/** A program that is being run on the machine. */
export interface Run {
  /** As it was called. */
  name: string;
  args: string[];
  session: Session;
  /** Runs a script in a shell of its own. */
  runScript(source: string, over?: Partial<Session>): Promise<number>;
  /** Runs another program by its words. */
  runProgram(words: readonly string[], over?: Partial<Session>): Promise<number>;
}

/** A program of the machine: returns its exit status. */
export type Program = (run: Run) => number | Promise<number>;

/** Returns where a path stands on this side. */
export function hostOf(run: Run, path: string): string {
  return run.session.files.host(absolute(run, path));
}

/** Returns a path of the machine's as an absolute one. */
export function absolute(run: Run, path: string): string {
  return posix.resolve(run.session.cwd, path);
}

/**
 * Returns where a path stands on this side, for somebody who is going to write there.
 *
 * @throws an error with the code EACCES where the file's or the folder's owner does not let this user
 */
export function hostToWrite(session: Session, path: string): string {
  const host = session.files.host(path);
  if (session.user === 'root') return host;
  const held = existsSync(host) ? path : posix.dirname(path);
  const [owner] = session.machine.ownerOf(held).split(':');
  const stat = statSync(session.files.host(held), { throwIfNoEntry: false });
  if (owner === session.user || stat === undefined || (stat.mode & 0o002) !== 0) return host;
  throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
}

/** Makes a file that was just made belong to whoever made it. */
export function claim(session: Session, path: string): void {
  const owner = `${session.user}:${session.user}`;
  if (session.machine.ownerOf(path) !== owner) session.machine.setOwner(path, owner);
}

/** Splits single-letter options from the rest: `-rf a -- -b` gives `rf` and `a`, `-b`. Long options keep their name. */
export function options(args: readonly string[]): {
  letters: Set<string>;
  long: Set<string>;
  rest: string[];
} {
  const letters = new Set<string>();
  const long = new Set<string>();
  const rest: string[] = [];
  let plain = false;
  for (const arg of args) {
    if (plain || arg === '-' || !arg.startsWith('-')) rest.push(arg);
    else if (arg === '--') plain = true;
    else if (arg.startsWith('--')) long.add(arg.slice(2));
    else for (const letter of arg.slice(1)) letters.add(letter);
  }
  return { letters, long, rest };
}

/** Says what is wrong as a program of the system does, and returns its status. */
export function complain(run: Run, text: string, status = 1): number {
  run.session.err(`${posix.basename(run.name)}: ${text}\n`);
  return status;
}

/** Whether something that was thrown is an error of the system's, with its code. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Returns what a system calls an error of the file system. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'ENOENT':
      return 'No such file or directory';
    case 'EISDIR':
      return 'Is a directory';
    case 'ENOTDIR':
      return 'Not a directory';
    case 'EEXIST':
      return 'File exists';
    case 'ENOTEMPTY':
      return 'Directory not empty';
    case 'EACCES':
    case 'EPERM':
      return 'Permission denied';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Does something to each path, complaining of those where it fails. */
export function each(run: Run, paths: readonly string[], verb: string, act: (path: string) => void): number {
  let status = 0;
  for (const path of paths) {
    try {
      act(path);
    } catch (error) {
      status = complain(
        run,
        verb === '' ? `${path}: ${reason(error)}` : `${verb} '${path}': ${reason(error)}`,
      );
    }
  }
  return status;
}
