import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from '../../runbook/plan.ts';
import { endGroup, runs } from '../process/group.ts';
import { isAlive } from '../process/identity.ts';
import { instant } from '../process/instant.ts';
import { exits, Stop } from '../stop.ts';
import { ask } from './answer.ts';
import { logged, passDone } from './done.ts';
import { decide } from './doubt.ts';
import { announce } from './run.ts';
import type { Session } from './session.ts';

/** How long a step that outlived its executor is waited for before it is ended, in milliseconds. */
const patience = 5000;

/** How much of what a step in doubt printed is shown again, in lines. */
const mostLines = 10;

/** Waits for whatever is left of steps that outlived their executor; nothing is decided before. */
export async function awaitSurvivors(session: Session): Promise<void> {
  for (const [id, known] of session.state.steps) if (known.process) await outlive(session, id, known.process);
}

/**
 * Settles the steps that started and of which nobody knows how they ended: the check decides where it can, or else the user.
 *
 * @throws Stop where nobody can be asked
 */
export async function settleUnknown(session: Session): Promise<void> {
  for (const [id, known] of session.state.steps) {
    if (known.status !== 'unknown') continue;
    const step = session.steps.find((one) => one.id === id);
    if (!step || step.background || 'write' in step.action) continue;
    const within = known.within;
    if (step.check) {
      const { check } = step;
      const told = await decide(session, step, () =>
        ask(session, check, { within, withheld: session.withheld }),
      );
      if (told.says === 'yes') await passDone(session, step, 'check', told.printed);
      else if (told.says === 'hand') await passDone(session, step, 'hand');
      else if (told.says === 'quit')
        throw new Stop(exits.interrupted, { key: 'runbook.unknown.left', values: { step: id } });
      else session.report({ event: 'note', message: session.say('runbook.unknown.again', { step: id }) });
    } else if (!step.always) await askUser(session, step);
  }
}

async function askUser(session: Session, step: Step): Promise<void> {
  const { say, asker } = session;
  if (!asker) throw new Stop(exits.refused, { key: 'runbook.unknown.refused', values: { step: step.id } });
  announce(session, step, true);
  session.report({ event: 'note', message: say('runbook.unknown.ask', { step: step.id }) });
  const printed = logged(session, step).trim().split('\n').slice(-mostLines).join('\n');
  if (printed !== '') {
    session.report({ event: 'note', message: `${say('runbook.unknown.printed')}\n${printed}` });
  }
  const [done, again] = [say('runbook.ask.word.hand'), say('runbook.ask.word.again')];
  for (;;) {
    const answer = (await asker.ask(`${say('runbook.ask.unknown')} `)).toLowerCase();
    if (answer !== '' && done.startsWith(answer)) return passDone(session, step, 'hand');
    if (answer !== '' && again.startsWith(answer)) return;
    if (answer !== '' && say('runbook.ask.word.quit').startsWith(answer)) {
      throw new Stop(exits.interrupted, { key: 'runbook.unknown.left', values: { step: step.id } });
    }
  }
}

/** Waits for what is left of a step, and ends it when that takes too long. */
async function outlive(
  session: Session,
  step: string,
  { pid, birth }: { pid: number; birth?: string | undefined },
): Promise<void> {
  // The leader may be gone while others of its group go on; an id that is another process' now is no group of ours.
  const ours = () => (birth !== undefined && isAlive(pid, birth)) || !isTaken(pid);
  if (!ours() || !runs(pid)) return;
  session.report({ event: 'note', message: session.say('runbook.unknown.survivor', { step, pid }) });
  const started = instant();
  while (instant() - started < patience && runs(pid)) await pause(50);
  if (ours() && runs(pid)) await endGroup(pid);
}

/** Whether a process with that id runs at all. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
