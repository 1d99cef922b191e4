import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkValue, fill, type Plan, type PlanVariable, variablesIn } from '../../runbook/plan.ts';
import type { Language } from '../../words.ts';
import { find, PatternLate } from '../match/pattern.ts';
import { exits, reasonOf, type Sentence, Stop } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';

/** Values by the names of their variables. */
export type Values = Record<string, string>;

/** Reads `--vars FILE` (a JSON object) and every `--var name=value`; the later win. */
export async function readValues(
  cwd: string,
  file: string | undefined,
  pairs: readonly string[],
): Promise<Values> {
  const values: Values = file === undefined ? {} : await readFileOfValues(resolve(cwd, file));
  for (const pair of pairs) {
    const [, name, value] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new Stop(exits.usage, { key: 'runbook.value.form', values: { text: pair } });
    values[name] = value;
  }
  return values;
}

async function readFileOfValues(file: string): Promise<Values> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new TypeError('{ }');
    return Object.fromEntries(
      Object.entries(json).map(([name, value]) => {
        if (typeof value !== 'string' && typeof value !== 'number') throw new TypeError(name);
        return [name, String(value)];
      }),
    );
  } catch (error) {
    throw new Stop(exits.usage, { key: 'runbook.value.file', values: { file, reason: reasonOf(error) } });
  }
}

/**
 * Returns a value for each variable of a plan that has one before it runs: what was given, or else its default.
 *
 * @throws Stop where a name is unknown or a value breaks its rule
 */
export function settleValues(plan: Pick<Plan, 'variables'>, given: Values, language: Language): Values {
  const known = plan.variables.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw new Stop(exits.usage, { key: 'runbook.value.unknown', values: { name, known: known.join(', ') } });
  }
  const values = withUsual(plan, given);
  for (const variable of plan.variables) {
    const value = values[variable.name];
    const complaint = value === undefined ? undefined : complainAbout(variable, value, language);
    if (complaint) throw new Stop(exits.usage, complaint);
  }
  return values;
}

/** Returns what was given, and beside it what the guide has: defaults, and what follows another variable's value. */
export function withUsual({ variables }: Pick<Plan, 'variables'>, given: Readonly<Values>): Values {
  const known = { ...given };
  for (const { name, default: usual } of variables) {
    if (typeof usual === 'string') known[name] ??= usual;
  }
  // None follows one that follows another: a plan could make a value grow without end so.
  const values = { ...known };
  for (const { name, default: usual } of variables) {
    if (typeof usual === 'object' && variablesIn(usual).every((other) => known[other] !== undefined))
      values[name] ??= fill(usual, known);
  }
  return values;
}

/**
 * Asks for the value of each variable that was not given; Enter alone keeps what the guide has, and `?` explains. A value that breaks
 * its rule is refused at once, with the rule.
 */
export async function askForValues(
  plan: Pick<Plan, 'variables'>,
  given: Values,
  language: Language,
  ask: (variable: PlanVariable, value: string) => Promise<string>,
  explain: (variable: PlanVariable) => void,
  refuse: (complaint: Sentence) => void,
): Promise<Values> {
  const values = { ...given };
  for (const variable of plan.variables) {
    const { name } = variable;
    const usual = withUsual(plan, values)[name];
    if (usual === undefined || given[name] !== undefined) continue;
    for (;;) {
      const value = (await ask(variable, usual)) || usual;
      if (value === '?') {
        explain(variable);
        continue;
      }
      const complaint = complainAbout(variable, value, language);
      if (!complaint) {
        values[name] = value;
        break;
      }
      refuse(complaint);
    }
  }
  return values;
}

/** Returns which rule of its variable a value breaks, as a sentence, or undefined. */
export function complainAbout(
  variable: PlanVariable,
  value: string,
  language: Language,
): Sentence | undefined {
  const { name } = variable;
  const help = oneLine(variable.help[language] ?? '');
  try {
    // Only once it has come to an end here is it safe to be tried again.
    find(`^(?:${variable.pattern})$`, 'u', value);
  } catch (error) {
    if (!(error instanceof PatternLate)) throw error;
    return { key: 'runbook.pattern.late', values: { pattern: variable.pattern } };
  }
  switch (checkValue(variable, value)) {
    case undefined:
      return undefined;
    case 'minimum':
      return { key: 'runbook.value.minimum', values: { name, value, minimum: variable.minimum ?? 0 } };
    case 'maximum':
      return { key: 'runbook.value.maximum', values: { name, value, maximum: variable.maximum ?? 0 } };
    case 'multiple':
      return { key: 'runbook.value.multiple', values: { name, value, step: variable.multipleOf ?? 1 } };
    case 'pattern':
      return { key: 'runbook.value.pattern', values: { name, value, pattern: variable.pattern, help } };
  }
}
