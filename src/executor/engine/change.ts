import type { Step } from '../../runbook/plan.ts';
import { changed, difference, usedValues } from '../plans/change.ts';
import { variablesOf } from '../plans/flaw.ts';
import { complainAbout } from '../plans/values.ts';
import type { Asker } from '../terminal/ask.ts';
import { oneLine } from '../terminal/clean.ts';
import { inLanguage, record, type Session } from './session.ts';

/**
 * Asks for new values of the variables that a step names, as far as no finished step has used them, and writes down those that are
 * others now; Enter alone keeps a value.
 */
export async function changeValues(session: Session, asker: Asker, step: Step): Promise<void> {
  const { plan, language, say, values, state } = session;
  const used = usedValues(plan, state, values);
  const named = new Set(variablesOf(step, plan));
  const open = plan.variables.filter(
    ({ name, default: usual }) =>
      !used.has(name) &&
      values[name] !== undefined &&
      (named.has(name) || plan.variables.some((other) => named.has(other.name) && follows(other, name))) &&
      typeof usual !== 'object',
  );
  if (open.length === 0) {
    session.report({ event: 'note', message: say('runbook.ask.change.none') });
    return;
  }
  const given: Record<string, string> = {};
  for (const variable of open) {
    const { name, label } = variable;
    const value = values[name] ?? '';
    const question = say('runbook.ask.variable', {
      name,
      label: oneLine(inLanguage(label, language)),
      value,
    });
    for (;;) {
      const answer = (await asker.ask(`${question} `)) || value;
      const complaint = complainAbout(variable, answer, language);
      if (!complaint) {
        if (answer !== value) given[name] = answer;
        break;
      }
      session.report({ event: 'note', message: say(complaint.key, complaint.values) });
    }
  }
  const now = difference(values, changed(plan, values, given));
  if (Object.keys(now).length === 0) return;
  record(session, { type: 'resume', digest: plan.digest, variables: now }, 'commit');
  Object.assign(session.values, now);
}

function follows({ default: usual }: Session['plan']['variables'][number], name: string): boolean {
  return typeof usual === 'object' && usual.some((piece) => typeof piece === 'object' && piece.var === name);
}
