import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, isAlive } from '../process/identity.ts';
import { isMissing, StateUnreadable } from './folder.ts';
import { JournalUnwritable } from './journal.ts';

/** Somebody else works on the run. */
export interface Holder {
  pid: number;
}

/**
 * A run's lock. Each taking has a number one higher than the last and is made by a link, which only one can make; the file of the
 * last one stays, marked as free, so that numbers never come again.
 */
export class Lock {
  readonly #file: string;
  #held = true;
  private constructor(file: string) {
    this.#file = file;
  }

  /**
   * Takes the lock of a folder, from a dead holder too; or returns the living one.
   *
   * @throws JournalUnwritable where the folder does not let it
   * @throws StateUnreadable where it cannot be told who holds it
   */
  static take(folder: string): Lock | Holder {
    const mine = join(folder, `.lock-${process.pid}`);
    try {
      writeFileSync(mine, `${process.pid} ${birthOf(process.pid) ?? ''}\n`, { mode: 0o600 });
      for (;;) {
        const last = numbers(folder).at(-1) ?? 0;
        const holder = last === 0 ? undefined : holderOf(join(folder, `lock.${last}`));
        if (holder) return holder;
        const file = join(folder, `lock.${last + 1}`);
        try {
          linkSync(mine, file);
        } catch (error) {
          if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
          throw error;
        }
        for (const old of numbers(folder))
          if (old <= last) rmSync(join(folder, `lock.${old}`), { force: true });
        return new Lock(file);
      }
    } catch (error) {
      throw error instanceof StateUnreadable ? error : new JournalUnwritable(folder, error);
    } finally {
      try {
        rmSync(mine, { force: true });
      } catch {
        // Where it could not be made, it cannot be taken away either.
      }
    }
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    try {
      writeFileSync(`${this.#file}.free`, 'free\n', { mode: 0o600 });
      renameSync(`${this.#file}.free`, this.#file);
    } catch {
      // A lock that cannot be freed counts for nothing once this process is gone.
    }
  }
}

/**
 * Returns who holds the lock of a folder now.
 *
 * @throws StateUnreadable
 */
export function holderOfFolder(folder: string): Holder | undefined {
  const last = numbers(folder).at(-1);
  return last === undefined ? undefined : holderOf(join(folder, `lock.${last}`));
}

function numbers(folder: string): number[] {
  return namesIn(folder)
    .flatMap((name) => /^lock\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new StateUnreadable(folder, error);
  }
}

function holderOf(file: string): Holder | undefined {
  try {
    const [, pid, birth] = /^(\d+) (.*)\n$/.exec(readFileSync(file, 'utf8')) ?? [];
    return pid !== undefined && birth !== undefined && isAlive(Number(pid), birth)
      ? { pid: Number(pid) }
      : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new StateUnreadable(file, error);
  }
}
