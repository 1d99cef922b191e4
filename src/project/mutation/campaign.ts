import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { randomFrom } from '../mutate.ts';
import { makeCopy } from './copy.ts';
import type { NumberedMutant } from './instrument.ts';
import type { Surveyed } from './messages.ts';
import { mutantsOf } from './mutants.ts';
import { distance, type TestFile, testsReaching } from './reach.ts';
import { type Trial, Worker } from './worker-process.ts';

/** A mutant where it stands. */
export interface PlacedMutant extends NumberedMutant {
  file: string;
  line: number;
  column: number;
  original: string;
}

export type Verdict = 'killed' | 'timed-out' | 'survived' | 'not-reached';

export interface Result {
  mutant: PlacedMutant;
  verdict: Verdict;
  /** The test that noticed it. */
  by?: string;
}

export interface Settings {
  /** The project's folder. */
  home: string;
  /** A folder or file below src/, without its ending. */
  room: string;
  seed: number;
  /** How many mutants at most. */
  sample: number;
  workers: number;
  /** How many milliseconds of tests one mutant may cost, as measured with nothing changed. */
  patience: number;
  /** How many milliseconds a trial may take beyond ten times what its tests took. */
  slack: number;
}

/** What a campaign tells while it goes on. */
export interface Progress {
  /** The room is known: its mutants, and how many of them are tried. */
  sampled: (mutants: number, tried: number, testFiles: number) => void;
  surveying: (test: string) => void;
  /** What is left out: tests that fail with nothing changed, and files that there was no time for. */
  unfit: (tests: { name: string; why: string }[], unsurveyed: string[]) => void;
  tried: (done: number, of: number, result: Result) => void;
}

/** Returns the source files of a room, below the project's folder. None if there is no such room. */
export function filesOf(home: string, room: string): string[] {
  const path = join(home, 'src', room);
  if (existsSync(`${path}.ts`)) return [`src/${room}.ts`];
  if (!existsSync(path) || !statSync(path).isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `src/${room}/${file.replaceAll('\\', '/')}`)
    .sort();
}

