import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Guide } from '../guide/guide.ts';
import type { Memory } from '../guide/memory.ts';
import type { WordKey } from '../words.ts';

/** One thing that the check looks for, as `--list-rules` and `--explain` show it. */
export interface RuleInfo {
  code: string;
  severity: Severity;
  summary: WordKey;
  explain: WordKey;
  /**
   * Texts that give exactly this finding, each with one that gives none. Of a guide it is the page docs/index.mdx, and `@ path` on a line
   * of its own begins another file.
   */
  examples?: { wrong: string; right: string }[];
}

/** Something that has to hold in the whole guide. */
export interface Rule {
  rules: RuleInfo[];
  check: (guide: Guide, memory: Memory) => Diagnostic[];
}
