import type { Command, Step } from '../../runbook/plan.ts';
import type { StepState } from '../journal/state.ts';
import { variablesOf } from '../plans/flaw.ts';
import { birthOf } from '../process/identity.ts';
import { instant } from '../process/instant.ts';
import { FolderGone } from '../process/shell.ts';
import { exits, Stop } from '../stop.ts';
import { isYes, means } from '../terminal/answer.ts';
import { ask, askReach, needsReach } from './answer.ts';
import { runCommand } from './command.ts';
import { decideUndo } from './doubt.ts';
import { restore } from './file.ts';
import { find, seek } from './seek.ts';
import { aboutStep, record, type Session, stop, stopOnThrow } from './session.ts';
import { shellText } from './step.ts';

/** What became of taking a step back; `kept`, `changed` and `left` are three reasons why its effect stays. */
type Undoing = 'done' | 'gone' | 'left' | 'kept' | 'changed' | 'failed' | 'interrupted';

/** Takes back what a run did, the last step first, and writes that down too. */
export function undoAll(session: Session): Promise<'undone' | 'failed' | 'interrupted'> {
  return stopOnThrow(session, async () => {
    const outcome = await undoEach(session);
    stop(session, outcome);
    return outcome;
  });
}

async function undoEach(session: Session): Promise<'undone' | 'failed' | 'interrupted'> {
  const steps = new Map(session.plan.steps.map((step) => [step.id, step]));
  // The journal's order is that in which the steps were done; the last of them goes first.
  const done = [...session.state.steps]
    .filter(([, { effect, status }]) => effect && ['done', 'failed', 'undoing', 'unknown'].includes(status))
    .reverse();
  for (const [id, known] of done) {
    if (session.interrupt.signal.aborted) return 'interrupted';
    const step = steps.get(id);
    // What concerned the run alone, such as its folder or what went on meanwhile, is over with it.
    if ((step?.always || step?.background) && !step.undo) continue;
    const outcome = step ? await undoStep(session, step, known) : leave(session, id);
    if (outcome === 'failed' || outcome === 'interrupted') return outcome;
  }
  return 'undone';
}

async function undoStep(session: Session, step: Step, known: StepState): Promise<Undoing> {
  const started = instant();
  const end = (outcome: Undoing, exit?: number) => settle(session, step.id, outcome, started, exit);
  if (!step.undo && !known.file) return known.status === 'failed' ? 'gone' : leave(session, step.id);
  const names = variablesOf({ ...step, action: { run: { shell: [] } }, expect: undefined }, session.plan);
  await find(session, names, known.within);
  session.report({
    event: 'undo',
    step: step.id,
    title: aboutStep(session, step).title,
    text: step.undo ? shellText(step.undo, session.values) : (known.file?.path ?? ''),
    ...(!step.undo && known.file ? { file: known.file.path, kept: known.file.kept !== undefined } : {}),
  });
  const doubt = await look(session, step, known);
  if (doubt !== undefined && doubt !== 'undo') return end(doubt);
  // Whoever has just said so is not asked again.
  if (session.asker && session.asking && doubt !== 'undo') {
    const answer = await agrees(session);
    if (answer === 'quit') return 'interrupted';
    if (answer === 'no') return end('kept');
  }
  if (!step.undo) {
    record(session, { type: 'undo', step: step.id }, 'commit');
    return end(known.file ? restore(session, known.file) : 'changed');
  }
  await seek(session, step, names, known.within);
  for (;;) {
    const [outcome, exit] = await runUndo(session, step, step.undo, known);
    if (outcome !== 'failed') return end(outcome, exit);
    // Somebody may have taken it back by hand, and then there was nothing to take back.
    const left = step.check ? await lookAgain(session, step, known, () => end('failed', exit)) : 'failed';
    if (left !== 'undo') return end(left, exit);
  }
}

