import type { Failure } from '../../runbook/event.ts';
import { type Changes, joinChanges } from '../process/environment.ts';
import type { DatedRecord, RunRecord } from './record.ts';

/** The place in which a step ran: what the steps before it had exported, and the folder. */
export interface Surroundings {
  changes: Changes;
  cwd: string;
}

/** A file that a step wrote, and where what stood there before is kept. */
export interface KeptFile {
  path: string;
  kept?: string | undefined;
  mode?: number | undefined;
  digest: string;
}

export interface StepState {
  /** `unknown`: it started, and nothing says how it ended. */
  status: 'unknown' | 'done' | 'failed' | 'passed' | 'undoing' | 'undone' | 'left';
  digest: string;
  attempts: number;
  why?: 'check' | 'hand' | 'skip';
  failure?: Failure;
  exit?: number;
  /** Milliseconds, of the last attempt. */
  duration?: number;
  /** Where in the log its output begins, in bytes. */
  log?: number;
  process?: { pid: number; birth?: string | undefined };
  file?: KeptFile;
  /** In what the step ran. */
  within: Surroundings;
  /** Whether a command of this run had its effect, so that there is something to undo. */
  effect: boolean;
  startedAt: string;
}

/** What a journal says of its run. */
export interface RunState {
  header: RunRecord & { at: string };
  /** The digest of the plan that it was last gone on with. */
  digest: string;
  steps: Map<string, StepState>;
  now: Surroundings;
  captured: Record<string, string>;
  withheld: Set<string>;
  /** Whether what it did is being taken back. */
  undoing: boolean;
  /** `open`: somebody is at it, or died at it. */
  outcome: 'open' | 'finished' | 'failed' | 'interrupted' | 'undone';
  lastAt: string;
}

/** Returns what the records add up to, or undefined where there are none. */
export function replay(records: readonly DatedRecord[]): RunState | undefined {
  const [header, ...rest] = records;
  if (header?.type !== 'run') return undefined;
  const state: RunState = {
    header,
    digest: header.plan.digest,
    steps: new Map(),
    now: { changes: { set: {}, unset: [] }, cwd: header.cwd },
    captured: {},
    withheld: new Set(),
    undoing: false,
    outcome: 'open',
    lastAt: header.at,
  };
  for (const record of rest) apply(state, record);
  return state;
}

/** Adds what one more record says. */
export function apply(state: RunState, record: DatedRecord): void {
  state.lastAt = record.at;
  if (record.type === 'run') return;
  state.outcome = record.type === 'stop' ? record.outcome : 'open';
  if (record.type === 'resume') {
    state.digest = record.digest;
    Object.assign(state.captured, record.variables);
  }
  if (record.type === 'stop' || record.type === 'resume') return;
  const before = state.steps.get(record.step);
  switch (record.type) {
    case 'start':
      state.steps.set(record.step, {
        status: 'unknown',
        digest: record.digest,
        attempts: record.attempt,
        within: record.again && before ? before.within : state.now,
        // A step tried again may have had its effect the first time.
        effect: true,
        startedAt: record.at,
        ...(record.process ? { process: record.process } : {}),
        ...(record.file ? { file: record.file } : {}),
        ...(record.log === undefined ? {} : { log: record.log }),
      });
      return;
    case 'end': {
      if (!before) return;
      const { process: _, ...known } = before;
      state.steps.set(record.step, {
        ...known,
        status: record.outcome === 'interrupted' ? 'unknown' : record.outcome,
        duration: record.duration,
        ...(record.exit === undefined ? {} : { exit: record.exit }),
        ...(record.failure ? { failure: record.failure } : {}),
      });
      for (const name of record.withheld ?? []) state.withheld.add(name);
      Object.assign(state.captured, record.captured);
      const { cwd = state.now.cwd, environment } = record;
      if (cwd !== state.now.cwd || environment) {
        const changes = environment ? joinChanges(state.now.changes, environment) : state.now.changes;
        state.now = { cwd, changes };
      }
      return;
    }
    case 'pass': {
      Object.assign(state.captured, record.captured);
      const { process: _, ...known } = before ?? {
        attempts: 0,
        within: state.now,
        effect: false,
        startedAt: record.at,
      };
      // A step in doubt that turns out to be done was done by this run, and is undone with it.
      state.steps.set(record.step, {
        ...known,
        status: known.effect && record.why !== 'skip' ? 'done' : 'passed',
        digest: record.digest,
        why: record.why,
      });
      return;
    }
    case 'undo':
      state.undoing = true;
      if (before)
        state.steps.set(record.step, {
          ...before,
          status: 'undoing',
          ...(record.process ? { process: record.process } : {}),
        });
      return;
    case 'undone': {
      state.undoing = true;
      if (!before) return;
      const { process: _, ...known } = before;
      const status = ({ done: 'undone', left: 'left', failed: 'done', interrupted: 'undoing' } as const)[
        record.outcome
      ];
      state.steps.set(record.step, { ...known, status });
    }
  }
}

/** Whether a run did anything that a new one beside it could trip over. */
export function didSomething(state: RunState): boolean {
  return [...state.steps.values()].some(
    ({ effect, status }) => effect && status !== 'undone' && status !== 'left',
  );
}
