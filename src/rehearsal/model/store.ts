import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
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

/** How long a change waits for another one, in milliseconds, before it gives up. */
const patience = 20_000;

/**
 * Opens the state in a file, or writes a first one. The file is never half written: each change goes into a file beside it, which
 * then takes its place.
 *
 * @throws Error where the file is no world's state
 */
export function openStore(file: string, first: () => State): Store {
  const lock = `${file}.lock`;
  const read = (): State => stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const alone = <Result>(work: () => Result): Result => {
    acquire(lock);
    try {
      return work();
    } finally {
      rmSync(lock, { force: true });
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

function write(file: string, state: State): void {
  const beside = `${file}.${process.pid}`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(state, null, 1)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
}

function acquire(lock: string): void {
  const until = Date.now() + patience;
  for (;;) {
    if (take(lock)) return;
    if (!breakStale(lock)) {
      if (Date.now() > until) throw new Error(`${lock} is held by another process.`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15);
    }
  }
}

/** Takes the lock, with its holder's process id in it from the first moment on. Returns false where somebody else has it. */
function take(lock: string): boolean {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Takes away the lock of a process that is no more. Returns whether it is worth trying again at once. */
function breakStale(lock: string): boolean {
  const holder = ownerOf(lock);
  if (holder === undefined) return false;
  if (isAlive(holder)) return false;
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return true;
  }
  // Somebody else may have broken the stale lock and taken it since: then what was moved away is theirs, and goes back.
  if (ownerOf(aside) !== holder) {
    try {
      linkSync(aside, lock);
    } catch {
      // A third one has it by now.
    }
  }
  rmSync(aside, { force: true });
  return true;
}

function ownerOf(lock: string): number | undefined {
  try {
    const id = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(id) && id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