async function runUndo(
  session: Session,
  step: Step,
  command: Command,
  known: StepState,
): Promise<['done' | 'failed' | 'interrupted', exit?: number]> {
  try {
    const { exit, ended, reached } = await runCommand(session, command, {
      within: known.within,
      onStart: (pid) => {
        const birth = birthOf(pid);
        record(
          session,
          { type: 'undo', step: step.id, process: { pid, ...(birth ? { birth } : {}) } },
          'commit',
        );
      },
      show: { step: step.id, log: session.log },
      withheld: session.withheld,
    });
    if (ended === 'interrupt') return ['interrupted', exit];
    return [exit === 0 && ended === undefined && reached ? 'done' : 'failed', exit];
  } catch (error) {
    if (!(error instanceof FolderGone)) throw error;
    return ['failed'];
  }
}

/**
 * Looks at what is in doubt, or half undone. Returns what became of it where there is nothing to do about it, and `undo` where the
 * user wants it taken back all the same.
 */
async function look(session: Session, step: Step, known: StepState): Promise<Undoing | 'undo' | undefined> {
  const { status, failure } = known;
  // Its command ended well, whatever it printed.
  const took = status === 'done' || failure === 'expect' || failure === 'capture';
  if (took || 'write' in step.action) return undefined;
  if (step.check) {
    const told = await isThere(session, step, known);
    return told === 'yes' ? undefined : told;
  }
  if (session.asker && session.asking) return undefined;
  if (status !== 'failed')
    throw new Stop(exits.refused, { key: 'runbook.unknown.refused', values: { step: step.id } });
  session.report({ event: 'note', message: session.say('runbook.undo.doubtful', { step: step.id }) });
  return 'left';
}

/** Looks, after a step could not be taken back, whether there is anything left of it. Where nobody can tell, `fail` writes down that it stays. */
async function lookAgain(
  session: Session,
  step: Step,
  known: StepState,
  fail: () => void,
): Promise<Undoing | 'undo'> {
  try {
    const told = await isThere(session, step, known);
    return told === 'yes' ? 'failed' : told;
  } catch (error) {
    if (error instanceof Stop) fail();
    throw error;
  }
}

/**
 * Whether a step's effect is there; or what became of it where it is not, or where the user decided without an answer. What lived in
 * something that is itself gone is gone with it: then the reach says no.
 */
async function isThere(
  session: Session,
  step: Step,
  { within }: StepState,
): Promise<'yes' | 'gone' | 'undo' | 'kept' | 'interrupted'> {
  const { check } = step;
  if (!check) return 'yes';
  const told = await decideUndo(session, step, async () => {
    const answer = await ask(session, check, { within, withheld: session.withheld });
    if (answer.says !== 'unknown' || !needsReach(session, check)) return answer;
    const reached = await askReach(session, within);
    return reached.says === 'no' ? reached : answer;
  });
  const meaning = { yes: 'yes', no: 'gone', undo: 'undo', skip: 'kept', quit: 'interrupted' } as const;
  return meaning[told.says];
}

async function agrees(session: Session): Promise<'yes' | 'no' | 'quit'> {
  const { say, asker } = session;
  for (;;) {
    const answer = (await asker?.ask(`${say('runbook.ask.undo')} `)) ?? '';
    if (answer === '' || isYes(say, answer)) return 'yes';
    if (means(say('runbook.ask.word.skip'), answer)) return 'no';
    if (means(say('runbook.ask.word.quit'), answer)) return 'quit';
    if (means(say('runbook.ask.word.all'), answer)) {
      session.asking = false;
      return 'yes';
    }
    session.report({ event: 'note', message: say('runbook.ask.undo.help') });
  }
}

/** How the journal has it: an effect is there no more, or it stays. */
const written = {
  done: 'done',
  gone: 'done',
  left: 'left',
  kept: 'left',
  changed: 'left',
  failed: 'failed',
  interrupted: 'interrupted',
} as const satisfies Record<Undoing, string>;

function leave(session: Session, step: string): Undoing {
  return settle(session, step, 'left', instant());
}

function settle(session: Session, step: string, outcome: Undoing, started: number, exit?: number): Undoing {
  const duration = Math.round(instant() - started);
  const status = exit === undefined ? {} : { exit };
  record(session, { type: 'undone', step, outcome: written[outcome], duration, ...status });
  session.report({ event: 'undone', step, outcome, duration, ...status });
  return outcome;
}
