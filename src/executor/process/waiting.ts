import { spawn } from 'node:child_process';
import { accessSync, type BigIntStats, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';
import { preamble, line as scriptLine } from './preamble.ts';

/** How a shell ended: by itself, or by a signal. Both, where whoever waited for it cannot tell. */
export interface Ending {
  exit?: number;
  signal?: NodeJS.Signals;
}

/** In what a shell is to stand, and how it is bound to the outside. */
export interface Stand {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** What the working folder was when it was looked at, before the shell started. */
  folder: BigIntStats;
  /** Gets the terminal as it is. */
  interactive: boolean;
  /** Whether something is to be written to its standard input. */
  fed: boolean;
  /** Whether others are wanted while it runs. */
  lasting: boolean;
}

/** A shell that has started and waits for its script. It ends by itself when the line to it is closed. */
export interface WaitingShell {
  pid: number;
  ending: Promise<Ending>;
  /** Where its script goes in, and its surroundings come out. */
  line: Duplex;
  /** Absent where it has the terminal. */
  out?: Readable;
  err?: Readable;
  /** Where it is fed. */
  input?: Writable;
}

/** The arguments with which every shell starts. */
export const shellArguments = ['--norc', '--noprofile', '-eo', 'pipefail', '-c'];

/**
 * Starts a shell.
 *
 * @throws Error where there is no bash
 */
export async function openShell({ env, cwd, interactive, fed }: Stand): Promise<WaitingShell> {
  const open = interactive ? 'inherit' : 'pipe';
  const input = interactive ? 'inherit' : fed ? 'pipe' : 'ignore';
  const child = spawn(findBash(env.PATH), [...shellArguments, preamble], {
    cwd,
    env: environmentFor(env),
    detached: !interactive,
    stdio: [input, open, open, 'pipe'],
  });
  const ending = new Promise<Ending>((resolve) => {
    child.once('exit', (exit, signal) =>
      resolve({ ...(exit === null ? {} : { exit }), ...(signal ? { signal } : {}) }),
    );
  });
  const { pid } = child;
  if (pid === undefined) throw await new Promise<Error>((resolve) => child.once('error', resolve));
  child.on('error', () => {});
  for (const pipe of child.stdio) pipe?.on('error', () => {});
  const { stdin, stdout, stderr } = child;
  const line = child.stdio[scriptLine] as Duplex;
  return {
    pid,
    ending,
    line,
    ...(stdout ? { out: stdout } : {}),
    ...(stderr ? { err: stderr } : {}),
    ...(stdin ? { input: stdin } : {}),
  };
}

/** Returns an environment without what would make bash do something of its own, or write its trace where we listen. */
export function environmentFor({
  BASH_ENV: _,
  BASH_XTRACEFD: __,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

const bashes = new Map<string, string>();

/**
 * Returns where bash is, so that not every start has to search for it anew: on the path, or, where a step has left one without it, on
 * this program's own.
 */
export function findBash(path = ''): string {
  const known = bashes.get(path);
  if (known !== undefined) return known;
  const found = [path, process.env.PATH ?? '']
    .join(delimiter)
    .split(delimiter)
    .map((folder) => join(folder, 'bash'))
    .find((file) => file.startsWith('/') && isProgram(file));
  if (found !== undefined) bashes.set(path, found);
  return found ?? 'bash';
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
