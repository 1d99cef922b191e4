import type { Step } from '../../runbook/plan.ts';
import { birthOf } from '../process/identity.ts';
import { FolderGone } from '../process/shell.ts';
import { exits, Stop } from '../stop.ts';
import { runCommand, says } from './command.ts';
import { restore } from './file.ts';
import { aboutStep, record, type Session } from './session.ts';
import { shellText } from './step.ts';

type Undoing = 'done' | 'gone' | 'left' | 'failed' | 'interrupted';

/** Takes back what a run did, the last step first, and writes that down too. */
export async function undoAll(session: Session): Promise<'undone' | 'failed' | 'interrupted'> {
  const steps = new Map(session.plan.steps.map((step) => [step.id, step]));
  // The journal's order is that in which the steps were done; the last of them goes first.
  const done = [...session.state.steps]
    .filter(([, { effect, status }]) => effect && ['done', 'undoing', 'unknown'].includes(status))
    .reverse();
  for (const [id, { status }] of done) {
    if (session.interrupt.signal.aborted) return stop(session, 'interrupted');
    const step = steps.get(id);
    const outcome = step ? await undoStep(session, step, status) : leave(session, id);
    if (outcome === 'failed' || outcome === 'interrupted') return stop(session, outcome);
  }
  return stop(session, 'undone');
}

async function undoStep(session: Session, step: Step, status: string): Promise<Undoing> {
  const known = session.state.steps.get(step.id);
  if (!known) return 'gone';
  const started = performance.now();
  const { title } = aboutStep(session, step);
  if (!step.undo && !known.file) return leave(session, step.id);
  session.report({
    event: 'undo',
    step: step.id,
    title,
    text: step.undo ? shellText(step.undo, session.values) : (known.file?.path ?? ''),
  });
  if (await isGone(session, step, status)) return settle(session, step.id, 'gone', started);
  if (session.asker && session.asking && !(await agrees(session))) return leave(session, step.id);
  if (!step.undo && known.file) {
    record(session, { type: 'undo', step: step.id }, 'commit');
    return settle(session, step.id, restore(session, known.file) ? 'done' : 'left', started);
  }
  if (!step.undo) return leave(session, step.id);
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
    const outcome =
      ended === 'interrupt' ? 'interrupted' : exit === 0 && ended === undefined ? 'done' : 'failed';
    return settle(session, step.id, outcome, started, exit);
  } catch (error) {
    if (!(error instanceof FolderGone)) throw error;
    return settle(session, step.id, 'failed', started);
  }
}

/** Whether nothing is left to undo: what was in doubt, or half undone, is looked at first. */
async function isGone(session: Session, step: Step, status: string): Promise<boolean> {
  if (status === 'done' || 'write' in step.action) return false;
  const within = session.state.steps.get(step.id)?.within ?? session.state.now;
  if (step.check) return !(await says(session, step.check, within, session.withheld));
  if (session.asker) return false;
  throw new Stop(exits.refused, { key: 'runbook.unknown.refused', values: { step: step.id } });
}

async function agrees(session: Session): Promise<boolean> {
  const { say, asker } = session;
  const answer = (await asker?.ask(`${say('runbook.ask.undo')} `))?.toLowerCase() ?? '';
  if (say('runbook.ask.word.quit').startsWith(answer) && answer !== '') session.interrupt.abort();
  if (say('runbook.ask.word.all').startsWith(answer) && answer !== '') session.asking = false;
  return !say('runbook.ask.word.skip').startsWith(answer) || answer === '';
}

function leave(session: Session, step: string): Undoing {
  return settle(session, step, 'left', performance.now());
}

function settle(session: Session, step: string, outcome: Undoing, started: number, exit?: number): Undoing {
  const duration = Math.round(performance.now() - started);
  const status = exit === undefined ? {} : { exit };
  record(session, {
    type: 'undone',
    step,
    outcome: outcome === 'gone' ? 'done' : outcome,
    duration,
    ...status,
  });
  session.report({ event: 'undone', step, outcome, duration, ...status });
  return outcome;
}

function stop(session: Session, outcome: 'undone' | 'failed' | 'interrupted'): typeof outcome {
  record(session, { type: 'stop', outcome }, 'commit');
  session.report({ event: 'stop', run: session.state.header.run, outcome, journal: session.files.journal });
  return outcome;
}
