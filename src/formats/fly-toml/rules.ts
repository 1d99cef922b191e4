import type { Rule } from './rule.ts';
import { keyRules } from './rules/keys.ts';
import { valueRules } from './rules/values.ts';
import { tomlRules } from './toml/rules.ts';

/** Everything that the check of fly.toml can find, with examples that prove it. */
export const flyTomlRules: Rule[] = [...tomlRules, ...keyRules, ...valueRules];
