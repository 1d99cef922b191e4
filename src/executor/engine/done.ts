import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Step } from '../../runbook/plan.ts';
import { complainAbout } from '../plans/values.ts';
import { exits, Stop } from '../stop.ts';
import { logLimit } from './log.ts';
import { pass, type Session } from './session.ts';

/** Writes down that a step is done already. A value that it would have captured is looked for in the log, and else asked for. */
export async function passDone(session: Session, step: Step, why: 'check' | 'hand'): Promise<void> {
  const { capture } = step;
  if (!capture || session.values[capture.name] !== undefined) return pass(session, step, why);
  const value = fromLog(session, step, capture.pattern) ?? (await ask(session, step, capture.name));
  pass(session, step, why, { [capture.name]: value });
}

/** Returns the value from what the step printed before it was interrupted, where all of that is there and keeps the rule. */
function fromLog(session: Session, step: Step, pattern: string): string | undefined {
  const offset = session.state.steps.get(step.id)?.log;
  if (offset === undefined) return undefined;
  const match = new RegExp(pattern, 'mu').exec(readFrom(session.files.log, offset));
  const value = match?.[1] ?? match?.[0];
  return value === undefined || complaint(session, step, value) !== undefined ? undefined : value;
}

async function ask({ asker, say, ...session }: Session, step: Step, name: string): Promise<string> {
  if (!asker) throw new Stop(exits.refused, { key: 'runbook.value.lost', values: { step: step.id, name } });
  for (;;) {
    const value = await asker.ask(`${say('runbook.ask.value', { name, step: step.id })} `);
    const wrong = complaint({ ...session, say, asker }, step, value);
    if (wrong === undefined) return value;
    session.report({ event: 'note', message: wrong });
  }
}

function complaint({ plan, say }: Session, step: Step, value: string): string | undefined {
  const variable = plan.variables.find(({ name }) => name === step.capture?.name);
  const wrong = variable && complainAbout(variable, value);
  return wrong && say(wrong.key, wrong.values);
}

function readFrom(file: string, offset: number): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(Math.min(logLimit, Math.max(0, fstatSync(descriptor).size - offset)));
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, offset));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
