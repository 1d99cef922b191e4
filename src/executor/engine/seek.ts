import type { Step } from '../../runbook/plan.ts';
import { variablesIn } from '../../runbook/plan.ts';
import type { Surroundings } from '../journal/state.ts';
import { variablesOf } from '../plans/flaw.ts';
import { exits, Stop } from '../stop.ts';
import { ask } from './answer.ts';
import { askFor, capturedFrom, logged } from './done.ts';
import { record, type Session } from './session.ts';

/**
 * Gets the values that steps need and that no step before them will capture, as the one that would have was skipped or left out.
 *
 * @throws Stop where one is nowhere and nobody can be asked
 */
export async function seekAhead(session: Session, steps: readonly Step[]): Promise<void> {
  const later = new Set<string>();
  for (const step of steps) {
    const names = variablesOf({ ...step, undo: undefined }, session.plan);
    await seek(
      session,
      step,
      names.filter((name) => !later.has(name)),
      session.state.now,
    );
    if (step.capture) later.add(step.capture.name);
  }
}

/**
 * Gets the values that a step needs and that no step has captured: where they can be found, or else from the user.
 *
 * @throws Stop where one is nowhere and nobody can be asked
 */
export async function seek(
  session: Session,
  step: Step,
  names: readonly string[],
  within: Surroundings,
): Promise<void> {
  await find(session, names, within);
  for (const name of missingOf(session, names)) {
    const source = sourceOf(session, name);
    if (!source || !session.asker)
      throw new Stop(exits.refused, { key: 'runbook.value.sought', values: { step: step.id, name } });
    keep(session, source, name, await askFor(session, source, name));
  }
}

/** Gets the values that can be had without asking: from what the step printed that should have captured them, or its check prints. */
export async function find(session: Session, names: readonly string[], within: Surroundings): Promise<void> {
  for (const name of missingOf(session, names)) {
    const source = sourceOf(session, name);
    const value =
      source &&
      (capturedFrom(session, source, logged(session, source)) ??
        capturedFrom(session, source, await printedBy(session, source, within)));
    if (source && value !== undefined) keep(session, source, name, value);
  }
}

function missingOf({ values }: Session, names: readonly string[]): string[] {
  return names.filter((name) => values[name] === undefined);
}

/** Returns the step that captures a variable. */
function sourceOf({ plan }: Session, name: string): Step | undefined {
  return plan.steps.find(({ capture }) => capture?.name === name);
}

/** Returns what a step's check prints where it says yes. */
async function printedBy(session: Session, step: Step, within: Surroundings): Promise<string> {
  const { check } = step;
  if (!check || missingOf(session, variablesIn(check.shell)).length > 0) return '';
  const answer = await ask(session, check, { within, withheld: session.withheld, proof: false });
  return answer.says === 'yes' ? answer.printed : '';
}

/** Takes a value on. What a step did not capture because it did not run is written down with it, for those who resume. */
function keep(session: Session, { id, digest }: Step, name: string, value: string): void {
  session.values[name] = value;
  const known = session.state.steps.get(id);
  if (known && known.status !== 'passed') return;
  record(session, {
    type: 'pass',
    step: id,
    digest: known?.digest ?? digest,
    why: known?.why ?? 'skip',
    captured: { [name]: value },
  });
}
