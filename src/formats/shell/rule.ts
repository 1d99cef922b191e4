import type { Finding, Message, Severity, Span } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';

/** One thing that the check looks for, as `--list-rules` and `--explain` show it. */
export interface Rule {
  code: string;
  /** How grave its findings are, where nothing about the case makes them more or less so. */
  severity: Severity;
  /** What it looks for, in a line. */
  summary: WordKey;
  /** What it finds and why that matters. */
  explain: WordKey;
  /** Texts that give exactly this finding, each with one that gives none. */
  examples: { wrong: string; right: string }[];
}

/** Returns a finding of a rule. */
export function found(rule: Rule, at: Span, message: Message, more: Partial<Finding> = {}): Finding {
  return { code: rule.code, severity: rule.severity, message, start: at.start, end: at.end, ...more };
}
