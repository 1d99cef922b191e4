import type { Failure, Job, Result } from './job.ts';
import worker from './worker.ts?worker&url';

/** What is done with what the worker says of a job, or when it could say nothing of the last one. */
interface Listener {
  found(result: Result, job: Job): void;
  failed(): void;
}

/** The worker that checks. It has one job at a time; of those that come meanwhile the last one alone is wanted. */
export class Checker {
  readonly #listener: Listener;
  #worker: Worker | undefined;
  #job: Job | undefined;
  #next: Job | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Has a job done, now or after the one that is being done. */
  check(job: Job): void {
    if (this.#job === undefined) this.#give(job);
    else this.#next = job;
  }

  /** Lets go of a job that is not begun. */
  forget(): void {
    this.#next = undefined;
  }

  #give(job: Job): void {
    this.#worker ??= this.#start();
    this.#job = job;
    this.#next = undefined;
    this.#worker.postMessage(job);
  }

  #start(): Worker {
    const started = new Worker(worker, { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Result | Failure>) => {
      if ('failed' in data) {
        this.#giveUp(started);
        return;
      }
      const job = this.#job;
      this.#job = undefined;
      if (job) this.#listener.found(data, job);
      if (this.#next !== undefined) this.#give(this.#next);
    });
    for (const name of ['error', 'messageerror']) started.addEventListener(name, () => this.#giveUp(started));
    return started;
  }

  /** What a worker could not load it does not ask for again: the next job gets a new one. */
  #giveUp(failed: Worker): void {
    failed.terminate();
    if (failed !== this.#worker) return;
    this.#worker = undefined;
    this.#job = undefined;
    if (this.#next === undefined) this.#listener.failed();
    else this.#give(this.#next);
  }
}
