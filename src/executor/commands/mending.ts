import type { Plan } from '../../runbook/plan.ts';
import type { Host, PlanStore } from '../host.ts';
import { loadPlan } from '../plans/load.ts';
import { type Values, withUsual } from '../plans/values.ts';
import { isYes } from '../terminal/answer.ts';
import type { Asker } from '../terminal/ask.ts';
import { oneLine } from '../terminal/clean.ts';
import { type Console, lineOf } from './console.ts';
import type { Options } from './options.ts';

/** What the test of a symptom found. */
export interface Finding {
  symptom: string;
  title: string;
  /** `unknown`: it could not be told, because the machine or the time did not allow it. */
  present: boolean | 'unknown';
  /** Why it could not be told. */
  reason?: string;
  page?: string;
  mends?: string;
}

/** What mends a problem that is present. */
export interface Mending {
  title: string;
  runbook: string;
  /** Values that it needs and that are not the guide's, as `--var` takes them. */
  words: string[];
  /** The command line that runs it. */
  command: string;
}

/** Returns how a problem is mended that is present, with the values that it was found with. */
export async function mendingOf(
  store: PlanStore,
  host: Host,
  { world, stateDir, plans }: Options,
  { title, present, mends }: Finding,
  values: Values,
): Promise<Mending | undefined> {
  if (present !== true || mends === undefined) return undefined;
  const words = valuesToGive(await loadPlan(store, mends), values);
  const place = Object.entries({ '--world': world, '--state-dir': stateDir, '--plans': plans });
  const options = place.flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
  const command = lineOf(host, ['run', mends, ...words.flatMap((word) => ['--var', word]), ...options]);
  return { title, runbook: mends, words, command };
}

/** Returns the values that a plan would not have by itself, as `--var` takes them. */
function valuesToGive(plan: Plan, values: Values): string[] {
  const given: Values = {};
  for (const { name } of plan.variables) {
    const value = values[name];
    if (value !== undefined && value !== withUsual(plan, given)[name]) given[name] = value;
  }
  return Object.entries(given).map(([name, value]) => `${name}=${value}`);
}

/** Asks which of the problems are to be mended now. */
export async function chooseMending(offers: Mending[], asker: Asker, { say }: Console): Promise<Mending[]> {
  const chosen: Mending[] = [];
  for (const offer of offers) {
    const question = say('runbook.ask.mend', { title: oneLine(offer.title), runbook: offer.runbook });
    if (isYes(say, await asker.ask(`${question} `))) chosen.push(offer);
  }
  return chosen;
}
