import type { Session } from '../engine/session.ts';
import { undoAll } from '../engine/undo.ts';
import type { Host } from '../host.ts';
import { didSomething, type RunState } from '../journal/state.ts';
import { type Exit, exits } from '../stop.ts';
import type { Asker } from '../terminal/ask.ts';
import type { Console } from './console.ts';
import { planOf } from './find-run.ts';
import type { Options } from './options.ts';
import { reopen, type Taken, takeRun } from './reopen.ts';

/** `undo [RUN]`: takes back what a run did. */
export async function undo(
  host: Host,
  options: Options,
  console: Console,
  named?: string,
  asker?: Asker,
): Promise<Exit> {
  const taken = takeRun(host, options, named, hasSomethingToUndo);
  try {
    return await takeBack(host, options, console, taken, asker);
  } finally {
    taken.lock.release();
  }
}

/** Takes back what a run did, by the plan that it was done by. */
export async function takeBack(
  host: Host,
  options: Options,
  console: Console,
  taken: Taken,
  asker?: Asker,
): Promise<Exit> {
  const { state, run } = taken.found;
  if (!hasSomethingToUndo(state)) {
    console.report({ event: 'note', message: console.say('runbook.undo.nothing', { run }) });
    return exits.done;
  }
  const plan = await planOf(taken.found, host, options);
  const left = plan.steps
    .filter(({ id }) => state.steps.get(id)?.effect)
    .map((step) => ({ ...step, interactive: false, confirm: false, action: { run: { shell: [] } } }));
  const act = async (session: Session) => {
    try {
      const outcome = await undoAll(session);
      return { undone: exits.done, failed: exits.failed, interrupted: exits.interrupted }[outcome];
    } finally {
      session.log.close();
      session.journal.close();
    }
  };
  return reopen(host, options, console, taken, plan, plan.steps, left, act, asker);
}

function hasSomethingToUndo(state: RunState): boolean {
  return state.outcome !== 'undone' && didSomething(state);
}
