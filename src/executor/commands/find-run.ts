import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Plan } from '../../runbook/plan.ts';
import type { Host } from '../host.ts';
import { filesOf, listRuns, type RunFolder, readRunName, runFolder } from '../journal/folder.ts';
import { type JournalText, readJournal } from '../journal/journal.ts';
import { type RunState, replay } from '../journal/state.ts';
import { loadPlan, readPlan } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { spareMemory } from '../process/memory.ts';
import { exits, Stop } from '../stop.ts';
import type { Options } from './options.ts';
import { stateFolders } from './world.ts';

/** A run as its files tell it. */
export interface FoundRun {
  run: string;
  files: RunFolder;
  text: JournalText;
  state: RunState;
}

/** A run whose journal cannot be read, and what was thrown. */
export interface UnreadRun {
  run: string;
  fault: unknown;
}

/**
 * Returns every run that can be read, the oldest first, and those that cannot.
 *
 * @throws StateUnreadable where it cannot be told which runs there are
 */
export function allRuns(host: Host, options: Options): { runs: FoundRun[]; unread: UnreadRun[] } {
  const unread: UnreadRun[] = [];
  const runs = stateFolders(host, options)
    .flatMap((state) => listRuns(state).map((run) => ({ run, files: runFolder(state, run) })))
    .flatMap(({ run, files }) => {
      try {
        return readRun(run, files) ?? [];
      } catch (fault) {
        unread.push({ run, fault });
        return [];
      }
    });
  return { runs: runs.sort((a, b) => (a.state.header.at < b.state.header.at ? -1 : 1)), unread };
}

/**
 * Returns the run that is named, by its name, the beginning of it, or its journal's path; or, where none is named, the last one
 * that fits, and else the last. One that cannot be read may be the last one, and then is not passed over.
 *
 * @throws Stop, or what is wrong with its journal
 */
export function findRun(
  host: Host,
  options: Options,
  named: string | undefined,
  fits: (state: RunState) => boolean,
): FoundRun {
  if (named !== undefined && /[/\\]|\.jsonl$/.test(named)) return runAt(resolve(host.cwd, named));
  if (named !== undefined) {
    for (const state of stateFolders(host, options)) {
      const names: string[] = listRuns(state).filter((one) => one.startsWith(named));
      const run: string | undefined = names.includes(named) ? named : names[0];
      if (run === undefined) continue;
      if (names.length > 1 && run !== named)
        throw new Stop(exits.usage, { key: 'runbook.runs.several', values: { runs: names.join(', ') } });
      const found = readRun(run, runFolder(state, run));
      if (found) return found;
    }
    throw new Stop(exits.usage, { key: 'runbook.runs.unknown', values: { run: named } });
  }
  const { runs, unread } = allRuns(host, options);
  const found = runs.findLast(({ state }) => fits(state)) ?? runs.at(-1);
  const beganAt = (run: string) => readRunName(run)?.began ?? '';
  const later = unread.find(({ run }) => !found || beganAt(run) >= beganAt(found.run));
  if (later) throw later.fault;
  if (found) return found;
  throw new Stop(exits.usage, { key: 'runbook.runs.none' });
}

/**
 * Returns the plan that a run began with: its own copy, or, where that is gone or damaged, the same plan from where it came.
 *
 * @throws Stop where neither is there
 */
export async function planOf(found: FoundRun, host: Host, options: Options): Promise<Plan> {
  const { files, run, state } = found;
  try {
    const text = readFileSync(files.plan, 'utf8');
    spareMemory(text);
    return readPlan(JSON.parse(text), files.plan);
  } catch {
    const { digest, header } = state;
    const plan = await planAt(options.plans ?? placeOf(header.origin), header.plan.id, host);
    if (plan?.digest === digest) return plan;
    throw new Stop(exits.refused, { key: 'runbook.state.plan', values: { file: files.plan, run, digest } });
  }
}

async function planAt(place: string | undefined, id: string, host: Host): Promise<Plan | undefined> {
  try {
    return await loadPlan(await openStore(host, place), id);
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

/** Returns where a run's plan came from, as `--plans` takes it; undefined where that is the program itself. */
export function placeOf(origin: string): string | undefined {
  return /^(https?:|\/)/.test(origin) ? origin : undefined;
}

function runAt(path: string): FoundRun {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
  const files = filesOf(folder);
  const found = existsSync(files.journal) ? readRun(basename(folder), files) : undefined;
  if (!found) throw new Stop(exits.usage, { key: 'runbook.runs.unknown', values: { run: path } });
  return found;
}

function readRun(run: string, files: RunFolder): FoundRun | undefined {
  const text = readJournal(files.journal);
  const state = replay(text.records);
  return state && { run, files, text, state };
}
