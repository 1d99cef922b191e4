import type { Finding, Message, Severity, Span } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { FlyFile } from './file.ts';

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
  examples: Example[];
}

export interface Example {
  wrong: string;
  right: string;
}

/** Looks for what some rules are about. */
export type Search = (file: FlyFile) => Iterable<Finding>;

/** How many findings are told of one file: one with more is no fly.toml. */
export const mostFindings = 500;
/** How long a text may be that a sentence names or a fix puts down. */
const longest = 300;

/** Returns a finding of a rule. */
export function found(rule: Rule, at: Span, message: Message, more: Partial<Finding> = {}): Finding {
  const { code, severity } = rule;
  const finding: Finding = {
    code,
    severity,
    message: shortened(message),
    start: at.start,
    end: at.end,
    ...more,
  };
  if (finding.fixes?.some(({ edits }) => edits.some(({ text }) => text.length > longest)))
    delete finding.fixes;
  return finding;
}

/** Returns a sentence in which no text is so long that nobody would read it. */
function shortened(message: Message): Message {
  const values = Object.entries(message.values ?? {});
  if (!values.some(([, value]) => typeof value === 'string' && value.length > longest)) return message;
  const short = values.map(([name, value]) => [
    name,
    typeof value === 'string' && value.length > longest ? `${value.slice(0, longest)}...` : value,
  ]);
  return { ...message, values: Object.fromEntries(short) };
}

/** Returns a fix that puts a text in the place of a span. */
export function replace(at: Span, text: string, safe: boolean): Pick<Finding, 'fixes'> {
  const edits = [{ start: at.start, end: at.end, text }];
  return { fixes: [{ message: { key: 'fix.replace', values: { text } }, edits, safe }] };
}

/** Returns the span of a path's value, or the text's start where nothing stands. */
export function spanOf(file: FlyFile, path: string): Span {
  return file.placeOf(path) ?? { start: 0, end: 0 };
}

/** Returns the first few names, each as code. */
export function listed(names: string[]): string {
  const few = names.slice(0, 12).map((name) => `\`${name}\``);
  return names.length > few.length ? `${few.join(', ')}, ...` : few.join(', ');
}
