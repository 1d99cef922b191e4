import { flyCommandRules } from '../formats/fly-command/rules.ts';
import { flyTomlRules } from '../formats/fly-toml/rules.ts';
import { openclawRules } from '../formats/openclaw-config/rules.ts';
import { portableRules } from '../formats/shell/portable.ts';
import { shellRules } from '../formats/shell/rules.ts';
import { guideRules } from './check-guide.ts';
import { readingRules } from './reading.ts';
import type { RuleInfo } from './rule.ts';
import { secretRule } from './secrets.ts';

/** Everything that the check can find, by code. */
export const catalogue: RuleInfo[] = [
  ...readingRules,
  secretRule,
  ...guideRules.flatMap(({ rules }) => rules),
  ...flyTomlRules,
  ...openclawRules,
  ...shellRules,
  ...portableRules,
  ...flyCommandRules,
].sort((a, b) => (a.code < b.code ? -1 : 1));
