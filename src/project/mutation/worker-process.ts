import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlName } from './copy.ts';
import type { Reply, Request, TestName } from './messages.ts';

/** How a trial ended. */
export interface Trial {
  /** The test that failed or did not end; none where all passed. */
  by: TestName | undefined;
  why: string | undefined;
  isTimeout: boolean;
}

/** A process that holds the tests of one copy; it is begun anew where it was spoilt, and ended where it hangs. */
export class Worker {
  #child: ChildProcess | undefined;
  #copy: string;
  #slack: number;
  /** Tells whoever waits for the process that it was ended. */
  #ended: () => void = () => {};

  /** @param slack how many milliseconds a trial may take beside its tests, such as for a process to begin */
  constructor(copy: string, slack: number) {
    this.#copy = copy;
    this.#slack = slack;
  }

  /** Begins a process, if there is none, in which a mutant is tried from its first line on. */
  #begin(mutant: number): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    writeFileSync(join(this.#copy, controlName), String(mutant));
    const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts')], {
      cwd: this.#copy,
      env: { ...process.env, TMPDIR: join(this.#copy, 'tmp'), NODE_NO_WARNINGS: '1', NO_COLOR: '1' },
      stdio: ['ignore', 'ignore', process.env.MUTATION_DEBUG ? 'inherit' : 'ignore', 'ipc'],
      detached: true,
    });
    this.#child = child;
    return child;
  }

  /** Ends the process and what it spawned into its group. */
  end(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) return;
    child.removeAllListeners();
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    this.#ended();
  }

  /** Runs files with nothing changed. @param heard is called with each reply */
  survey(files: string[], patience: number, heard: (reply: Reply) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = this.#begin(0);
      let timer = setTimeout(late, patience);
      let at: TestName | undefined;
      function late() {
        reject(new Error(`${at?.file} ${at?.name}`));
      }
      child.on('message', (reply: Reply) => {
        clearTimeout(timer);
        timer = setTimeout(late, patience);
        if ('at' in reply) at = reply.at;
        heard(reply);
        if (!('done' in reply)) return;
        clearTimeout(timer);
        child.removeAllListeners();
        resolve();
      });
      this.#ended = () => {
        clearTimeout(timer);
        reject(new Error('ended'));
      };
      child.once('exit', () => {
        clearTimeout(timer);
        this.#child = undefined;
        reject(new Error(`${at?.file} ${at?.name}`));
      });
      child.send({ survey: files } satisfies Request);
    });
  }

  /**
   * Tries a mutant.
   *
   * @param tests those to run, each with how long it may take, in milliseconds
   * @param isFresh whether in a process of its own, for what is computed but once
   */
  try(mutant: number, tests: readonly (TestName & { patience: number })[], isFresh: boolean): Promise<Trial> {
    if (isFresh) this.end();
    const child = this.#begin(isFresh ? mutant : 0);
    return new Promise((resolve) => {
      let at: (TestName & { patience: number }) | undefined = tests[0];
      const settle = (trial: Trial, isSpoilt: boolean) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(trial);
        if (isSpoilt || isFresh) this.end();
      };
      const late = () => settle({ by: at, why: undefined, isTimeout: true }, true);
      let timer = setTimeout(late, (at?.patience ?? 0) + this.#slack);
      child.on('message', (reply: Reply) => {
        if ('at' in reply) {
          at = tests.find(({ file, name }) => file === reply.at.file && name === reply.at.name);
          clearTimeout(timer);
          timer = setTimeout(late, (at?.patience ?? 0) + this.#slack);
        } else if ('tried' in reply)
          settle({ by: reply.failed, why: reply.why, isTimeout: false }, reply.isSpoilt);
      });
      child.once('exit', () => {
        this.#child = undefined;
        settle({ by: at, why: 'exit', isTimeout: false }, true);
      });
      this.#ended = () => {
        clearTimeout(timer);
        resolve({ by: undefined, why: 'ended', isTimeout: false });
      };
      child.send({
        try: mutant,
        tests: tests.map(({ file, name }) => ({ file, name })),
      } satisfies Request);
    });
  }
}
