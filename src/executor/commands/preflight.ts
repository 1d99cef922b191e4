import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Plan, Step } from '../../runbook/plan.ts';
import { variablesOf } from '../plans/flaw.ts';
import type { Values } from '../plans/values.ts';
import { exits, Stop } from '../stop.ts';
import type { Place } from './world.ts';

/**
 * Looks, before anything runs, for what would stop a run halfway.
 *
 * @param steps those that may run
 * @param who whether there is a terminal, whether somebody confirms steps, and whether somebody answers questions
 * @throws Stop
 */
export function lookAhead(
  plan: Plan,
  steps: readonly Step[],
  values: Values,
  { env, world }: Place,
  who: { terminal: boolean; asks: boolean; answers: boolean },
): void {
  const missing = ['bash', ...plan.requires].filter((program) => !isOnPath(program, env));
  if (missing.length > 0) {
    throw new Stop(exits.refused, {
      key: 'runbook.refused.programs',
      values: { programs: missing.join(', '), count: missing.length },
    });
  }
  const later = new Set<string>();
  // What a step would have captured may be found by its check, or known by the user.
  const mayBeFound = (name: string) =>
    plan.steps.some(({ capture, check }) => capture?.name === name && (check !== undefined || who.answers));
  for (const step of steps) {
    const need = (part: Step) => {
      const name = variablesOf(part, plan).find(
        (one) => values[one] === undefined && !later.has(one) && !mayBeFound(one),
      );
      if (name !== undefined) {
        throw new Stop(exits.usage, { key: 'runbook.value.needed', values: { step: step.id, name } });
      }
    };
    need({ ...step, undo: undefined });
    if (step.capture) later.add(step.capture.name);
    // What takes a step back may name what that step itself found.
    need(step);
  }
  const confirmed = who.asks || world ? undefined : steps.find((step) => step.confirm);
  if (confirmed)
    throw new Stop(exits.refused, { key: 'runbook.refused.confirm', values: { step: confirmed.id } });
  const interactive = who.terminal ? undefined : steps.find((step) => step.interactive);
  if (interactive)
    throw new Stop(exits.refused, { key: 'runbook.refused.interactive', values: { step: interactive.id } });
}

/** Whether a program stands on the path. */
export function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    const file = join(folder || '.', program);
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}
