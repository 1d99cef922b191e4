import { fill, type Plan, variablesIn } from '../../runbook/plan.ts';
import type { RunState } from '../journal/state.ts';
import { variablesOf } from './flaw.ts';
import { type Values, withUsual } from './values.ts';

/**
 * Returns the names of the variables whose values stand, because a step that is finished, or may be, has used or captured them; and
 * of those that their values follow.
 */
export function usedValues(
  plan: Plan,
  { steps }: Pick<RunState, 'steps'>,
  values: Readonly<Values>,
): Set<string> {
  const finished = plan.steps.filter(({ id }) => {
    const { status, why } = steps.get(id) ?? {};
    if (status === 'passed') return why !== 'skip';
    return status === 'done' || status === 'left' || status === 'unknown' || status === 'undoing';
  });
  const used = new Set(
    finished.flatMap((step) => [...variablesOf(step, plan), ...(step.capture ? [step.capture.name] : [])]),
  );
  for (const { name, default: usual } of following(plan, values)) {
    if (used.has(name)) for (const followed of variablesIn(usual)) used.add(followed);
  }
  return used;
}

/** Returns a run's values with some of them changed, and with those that follow them. */
export function changed(plan: Plan, before: Readonly<Values>, given: Readonly<Values>): Values {
  const values = { ...before };
  for (const { name } of following(plan, before)) delete values[name];
  return withUsual(plan, { ...values, ...given });
}

/** Returns what of some values is not what it was. */
export function difference(before: Readonly<Values>, after: Readonly<Values>): Values {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
}

/** Returns the variables whose values are still what they are by another's. */
function following({ variables }: Plan, values: Readonly<Values>) {
  return variables.flatMap(({ name, default: usual }) => {
    if (typeof usual !== 'object') return [];
    const isKnown = variablesIn(usual).every((other) => values[other] !== undefined);
    return isKnown && values[name] === fill(usual, values) ? [{ name, default: usual }] : [];
  });
}
