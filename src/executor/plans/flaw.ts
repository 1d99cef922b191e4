import type { Plan, Step } from '../../runbook/plan.ts';
import { type Command, type Template, variablesIn } from '../../runbook/plan.ts';
import type { Sentence } from '../stop.ts';

/** The most steps that a plan may have. */
export const mostSteps = 20_000;

/** The longest time for which timers can be set, in milliseconds: almost 25 days. A longer one would be over at once. */
const longest = 2 ** 31 - 1;
/** How many random bytes a secret may have. */
const mostBytes = 4096;

const safePath = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/;

/** Returns what makes a plan unfit to run though its form is right, or undefined. */
export function flaw(plan: Plan): Sentence | undefined {
  if (plan.steps.length > mostSteps)
    return { key: 'runbook.plans.tooLong', values: { count: plan.steps.length, limit: mostSteps } };
  const odd = plan.secrets.find(
    ({ generate }) => generate && (generate.bytes < 1 || generate.bytes > mostBytes),
  );
  if (odd) return { key: 'runbook.plans.bytes', values: { name: odd.name, most: mostBytes } };
  const seen = new Set<string>();
  const known = new Set(plan.variables.map(({ name }) => name));
  for (const step of plan.steps) {
    if (seen.has(step.id)) return { key: 'runbook.plans.twice', values: { step: step.id } };
    seen.add(step.id);
    if ('write' in step.action && !safePath.test(step.action.write.path)) {
      return { key: 'runbook.plans.path', values: { step: step.id } };
    }
    const missing = variablesOf(step, plan).find((name) => !known.has(name));
    if (missing !== undefined)
      return { key: 'runbook.plans.variable', values: { step: step.id, name: missing } };
    if (needsMachine(step) && plan.machine === undefined)
      return { key: 'runbook.plans.machine', values: { step: step.id } };
    if (step.interactive && 'run' in step.action && step.action.run.on === 'machine')
      return { key: 'runbook.plans.interactive', values: { step: step.id } };
    const late = commandsOf(step).some(({ timeout = 0 }) => timeout > longest) || delayOf(step) > longest;
    if (late) return { key: 'runbook.plans.longest', values: { step: step.id } };
    if (!patternsHold(step, plan)) return { key: 'runbook.plans.pattern', values: { step: step.id } };
  }
  return undefined;
}

/** How long a background step waits until it counts as started, in milliseconds, where it says so. */
function delayOf({ ready = '' }: Step): number {
  const [, number = '0', unit = 'ms'] = /^delay:(\d+)(ms|s|m)$/.exec(ready) ?? [];
  return Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1);
}

/** Returns every command of a step. */
export function commandsOf(step: Step): Command[] {
  const run = 'run' in step.action ? step.action.run : undefined;
  return [run, step.check, step.undo].filter((command) => command !== undefined);
}

/** Returns the names of the variables that a step needs to have a value, each once. */
export function variablesOf(step: Step, plan: Plan): string[] {
  const templates = commandsOf(step).map(({ shell }) => shell);
  if ('write' in step.action) templates.push(step.action.write.text);
  if (step.expect) templates.push(step.expect.text);
  if (needsMachine(step) && plan.machine) templates.push(plan.machine);
  return [...new Set(templates.flatMap(variablesIn))];
}

function needsMachine(step: Step): boolean {
  return commandsOf(step).some(({ on }) => on === 'machine');
}

function patternsHold(step: Step, plan: Plan): boolean {
  try {
    if (step.capture) new RegExp(step.capture.pattern, 'mu');
    if (step.expect?.match === 'regex') new RegExp(bare(step.expect.text), 'mu');
    for (const variable of plan.variables) new RegExp(`^(?:${variable.pattern})$`, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Returns a template's text with a plain letter in the place of each variable, whose values have no sign that a pattern would read. */
function bare(template: Template): string {
  return template
    .map((piece) => (typeof piece === 'string' ? piece : 'x'))
    .join('')
    .trim();
}
