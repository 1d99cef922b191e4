import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Say } from '../words.ts';
import { type Count, kindOf } from './faults.ts';

/** Counts what becomes of the cases while vitest tries them, and shows how far that is. */
export class Tally implements Reporter {
  /** Whether something went wrong beside the cases. */
  isBroken = false;
  readonly #seed: number;
  readonly #say: Say;
  readonly #kinds = new Map<string, { cases: number; held: number; began: number; seconds: number }>();
  #expected = 0;
  #done = 0;
  #told = Date.now();

  constructor(seed: number, say: Say) {
    this.#seed = seed;
    this.#say = say;
  }

  /** What became of a kind so far. */
  of(kind: string): Pick<Count, 'cases' | 'held' | 'seconds'> {
    const { cases = 0, held = 0, seconds = 0 } = this.#kinds.get(kind) ?? {};
    return { cases, held, seconds };
  }

  onTestModuleCollected(module: TestModule): void {
    this.#expected += module.children.allTests().toArray().length;
    this.#kinds.set(kindOf(module.moduleId), { cases: 0, held: 0, began: Date.now(), seconds: 0 });
  }

  onTestCaseResult(test: TestCase): void {
    const kind = kindOf(test.module.moduleId);
    const count = this.#kinds.get(kind);
    if (count === undefined) return;
    const { state, errors = [] } = test.result();
    count.cases += 1;
    count.seconds = Math.round((Date.now() - count.began) / 1000);
    this.#done += 1;
    if (state === 'passed') count.held += 1;
    else {
      this.#clear();
      const [label = ''] = test.name.split(': ');
      const why = errors.map(({ stack, message }) => stack || message).join('\n');
      process.stdout.write(`${this.#say('faults.failed', { kind, label, seed: this.#seed })}\n${why}\n\n`);
    }
    this.#show(kind);
  }

  onTestModuleEnd(module: TestModule): void {
    const errors = module.errors();
    if (errors.length === 0) return;
    this.isBroken = true;
    this.#clear();
    process.stderr.write(`${errors.map(({ stack, message }) => stack || message).join('\n')}\n`);
  }

  onTestRunEnd(_: readonly TestModule[], unhandled: readonly { stack?: string; message: string }[]): void {
    this.#clear();
    if (unhandled.length === 0) return;
    this.isBroken = true;
    process.stderr.write(`${unhandled.map(({ stack, message }) => stack || message).join('\n')}\n`);
  }

  /** At a terminal the last line says how far it is; elsewhere a line does so every half minute. */
  #show(kind: string): void {
    const far = this.#say('faults.progress', { done: this.#done, all: this.#expected, kind });
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${far}`);
    else if (Date.now() - this.#told > 30_000) {
      this.#told = Date.now();
      process.stdout.write(`${far}\n`);
    }
  }

  #clear(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  }
}
