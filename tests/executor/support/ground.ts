import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { type JournalText, readJournal } from '../../../src/executor/journal/journal.ts';
import type { JournalRecord } from '../../../src/executor/journal/record.ts';
import type { Plan, PlanIndex } from '../../../src/runbook/plan.ts';
import { writePlans } from './plans.ts';

export { until } from '../../support/until.ts';

/** How a program ended, and what it printed. */
export interface Ended {
  exit: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** What it reads from standard input; nothing unless told. */
  input?: string;
  cwd?: string;
  /** Arguments of node itself. */
  node?: string[];
  /** A program and its arguments, by way of which node is called. */
  through?: string[];
}

/** The executor at work on plans of a test, in folders of its own. */
export interface Ground {
  folder: string;
  /** The executor's file. */
  program: string;
  plans: string;
  state: string;
  work: string;
  /** Runs a command line to its end. */
  run: (args: string[], options?: RunOptions) => Promise<Ended>;
  /** Starts one that the test goes on with. */
  start: (args: string[], options?: RunOptions) => { child: ChildProcess; ended: Promise<Ended> };
  /** The journals there are, each as its text. */
  journals: () => { run: string; folder: string; text: JournalText }[];
  /** The records of the only journal that has any: a run that was killed as it began leaves none. */
  records: () => JournalRecord[];
  /** Puts other plans in the place of those there. */
  replace: (plans: Plan[], index?: Partial<PlanIndex>) => void;
}

let program: Promise<string> | undefined;

/** Returns the executor in one file, so that it starts quickly. */
function bundle(): Promise<string> {
  program ??= (async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), 'executor-')), 'cli.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'cli.ts')],
      bundle: true,
      outfile,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
    process.once('exit', () => rmSync(join(outfile, '..'), { recursive: true, force: true }));
    return outfile;
  })();
  return program;
}

/**
 * Returns the ground for one test; it is cleared away after it.
 *
 * @param whenFinished where the test says what is done after it: its context's own where tests go side by side
 */
export async function ground(
  plans: Plan[],
  index: Partial<PlanIndex> = {},
  whenFinished: (clear: () => void) => void = onTestFinished,
): Promise<Ground> {
  const file = await bundle();
  const folder = mkdtempSync(join(tmpdir(), 'ground-'));
  whenFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const places = { plans: join(folder, 'plans'), state: join(folder, 'state'), work: join(folder, 'work') };
  mkdirSync(places.work);
  writePlans(places.plans, plans, index);
  const start: Ground['start'] = (args, options = {}) => {
    const line = [...(options.through ?? []), process.execPath, ...(options.node ?? []), file, ...args];
    const child = spawn(line[0] ?? '', line.slice(1), {
      cwd: options.cwd ?? places.work,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TMPDIR: folder,
        LANG: 'C',
        XDG_STATE_HOME: places.state,
        TEST_PLANS: places.plans,
        ...options.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    return { child, ended: endOf(child) };
  };
  const journals: Ground['journals'] = () => {
    const runs = join(places.state, 'runbook', 'runs');
    if (!existsSync(runs)) return [];
    // A run that was killed as it began may have a folder and no journal yet.
    return readdirSync(runs)
      .filter((run) => existsSync(join(runs, run, 'journal.jsonl')))
      .map((run) => ({
        run,
        folder: join(runs, run),
        text: readJournal(join(runs, run, 'journal.jsonl')),
      }));
  };
  return {
    folder,
    program: file,
    ...places,
    start,
    run: (args, options) => start(args, options).ended,
    journals,
    records: () => {
      const told = journals().filter(({ text }) => text.records.length > 0);
      if (told.length > 1) throw new Error(`There are several runs: ${told.map(({ run }) => run)}`);
      return told[0]?.text.records ?? [];
    },
    replace: (others, other = {}) => writePlans(places.plans, others, other),
  };
}

/** Waits until a program has ended, and returns how. */
export function endOf(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => (out += chunk));
  child.stderr?.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => child.once('close', (exit, signal) => resolve({ exit, signal, out, err })));
}

/** Returns a file's lines. */
export function linesOf(file: string): string[] {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}
