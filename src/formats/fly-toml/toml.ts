import type { Finding } from '../../diagnostics/diagnostic.ts';
import { parseToml } from './toml/parse.ts';
import { describeProblems } from './toml/problems.ts';

/** Returns what is wrong with a text as TOML 1.0, whatever it configures. Never throws. */
export function checkToml(text: string): Finding[] {
  return describeProblems(parseToml(text).problems);
}
