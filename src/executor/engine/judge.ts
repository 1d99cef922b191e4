import { fill, type Step } from '../../runbook/plan.ts';
import { diff } from '../match/diff.ts';
import { comparable, matches } from '../match/expectation.ts';
import { find, PatternLate } from '../match/pattern.ts';
import { complainAbout } from '../plans/values.ts';
import { harmless } from '../terminal/clean.ts';
import type { CommandResult } from './command.ts';
import type { Session } from './session.ts';
import type { Attempt } from './step.ts';

/** Returns how a step went, from how its command ended and from what it printed. */
export function judge(session: Session, step: Step, result: CommandResult): Attempt {
  const { duration, exit } = result;
  const base = { duration, result, ...(exit === undefined ? {} : { exit }) };
  if (result.ended === 'interrupt') return { ...base, outcome: 'interrupted', failure: 'interrupt' };
  if (result.ended === 'timeout') return { ...base, outcome: 'failed', failure: 'timeout' };
  if (!result.reached) return { ...base, outcome: 'failed', failure: 'machine' };
  if (exit === undefined)
    return { ...base, outcome: 'failed', failure: 'signal', reason: result.signal ?? '' };
  if (exit !== 0) return { ...base, outcome: 'failed', failure: 'exit' };
  if (!step.interactive) {
    const missed = missedExpectation(session, step, result);
    if (missed) return { ...base, outcome: 'failed', failure: 'expect', diff: missed };
    if (step.capture) return capture(session, step.capture, base, result);
  }
  return { ...base, outcome: 'done' };
}

/** Returns the difference between what was expected and what came, or undefined where there is none. */
function missedExpectation(session: Session, step: Step, result: CommandResult): string[] | undefined {
  if (!step.expect) return undefined;
  const { match } = step.expect;
  const expected = fill(step.expect.text, session.values);
  if (matches(match, expected, result.out) || matches(match, expected, result.all)) return undefined;
  const found = match === 'json' || result.all === '' ? result.out : result.all;
  // A secret of several lines is known as a whole, before it is split into them.
  const shown = comparable(match, session.redactor.clean(harmless(found)));
  return diff(comparable(match, expected), shown).map(({ sign, text }) => `${sign} ${text}`);
}

function capture(
  session: Session,
  wanted: NonNullable<Step['capture']>,
  base: Omit<Attempt, 'outcome'>,
  result: CommandResult,
): Attempt {
  let match: ReturnType<typeof find>;
  try {
    match = find(wanted.pattern, 'mu', result.out) ?? find(wanted.pattern, 'mu', result.all);
  } catch (error) {
    if (!(error instanceof PatternLate)) throw error;
    const reason = session.say('runbook.pattern.late', { pattern: wanted.pattern });
    return { ...base, outcome: 'failed', failure: 'capture', reason };
  }
  const value = match?.[1] ?? match?.[0];
  if (value === undefined) return { ...base, outcome: 'failed', failure: 'capture', reason: wanted.pattern };
  const variable = session.plan.variables.find(({ name }) => name === wanted.name);
  const complaint = variable && complainAbout(variable, value, session.language);
  if (complaint)
    return {
      ...base,
      outcome: 'failed',
      failure: 'capture',
      reason: session.say(complaint.key, complaint.values),
    };
  if (session.redactor.holds(value))
    return { ...base, outcome: 'failed', failure: 'capture', reason: wanted.name };
  return { ...base, outcome: 'done', captured: { [wanted.name]: value } };
}
