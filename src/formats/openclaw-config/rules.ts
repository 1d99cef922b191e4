import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { CheckOptions } from './check-with.ts';
import { keyRules } from './rules/keys.ts';
import { meaningRules } from './rules/meaning.ts';
import { valueRules } from './rules/values.ts';
import { writingRules } from './rules/writing.ts';

/** One thing that the check looks for, as `--list-rules` and `--explain` show it. */
export interface OpenclawRule {
  code: string;
  /** How grave its findings are, where nothing about the case makes them more or less so. */
  severity: Severity;
  /** What it looks for, in a line. */
  summary: WordKey;
  /** What it finds and why that matters. */
  explain: WordKey;
  /** Texts that give exactly this finding, each with one that gives none. */
  examples: { wrong: string; right: string }[];
  /** How the examples are checked where it is not `exampleOptions`. */
  options?: Partial<CheckOptions>;
}

/** How an example is checked: as a part of a configuration. */
export const exampleOptions: CheckOptions = { version: '2026.9.6', fragment: true };

/** Everything that the check of openclaw.json can find, with examples that prove it. */
export const openclawRules: OpenclawRule[] = [...writingRules, ...keyRules, ...valueRules, ...meaningRules];
