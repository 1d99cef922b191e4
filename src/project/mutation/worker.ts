/** The process that holds the tests: reads test files of the copy that it stands in, and runs them as it is asked. */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { controlName, passedName, switchPath } from './copy.ts';
import { collect, finish, perform, type Registered } from './harness.ts';
import type { Reply, Request, TestName } from './messages.ts';

const copy = process.cwd();
const [controlFile, passedFile] = [join(copy, controlName), join(copy, passedName)];

registerHooks({
  resolve(specifier, context, next) {
    const isTest = context.parentURL?.startsWith(pathToFileURL(join(copy, 'tests')).href) ?? false;
    return specifier === 'vitest' && isTest
      ? { url: new URL('./harness.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context);
  },
});

const { hostTries, hostPassed, noting } = await import(join(copy, switchPath));
const tell = (reply: Reply) => process.send?.(reply);
const files = new Map<string, Registered[]>();
let current: { mutant: number; at: TestName } | undefined;

/** From now on this mutant is tried, here and in what is spawned. */
function tries(mutant: number): void {
  hostTries(mutant);
  writeFileSync(controlFile, String(mutant));
}

async function testsOf(file: string): Promise<Registered[]> {
  let tests = files.get(file);
  if (tests === undefined) {
    tests = await collect(pathToFileURL(join(copy, file)).href);
    files.set(file, tests);
  }
  return tests;
}

async function survey(paths: string[]): Promise<void> {
  for (const file of paths) {
    tell({ at: { file, name: '' } });
    tries(noting);
    let tests: Registered[];
    try {
      tests = await testsOf(file);
    } catch (error) {
      tell({ read: file, passed: [], failure: String(error) });
      continue;
    }
    tell({ read: file, passed: hostPassed() });
    for (const test of tests) {
      const { name } = test;
      tell({ at: { file, name } });
      tries(noting);
      writeFileSync(passedFile, '');
      const started = performance.now();
      let failure: string | undefined;
      try {
        await perform(test);
      } catch (error) {
        failure = String(error);
      }
      const spawned = readFileSync(passedFile, 'utf8').split('\n').slice(0, -1).map(Number);
      tell({
        surveyed: { file, name, took: performance.now() - started, here: hostPassed(), spawned, failure },
      });
    }
    await finish(tests);
  }
  tries(0);
  tell({ done: true });
}

async function tryOne(mutant: number, tests: TestName[]): Promise<void> {
  tries(mutant);
  const performed: Registered[] = [];
  for (const at of tests) {
    current = { mutant, at };
    tell({ at });
    let test: Registered | undefined;
    try {
      test = (await testsOf(at.file)).find(({ name }) => name === at.name);
      // With this mutant the table of its tests may be another.
      if (test === undefined) continue;
      performed.push(test);
      await perform(test);
    } catch (error) {
      current = undefined;
      const isSpoilt = test === undefined || !(await isWell(test));
      tell({ tried: mutant, failed: at, why: String(error).slice(0, 300), isSpoilt });
      return;
    }
  }
  current = undefined;
  tries(0);
  await finish(performed).catch(() => {});
  tell({ tried: mutant, isSpoilt: false });
}

/** Whether a test that failed with a mutant passes without it in this same process. */
async function isWell(test: Registered): Promise<boolean> {
  tries(0);
  try {
    await finish([test]);
    await perform(test);
    await finish([test]);
    return true;
  } catch {
    return false;
  }
}

// What a test leaves uncaught fails it, as in vitest.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    if (current !== undefined)
      tell({ tried: current.mutant, failed: current.at, why: String(error).slice(0, 300), isSpoilt: true });
    current = undefined;
  });

process.on('message', (request: Request) => {
  if ('survey' in request) void survey(request.survey);
  else void tryOne(request.try, request.tests);
});
process.on('disconnect', () => process.exit());
