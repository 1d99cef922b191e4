import type { Language, Say } from '../words.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { Lines } from './position.ts';

/** A fence that is not checked, and why. */
export interface Ignored {
  file: string;
  line: number;
  reason: string;
}

/** What a check found, with all that a report needs. */
export interface CheckResult {
  diagnostics: Diagnostic[];
  /** How many of each kind of thing were checked. */
  checked: Record<string, number>;
  ignored: Ignored[];
  /** The text of every file that a diagnostic may name. */
  sources: ReadonlyMap<string, string>;
}

/** What every report needs to speak. */
export interface Speaker {
  language: Language;
  say: Say;
  /** What a rule looks for, in a few words; nothing where its code is not known. */
  summary?: (code: string) => string | undefined;
}

/** A report of a check in some format: the whole text of it. */
export type Reporter = (result: CheckResult, speaker: Speaker) => string;

/** Returns a finder of positions for each file, made when it is first asked for. */
export function linesOf(sources: ReadonlyMap<string, string>): (file: string) => Lines {
  const known = new Map<string, Lines>();
  return (file) => {
    const lines = known.get(file) ?? new Lines(sources.get(file) ?? '');
    known.set(file, lines);
    return lines;
  };
}

/** Returns how many diagnostics there are of each severity. */
export function count(diagnostics: Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** Returns diagnostics in the order of their places. */
export function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.start - b.start ||
      a.end - b.end ||
      (a.code < b.code ? -1 : 1),
  );
}
