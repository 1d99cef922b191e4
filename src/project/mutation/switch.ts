import { appendFileSync, readFileSync } from 'node:fs';

/**
 * Which mutant is tried. Every instrumented file asks here, in whatever process it runs: a program that a test spawns reads the two
 * files that stand beside the copy, because a test may give it an environment of its own.
 */

/** Where the number of the mutant tried stands, and where a spawned program leaves what it came by; filled in by the copy. */
const controlFile = 'CONTROL_FILE';
const passedFile = 'PASSED_FILE';

/** Beside the numbers of mutants, which begin at 1: nothing is tried, and what is passed is noted. */
export const noting = -1;

let tried = Number(readFileSync(controlFile, 'utf8'));
let isHost = false;
let passed = new Set<number>();

/** Whether this mutant is tried. */
export function __mutant(id: number): boolean {
  if (tried === noting && !passed.has(id)) {
    passed.add(id);
    if (!isHost) appendFileSync(passedFile, `${id}\n`);
  }
  return id === tried;
}

/** Sets which mutant is tried in this process, which is the tests' own, and forgets what was passed. */
export function hostTries(id: number): void {
  isHost = true;
  tried = id;
  passed = new Set();
}

/** Returns the mutants that this process came by since. */
export function hostPassed(): number[] {
  return [...passed];
}
