import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Plan } from '../../runbook/plan.ts';
import type { Host } from '../host.ts';
import { filesOf, listRuns, type RunFolder, runFolder } from '../journal/folder.ts';
import { JournalDamaged, type JournalText, readJournal } from '../journal/journal.ts';
import { type RunState, replay } from '../journal/state.ts';
import { readPlan } from '../plans/load.ts';
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

/** Returns every run that can be read, the oldest first, and the names of those that cannot. */
export function allRuns(host: Host, options: Options): { runs: FoundRun[]; damaged: string[] } {
  const damaged: string[] = [];
  const runs = stateFolders(host, options)
    .flatMap((state) => listRuns(state).map((run) => ({ run, files: runFolder(state, run) })))
    .flatMap(({ run, files }) => {
      try {
        return readRun(run, files) ?? [];
      } catch {
        damaged.push(run);
        return [];
      }
    });
  return { runs: runs.sort((a, b) => (a.state.header.at < b.state.header.at ? -1 : 1)), damaged };
}

/**
 * Returns the run that is named, by its name, the beginning of it, or its journal's path; or, where none is named, the last one
 * that fits, and else the last.
 *
 * @throws Stop
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
  const { runs, damaged } = allRuns(host, options);
  const found = runs.findLast(({ state }) => fits(state)) ?? runs.at(-1);
  if (found) return found;
  const [broken] = damaged;
  if (broken !== undefined) return findRun(host, options, broken, fits);
  throw new Stop(exits.usage, { key: 'runbook.runs.none' });
}

/** Returns the plan that a run began with. */
export function planOf({ files }: FoundRun): Plan {
  const text = readFileSync(files.plan, 'utf8');
  spareMemory(text);
  return readPlan(JSON.parse(text), files.plan);
}

function runAt(path: string): FoundRun {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
  const files = filesOf(folder);
  const found = existsSync(files.journal) ? readRun(basename(folder), files) : undefined;
  if (!found) throw new Stop(exits.usage, { key: 'runbook.runs.unknown', values: { run: path } });
  return found;
}

function readRun(run: string, files: RunFolder): FoundRun | undefined {
  try {
    const text = readJournal(files.journal);
    const state = replay(text.records);
    return state && { run, files, text, state };
  } catch (error) {
    if (!(error instanceof JournalDamaged)) throw error;
    throw new Stop(exits.refused, {
      key: 'runbook.journal.damaged',
      values: { file: error.file, line: error.line },
    });
  }
}
