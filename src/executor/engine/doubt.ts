import type { Step } from '../../runbook/plan.ts';
import type { WordKey } from '../../words.ts';
import { exits, Stop } from '../stop.ts';
import type { Answer } from './answer.ts';
import type { Session } from './session.ts';

/** What the user wants done about a step of which nobody can tell whether its effect is in place. */
type Wish = 'run' | 'hand' | 'undo' | 'skip' | 'quit';

/** A question's answer, or what the user decided where there was none. */
export type Decision<Wished extends Wish> = Exclude<Answer, { says: 'unknown' }> | { says: Wished };

const aboutDoing = { question: 'runbook.ask.doubt', wishes: ['run', 'hand', 'quit'] } as const;
const aboutUndoing = { question: 'runbook.ask.doubt.undo', wishes: ['undo', 'skip', 'quit'] } as const;

/**
 * Asks whether a step's effect is in place until it can be told, or the user decides what to do without.
 *
 * @throws Stop where it cannot be told and nobody is there to decide
 */
export function decide(
  session: Session,
  step: Step,
  once: () => Promise<Answer>,
): Promise<Decision<'run' | 'hand' | 'quit'>> {
  return untilTold(session, step, once, aboutDoing);
}

/** The same before something is taken back. */
export function decideUndo(
  session: Session,
  step: Step,
  once: () => Promise<Answer>,
): Promise<Decision<'undo' | 'skip' | 'quit'>> {
  return untilTold(session, step, once, aboutUndoing);
}

async function untilTold<Wished extends Wish>(
  session: Session,
  step: Step,
  once: () => Promise<Answer>,
  { question, wishes }: { question: WordKey; wishes: readonly (Wished | 'quit')[] },
): Promise<Decision<Wished | 'quit'>> {
  const { say, asker, report } = session;
  for (;;) {
    const answer = await once();
    if (session.interrupt.signal.aborted) return { says: 'quit' };
    if (answer.says !== 'unknown') return answer;
    const values = { step: step.id, reason: answer.reason };
    if (!asker) throw new Stop(exits.refused, { key: 'runbook.doubt.refused', values });
    report({ event: 'note', message: say('runbook.doubt', values) });
    session.journal.flush();
    const wish = await choose(session, question, wishes);
    if (wish !== undefined) return { says: wish };
  }
}

/** Returns what the user wants done; undefined where it is to be asked again. */
async function choose<Wished extends Wish>(
  { say, asker, report }: Session,
  question: WordKey,
  wishes: readonly Wished[],
): Promise<Wished | undefined> {
  for (;;) {
    const answer = ((await asker?.ask(`${say(question)} `)) ?? '').toLowerCase();
    if (answer === '' || say('runbook.ask.word.again') === answer) return undefined;
    const wish = wishes.find((one) => say(`runbook.ask.word.${one}`).startsWith(answer));
    if (wish !== undefined) return wish;
    report({ event: 'note', message: say('runbook.ask.doubt.help') });
  }
}
