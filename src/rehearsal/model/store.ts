import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type State, stateSchema } from './state.ts';

/** Where a world's state lives. Everything is synchronous: a change is small, and whoever changes holds the lock. */
export interface Store {
  /** Returns the state as it is now. Changes to it are lost. */
  read(): State;
  /**
   * Changes the state, alone: what the function does to its argument is written when it returns, and nothing is where it throws.
   * Returns what the function returns.
   */
  change<Result>(change: (state: State) => Result): Result;
}

/** A file that holds no world's state, or no longer. */
export class SpoiltState extends Error {}

/** How long a change waits for another one, in milliseconds, before it gives up. */
const patience = 20_000;

/**
 * Opens the state in a file, or writes a first one. The file is never half written: each change goes into a file beside it, which
 * then takes its place.
 *
 * @throws SpoiltState where the file is no world's state
 */
export function openStore(file: string, first: () => State): Store {
  const lock = `${file}.lock`;
  const read = () => parse(readFileSync(file, 'utf8'));
  const alone = <Result>(work: () => Result): Result => {
    const name = acquire(lock);
    try {
      return work();
    } finally {
      release(lock, name);
    }
  };
  if (!existsSync(file)) {
    alone(() => {
      if (!existsSync(file)) write(file, first());
    });
  }
  return {
    read,
    change: (change) =>
      alone(() => {
        const state = read();
        const result = change(state);
        write(file, state);
        return result;
      }),
  };
}

function parse(text: string): State {
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new SpoiltState(undefined, { cause: error });
  }
}

/** Whoever was killed while writing left a file beside; the next one writes over it, since only the lock's holder writes. */
function write(file: string, state: State): void {
  const beside = `${file}.new`;
  writeFileSync(beside, `${JSON.stringify(state, null, 1)}\n`, { mode: 0o600 });
  renameSync(beside, file);
}

/**
 * Takes the lock: a folder with its holder's name in it. A folder takes the place of an empty one alone, so the lock is free where
 * its folder is empty or gone, and is taken in one step; a dead holder's name is taken out in one step too, and never a living one's.
 * Returns the holder's name, for `release`.
 *
 * @throws Error where another process holds it for too long
 */
function acquire(lock: string): string {
  const name = `${process.pid}-${++taken}`;
  const mine = `${lock}.${process.pid}`;
  // A process of the same number may have been killed here.
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine, { mode: 0o700 });
  writeFileSync(join(mine, name), '');
  const until = Date.now() + patience;
  for (;;) {
    if (!isHeld(lock)) {
      try {
        renameSync(mine, lock);
        return name;
      } catch (error) {
        if (!isError(error, 'ENOTEMPTY', 'EEXIST')) throw error;
      }
    }
    if (Date.now() > until) {
      rmSync(mine, { recursive: true });
      throw new Error(`${lock} is held by another process.`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
}

/** How often this process has taken a lock, so that no two takings have one name. */
let taken = 0;

function release(lock: string, name: string): void {
  rmSync(join(lock, name), { force: true });
  try {
    rmdirSync(lock);
  } catch {
    // Another one has it by now.
  }
}

/** Whether a living process holds the lock; takes out the names of dead ones. */
function isHeld(lock: string): boolean {
  const holders = namesIn(lock);
  const dead = holders.filter((name) => !isAlive(Number.parseInt(name, 10)));
  for (const name of dead) rmSync(join(lock, name), { force: true });
  return dead.length < holders.length;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isError(error, 'ENOENT')) return [];
    throw error;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return isError(error, 'EPERM');
  }
}

function isError(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
