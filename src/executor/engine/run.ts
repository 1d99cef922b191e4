import type { Step } from '../../runbook/plan.ts';
import { NoAnswer } from '../terminal/ask.ts';
import { endBackground } from './background.ts';
import { choose } from './choose.ts';
import { passDone } from './done.ts';
import { aboutStep, pass, record, type Session } from './session.ts';
import { findInPlace, runStep, textOf } from './step.ts';

export type Outcome = 'finished' | 'failed' | 'interrupted';

/** Goes through the steps of a run that are still to be done, and writes down how it ended. */
export async function carryOut(session: Session): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = await goThrough(session);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    outcome = 'interrupted';
  } finally {
    await endBackground(session);
  }
  record(session, { type: 'stop', outcome }, 'commit');
  const { run, world } = session.state.header;
  const gone = outcome === 'finished' && world?.temporary === true;
  session.report({ event: 'stop', run, outcome, ...(gone ? {} : { journal: session.files.journal }) });
  return outcome;
}

async function goThrough(session: Session): Promise<Outcome> {
  const queue = order(session);
  for (let at = 0; at < queue.length; at++) {
    const step = queue[at];
    if (!step) break;
    if (session.interrupt.signal.aborted) return 'interrupted';
    const next = await take(session, step, queue);
    if (typeof next === 'object') {
      const target = queue.findIndex(({ id }) => id === next.jump);
      for (const passed of queue.slice(at, target)) pass(session, passed, 'skip');
      at = target - 1;
    } else if (next !== 'on') return next;
  }
  return 'finished';
}

/** Returns the steps still to be done: first those that run again whenever the run goes on, then the others in their order. */
function order({ steps, state }: Session): Step[] {
  const status = ({ id }: Step) => state.steps.get(id)?.status;
  const open = steps.filter((step) => !['done', 'passed', 'undone'].includes(status(step) ?? ''));
  if (open.length === 0) return [];
  const again = steps.filter((step) => status(step) === 'done' && (step.always || step.background));
  return [...again, ...open];
}

/** Deals with one step. Returns how the run goes on. */
async function take(
  session: Session,
  step: Step,
  queue: Step[],
): Promise<'on' | 'failed' | 'interrupted' | { jump: string }> {
  const found = step.always || step.background ? undefined : await findInPlace(session, step);
  if (found !== undefined) {
    await passDone(session, step, 'check', found);
    return 'on';
  }
  if (session.interrupt.signal.aborted) return 'interrupted';
  session.report({
    event: 'step',
    ...aboutStep(session, step),
    text: textOf(step, session.values),
    ...('write' in step.action ? { file: step.action.write.path } : {}),
    ...('run' in step.action && step.action.run.on ? { on: step.action.run.on } : {}),
    undo: step.undo !== undefined || 'write' in step.action,
  });
  if (session.asker && (session.asking || step.confirm)) {
    const choice = await choose(session, session.asker, step, queue);
    if (choice === 'quit') return 'interrupted';
    if (typeof choice === 'object') return choice;
    if (choice !== 'run') {
      if (choice === 'hand') await passDone(session, step, choice);
      else pass(session, step, choice);
      return 'on';
    }
  }
  session.report({ event: 'start', step: step.id, interactive: step.interactive });
  const { outcome } = await runStep(session, step);
  return outcome === 'done' ? 'on' : outcome;
}
