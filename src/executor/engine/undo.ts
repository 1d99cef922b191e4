import type { Step } from '../../runbook/plan.ts';
import type { StepState } from '../journal/state.ts';
import { variablesOf } from '../plans/flaw.ts';
import { birthOf } from '../process/identity.ts';
import { instant } from '../process/instant.ts';
import { FolderGone } from '../process/shell.ts';
import { exits, Stop } from '../stop.ts';
import { isYes, means } from '../terminal/answer.ts';
import { runCommand, says } from './command.ts';
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
  if (doubt !== undefined) return end(doubt);
  if (session.asker && session.asking) {
    const answer = await agrees(session);
    if (answer === 'quit') return 'interrupted';
    if (answer === 'no') return end('kept');
  }
  if (!step.undo) {
    record(session, { type: 'undo', step: step.id }, 'commit');
    return end(known.file ? restore(session, known.file) : 'changed');
  }
  await seek(session, step, names, known.within);
  try {
    const { exit, ended } = await runCommand(session, step.undo, {
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
    if (ended === 'interrupt') return end('interrupted', exit);
    if (exit === 0 && ended === undefined) return end('done', exit);
    // Somebody may have taken it back by hand, and then there was nothing to take back.
    return end((await isAbsent(session, step, known)) ? 'gone' : 'failed', exit);
  } catch (error) {
    if (!(error instanceof FolderGone)) throw error;
    return end('failed');
  }
}

/** Looks at what is in doubt, or half undone. Returns what became of it where there is nothing to do about it. */
async function look(session: Session, step: Step, known: StepState): Promise<Undoing | undefined> {
  const { status, failure } = known;
  // Its command ended well, whatever it printed.
  const took = status === 'done' || failure === 'expect' || failure === 'capture';
  if (took || 'write' in step.action) return undefined;
  if (step.check) return (await isAbsent(session, step, known)) ? 'gone' : undefined;
  if (session.asker && session.asking) return undefined;
  if (status !== 'failed')
    throw new Stop(exits.refused, { key: 'runbook.unknown.refused', values: { step: step.id } });
  session.report({ event: 'note', message: session.say('runbook.undo.doubtful', { step: step.id }) });
  return 'left';
}

async function isAbsent(session: Session, step: Step, { within }: StepState): Promise<boolean> {
  return step.check !== undefined && !(await says(session, step.check, within, session.withheld));
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