/** Returns all mutants of these files, numbered from 1. */
export function mutantsIn(home: string, files: readonly string[]): PlacedMutant[] {
  let id = 0;
  return files.flatMap((file) => {
    const text = readFileSync(join(home, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return mutantsOf(source).map((mutant) => {
      const { line, character } = source.getLineAndCharacterOfPosition(mutant.start);
      const original = text.slice(mutant.start, mutant.end);
      return { ...mutant, id: ++id, file, line: line + 1, column: character + 1, original };
    });
  });
}

/** Returns as many of a list as asked for, in the list's order; the same ones for the same seed. */
export function sampleOf<One>(list: readonly One[], count: number, seed: number): One[] {
  const random = randomFrom(seed);
  return list
    .map((one, index) => ({ one, index, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

/** What is known of a room's tests before a mutant is tried. */
interface Survey {
  tests: Surveyed[];
  /** The mutants that files come by as they are read, before any test. */
  early: Set<number>;
}

/**
 * Tries a sample of a room's mutants, and returns what became of each. Leaves no process and no file behind, also where it is aborted.
 *
 * @throws what the signal was aborted with
 */
export async function campaign(
  { home, room, seed, sample, workers, patience, slack }: Settings,
  progress: Progress,
  signal: AbortSignal,
): Promise<{ results: Result[]; mutants: number }> {
  const files = filesOf(home, room);
  const all = mutantsIn(home, files);
  const chosen = sampleOf(all, sample, seed);
  const byFile = Map.groupBy(chosen, ({ file }) => file);
  const testFiles = testsReaching(home, files, room);
  progress.sampled(all.length, chosen.length, testFiles.length);
  const copies: string[] = [];
  const crew: Worker[] = [];
  const dismiss = () => {
    for (const worker of crew) worker.end();
  };
  signal.addEventListener('abort', dismiss);
  try {
    for (let count = 0; count < workers; count++) {
      const copy = makeCopy(home, byFile);
      copies.push(copy);
      crew.push(new Worker(copy, slack));
    }
    const survey = await surveyBy(crew, testFiles, progress);
    signal.throwIfAborted();
    const results: Result[] = [];
    const queue = chosen.toReversed();
    await Promise.all(
      crew.map(async (worker) => {
        for (let mutant = queue.pop(); mutant !== undefined; mutant = queue.pop()) {
          signal.throwIfAborted();
          const result = await tryMutant(worker, mutant, survey, testFiles, patience);
          signal.throwIfAborted();
          results.push(result);
          progress.tried(results.length, chosen.length, result);
        }
      }),
    );
    return { results: results.sort((a, b) => a.mutant.id - b.mutant.id), mutants: all.length };
  } finally {
    signal.removeEventListener('abort', dismiss);
    dismiss();
    for (const copy of copies) {
      endStrays(copy);
      rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  }
}

/** How long tests are surveyed: what is farther from the room than what was read by then is left out. */
const surveyPatience = 4 * 60_000;

async function surveyBy(
  crew: readonly Worker[],
  testFiles: readonly TestFile[],
  progress: Progress,
): Promise<Survey> {
  const survey: Survey = { tests: [], early: new Set() };
  const unfit: { name: string; why: string }[] = [];
  const unsurveyed: string[] = [];
  const queue = testFiles.map(({ file }) => file).reverse();
  let isOver = false;
  const ending = setTimeout(() => {
    isOver = true;
    for (const worker of crew) worker.end();
  }, surveyPatience);
  await Promise.all(
    crew.map(async (worker) => {
      for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
        if (isOver) {
          unsurveyed.push(file);
          continue;
        }
        try {
          await worker.survey([file], 300_000, (reply) => {
            if ('at' in reply) progress.surveying(`${reply.at.file} ${reply.at.name}`);
            else if ('read' in reply) {
              for (const id of reply.passed) survey.early.add(id);
              if (reply.failure) unfit.push({ name: reply.read, why: reply.failure });
            } else if ('surveyed' in reply) {
              const { failure, file: inFile, name } = reply.surveyed;
              if (failure === undefined) survey.tests.push(reply.surveyed);
              else unfit.push({ name: `${inFile} ${name}`, why: failure });
            }
          });
        } catch (error) {
          if (isOver) unsurveyed.push(file);
          else unfit.push({ name: file, why: String(error) });
        }
      }
    }),
  );
  clearTimeout(ending);
  for (const worker of crew) worker.end();
  progress.unfit(unfit, unsurveyed);
  return survey;
}

async function tryMutant(
  worker: Worker,
  mutant: PlacedMutant,
  survey: Survey,
  testFiles: readonly TestFile[],
  patience: number,
): Promise<Result> {
  const { early, tests } = survey;
  const { id, file } = mutant;
  const here = tests.filter((test) => test.here.includes(id));
  const passing = tests.filter((test) => test.here.includes(id) || test.spawned.includes(id));
  if (!early.has(id) && passing.length > 0) {
    const trial = await worker.try(id, affordable(passing, file, patience), false);
    if (trial.by !== undefined) return verdictOf(mutant, trial);
    // Programs that tests spawned began anew; only what this process may have kept from before is still in doubt.
    if (here.length === 0) return { mutant, verdict: 'survived' };
  }
  // A value that is computed once is used by tests that do not come by the place where it is computed.
  const sharing = new Set(
    early.has(id)
      ? testFiles.filter(({ reaches }) => reaches.has(file)).map((one) => one.file)
      : here.map((test) => test.file),
  );
  const others = tests.filter((test) => sharing.has(test.file) || passing.includes(test));
  if (others.length === 0) return { mutant, verdict: 'not-reached' };
  return verdictOf(mutant, await worker.try(id, affordable(others, file, patience), true));
}

function verdictOf(mutant: PlacedMutant, { by, isTimeout }: Trial): Result {
  if (by === undefined) return { mutant, verdict: 'survived' };
  return { mutant, verdict: isTimeout ? 'timed-out' : 'killed', by: `${by.file} ${by.name}` };
}

/** Returns as many tests as may be run for one mutant: quick ones and those that mirror its file first. */
function affordable(tests: readonly Surveyed[], file: string, patience: number) {
  const mirrored = file.replace(/^src\//, 'tests/');
  const cost = ({ file: testFile, took }: Surveyed) => (took + 2) * 2 ** distance(testFile, mirrored);
  let spent = 0;
  return tests
    .toSorted((a, b) => cost(a) - cost(b))
    .filter(({ took }, index) => {
      spent += took;
      return index === 0 || spent <= patience;
    })
    .map(({ file: testFile, name, took }) => ({ file: testFile, name, patience: took * 10 }));
}

/** Ends processes that a test left behind: their environment names the copy that they came from. Linux tells it; elsewhere none is ended. */
function endStrays(copy: string): void {
  if (!existsSync('/proc/self/environ')) return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'utf8').includes(copy)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile, or is somebody else's.
    }
  }
}
