import type { Variable } from './variables.ts';

/**
 * No value of a variable may hold any other character, whatever its own rule says: none of these means anything to a shell, to
 * TOML or to JSON inside their strings, so that filling in a value can never inject.
 */
export const safeValue = /^[A-Za-z0-9._:/@-]*$/;

/** What is wrong with a value for a variable, or nothing. */
export type ValueProblem = 'pattern' | 'minimum' | 'maximum' | 'multiple';

/** What decides whether a value may stand. */
export type ValueRule = Pick<Variable, 'pattern' | 'minimum' | 'maximum' | 'multipleOf'>;

/** Returns which part of its variable's rule a value breaks, or undefined where it may stand. */
export function checkValue(rule: ValueRule, value: string): ValueProblem | undefined {
  if (!safeValue.test(value) || !new RegExp(`^(?:${rule.pattern})$`, 'u').test(value)) return 'pattern';
  const number = Number(value);
  if (rule.minimum !== undefined && number < rule.minimum) return 'minimum';
  if (rule.maximum !== undefined && number > rule.maximum) return 'maximum';
  if (rule.multipleOf !== undefined && number % rule.multipleOf !== 0) return 'multiple';
  return undefined;
}
