import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Step } from '../../runbook/plan.ts';
import { variablesOf } from '../plans/flaw.ts';
import { type Asker, NoAnswer } from '../terminal/ask.ts';
import { endBackground } from './background.ts';
import { changeValues } from './change.ts';
import { type Choice, choose } from './choose.ts';
import { passDone } from './done.ts';
import { decide } from './doubt.ts';
import { seek, seekAhead } from './seek.ts';
import { aboutStep, pass, type Session, stop, stopOnThrow } from './session.ts';
import { type Attempt, findInPlace, finish, runStep, shellText, textOf } from './step.ts';

export type Outcome = 'finished' | 'failed' | 'interrupted';

/** How a run goes on after a step. */
type Next = 'on' | 'failed' | 'interrupted' | { jump: string };

/** Goes through the steps of a run that are still to be done, and writes down how it ended. */
export function carryOut(session: Session): Promise<Outcome> {
  return stopOnThrow(session, async () => {
    let outcome: Outcome;
    try {
      outcome = await goThrough(session);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      outcome = 'interrupted';
    } finally {
      await endBackground(session);
    }
    stop(session, outcome);
    return outcome;
  });
}

async function goThrough(session: Session): Promise<Outcome> {
  const queue = order(session);
  await seekAhead(session, queue);
  const settled = new Set<Step>();
  for (let at = 0; at < queue.length; at++) {
    const step = queue[at];
    if (!step || settled.has(step)) continue;
    if (session.interrupt.signal.aborted) return 'interrupted';
    const open = queue.filter((one) => one !== step && !isDone(session, one));
    const next = await take(session, step, open);
    if (next === 'on') settled.add(step);
    else if (typeof next === 'object') {
      const target = queue.findIndex(({ id }) => id === next.jump);
      for (const passed of queue.slice(at, target)) {
        if (!settled.has(passed)) pass(session, passed, 'skip');
        settled.add(passed);
      }
      for (const one of queue.slice(target, target + 1)) settled.delete(one);
      at = target - 1;
    } else return next;
  }
  return 'finished';
}

function isDone({ state }: Session, { id }: Step): boolean {
  return state.steps.get(id)?.status === 'done';
}

/** Returns the steps still to be done: first those that run again whenever the run goes on, then the others in their order. */
function order({ steps, state }: Session): Step[] {
  const status = ({ id }: Step) => state.steps.get(id)?.status;
  const open = steps.filter((step) => !['done', 'passed', 'undone'].includes(status(step) ?? ''));
  if (open.length === 0) return [];
  const again = steps.filter((step) => status(step) === 'done' && (step.always || step.background));
  return [...again, ...open];
}

/**
 * Deals with one step.
 *
 * @param open the other steps that may be gone to
 */
async function take(session: Session, step: Step, open: Step[]): Promise<Next> {
  if (step.check || session.asking) session.journal.flush();
  await seek(session, step, variablesOf({ ...step, undo: undefined }, session.plan), session.state.now);
  if (!step.always && !step.background) {
    const told = await decide(session, step, () => findInPlace(session, step));
    if (told.says === 'yes') await passDone(session, step, 'check', told.printed);
    if (told.says === 'hand') await passDone(session, step, 'hand');
    if (told.says === 'quit') return 'interrupted';
    if (told.says === 'yes' || told.says === 'hand') return 'on';
  }
  if (session.interrupt.signal.aborted) return 'interrupted';
  const asker = session.asking ? session.asker : step.confirm ? session.confirmer : undefined;
  announce(session, step, asker !== undefined);
  const choice = asker ? await chooseFor(session, asker, step, open) : 'run';
  return carryOn(session, step, open, choice);
}

/** Asks what to do about a step; where values are to be changed first, it is told of anew with them. */
async function chooseFor(
  session: Session,
  asker: Asker,
  step: Step,
  open: Step[],
  after?: 'failed',
): Promise<Exclude<Choice, 'change'>> {
  for (;;) {
    const choice = await choose(session, asker, step, open, after);
    if (choice !== 'change') return choice;
    await changeValues(session, asker, step);
    announce(session, step, true);
  }
}

/** Does what was chosen. A step that fails is asked about again, as long as there is somebody who wants to be asked. */
async function carryOn(
  session: Session,
  step: Step,
  open: Step[],
  choice: Exclude<Choice, 'change'>,
): Promise<Next> {
  if (typeof choice === 'object') return choice;
  if (choice === 'quit') return 'interrupted';
  if (choice === 'skip') {
    pass(session, step, 'skip');
    return 'on';
  }
  if (choice === 'hand') {
    await passDone(session, step, 'hand');
    return 'on';
  }
  session.report({ event: 'start', step: step.id, interactive: step.interactive });
  const attempt = await runStep(session, step);
  const outcome = attempt.failure === 'doubt' ? await settle(session, step, attempt) : attempt.outcome;
  if (outcome === 'done') return 'on';
  if (outcome === 'interrupted' || !session.asker || !session.asking) return outcome;
  session.journal.flush();
  const after = await chooseFor(session, session.asker, step, open, 'failed').catch((error: unknown) => {
    // Where nobody answers, what happened last is that the step failed.
    if (error instanceof NoAnswer && !session.interrupt.signal.aborted) return 'quit' as const;
    throw error;
  });
  return after === 'quit' ? 'failed' : carryOn(session, step, open, after);
}

/** Settles a step that did well and of which its check could not tell. Returns how it ended. */
async function settle(session: Session, step: Step, attempt: Attempt): Promise<Attempt['outcome']> {
  const told = await decide(session, step, () => findInPlace(session, step));
  if (told.says === 'quit') return 'interrupted';
  if (told.says === 'yes') await passDone(session, step, 'check', told.printed);
  if (told.says === 'hand') await passDone(session, step, 'hand');
  if (told.says === 'yes' || told.says === 'hand') return 'done';
  const { reason: _, result: __, ...known } = attempt;
  finish(session, step, { ...known, outcome: 'failed', failure: 'check' });
  return 'failed';
}

/** Tells all that there is to say of a step before it runs. */
export function announce(session: Session, step: Step, asks: boolean): void {
  const { action, undo, always } = step;
  const file = 'write' in action ? action.write.path : undefined;
  session.report({
    event: 'step',
    ...aboutStep(session, step),
    text: textOf(step, session.values),
    ...(file === undefined ? {} : { file, replaces: existsSync(resolve(session.state.now.cwd, file)) }),
    ...('run' in action && action.run.on ? { on: action.run.on } : {}),
    ...(always ? { always } : {}),
    undo: undo !== undefined || file !== undefined,
    ...(undo ? { undoText: shellText(undo, session.values) } : {}),
    asks,
  });
}
