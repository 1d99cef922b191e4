import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Step } from '../../runbook/plan.ts';
import { find, PatternLate } from '../match/pattern.ts';
import { complainAbout } from '../plans/values.ts';
import { exits, Stop } from '../stop.ts';
import { logLimit } from './log.ts';
import { pass, type Session } from './session.ts';

/**
 * Writes down that a step is done already. A value that it would have captured is looked for in the log, then in what its check
 * printed, and else asked for.
 */
export async function passDone(
  session: Session,
  step: Step,
  why: 'check' | 'hand',
  printed = '',
): Promise<void> {
  const { capture } = step;
  if (!capture || session.values[capture.name] !== undefined) return pass(session, step, why);
  const value =
    capturedFrom(session, step, logged(session, step)) ??
    capturedFrom(session, step, printed) ??
    (await askFor(session, step, capture.name));
  pass(session, step, why, { [capture.name]: value });
}

/** Returns what a step printed before it was interrupted, and whatever was printed since. */
export function logged({ state, files }: Session, { id }: Step): string {
  const offset = state.steps.get(id)?.log;
  return offset === undefined ? '' : readFrom(files.log, offset);
}

/** Returns the value that a step's pattern finds in a text, where it keeps its rule and holds no secret. */
export function capturedFrom(session: Session, step: Step, text: string): string | undefined {
  const match = step.capture && matchOf(step.capture.pattern, text);
  const value = match?.[1] ?? match?.[0];
  if (value === undefined || session.redactor.holds(value)) return undefined;
  return complaint(session, step, value) === undefined ? value : undefined;
}

function matchOf(pattern: string, text: string): ReturnType<typeof find> {
  try {
    return find(pattern, 'mu', text);
  } catch (error) {
    if (error instanceof PatternLate) return undefined;
    throw error;
  }
}

/**
 * Asks for the value that a step printed, until one keeps its rule.
 *
 * @throws Stop where nobody can be asked
 */
export async function askFor({ asker, say, ...session }: Session, step: Step, name: string): Promise<string> {
  if (!asker) throw new Stop(exits.refused, { key: 'runbook.value.lost', values: { step: step.id, name } });
  for (;;) {
    const value = await asker.ask(`${say('runbook.ask.value', { name, step: step.id })} `);
    const wrong = complaint({ ...session, say, asker }, step, value);
    if (wrong === undefined) return value;
    session.report({ event: 'note', message: wrong });
  }
}

function complaint({ plan, say, language }: Session, step: Step, value: string): string | undefined {
  const variable = plan.variables.find(({ name }) => name === step.capture?.name);
  const wrong = variable && complainAbout(variable, value, language);
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
