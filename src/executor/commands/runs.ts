import type { Host } from '../host.ts';
import { StateUnreadable } from '../journal/folder.ts';
import { JournalDamaged, JournalNewer } from '../journal/journal.ts';
import { holderOfFolder } from '../journal/lock.ts';
import type { RunState } from '../journal/state.ts';
import { type Exit, exits } from '../stop.ts';
import type { Console } from './console.ts';
import { allRuns, type FoundRun } from './find-run.ts';
import type { Options } from './options.ts';

/** How a run stands: as it ended, at work now, left behind by a process that died, or in a way that cannot be told. */
export type Standing =
  | Exclude<RunState['outcome'], 'open'>
  | 'running'
  | 'broken-off'
  | 'damaged'
  | 'newer'
  | 'unreadable';

/** `runs`: lists the runs that there have been, the last one last. */
export async function runs(host: Host, options: Options, { say, style, print }: Console): Promise<Exit> {
  const { runs: found, unread } = allRuns(host, options);
  const others = unread.map(({ run, fault }) => ({ run, standing: standingFor(fault) }));
  const about = found.map((one) => ({
    run: one.run,
    plan: one.state.header.plan.id,
    at: one.state.header.at,
    standing: standingOf(one),
    done: [...one.state.steps.values()].filter(({ status }) => status === 'done' || status === 'passed')
      .length,
    ...(one.state.header.world ? { world: one.state.header.world.folder } : {}),
    journal: one.files.journal,
  }));
  if (options.json) {
    print(JSON.stringify([...about, ...others], null, 2));
    return exits.done;
  }
  if (about.length + others.length === 0) print(say('runbook.runs.none'));
  for (const { run, at, standing, done } of about) {
    print(
      `${style.bold(run)}  ${sayTime(at)}  ${sayStanding({ say }, standing)}  ${style.dim(say('runbook.runs.done', { count: done }))}`,
    );
  }
  for (const { run, standing } of others)
    print(`${style.bold(run)}  ${style.red(sayStanding({ say }, standing))}`);
  return exits.done;
}

/** Returns a moment by the clock on the wall, to the minute: `2026-11-25 03:12`. */
function sayTime(at: string): string {
  return new Date(at).toLocaleString('sv-SE').slice(0, 16);
}

/** Returns how a run stands. */
export function standingOf({ state, files }: FoundRun): Standing {
  if (state.outcome !== 'open') return state.outcome;
  try {
    return holderOfFolder(files.folder) ? 'running' : 'broken-off';
  } catch (fault) {
    return standingFor(fault);
  }
}

/** Returns how a run stands by what was thrown when it was looked at. */
function standingFor(fault: unknown): Standing {
  if (fault instanceof JournalDamaged) return 'damaged';
  if (fault instanceof JournalNewer) return 'newer';
  if (fault instanceof StateUnreadable) return 'unreadable';
  throw fault;
}

/** Returns how a run stands, in words. */
export function sayStanding({ say }: Pick<Console, 'say'>, standing: Standing): string {
  switch (standing) {
    case 'finished':
      return say('runbook.standing.finished');
    case 'failed':
      return say('runbook.standing.failed');
    case 'interrupted':
      return say('runbook.standing.interrupted');
    case 'undone':
      return say('runbook.standing.undone');
    case 'running':
      return say('runbook.standing.running');
    case 'broken-off':
      return say('runbook.standing.brokenOff');
    case 'damaged':
      return say('runbook.standing.damaged');
    case 'newer':
      return say('runbook.standing.newer');
    case 'unreadable':
      return say('runbook.standing.unreadable');
  }
}
