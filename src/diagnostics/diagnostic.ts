import type { WordKey } from '../words.ts';

/**
 * error: it would be refused, or the deployment would not work. warning: it is accepted and does not do what was written, or is
 * likely to hurt. info: a better way, or a choice to be aware of.
 */
export type Severity = 'error' | 'warning' | 'info';

/** A sentence in the reader's language: a key of content/i18n and the values that stand in it, which may be sentences too. */
export interface Message {
  key: WordKey;
  values?: Record<string, string | number | Message>;
}

/** A half-open range of UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}

/** Text to put in the place of a span. */
export interface Edit extends Span {
  text: string;
}

/** A mend. `safe` ones keep the meaning or can only be what was meant, and `--fix` applies them unasked. */
export interface Fix {
  message: Message;
  edits: Edit[];
  safe: boolean;
}

/** Another place that has to do with a finding; in the same text unless a file is named. */
export interface Related extends Span {
  message: Message;
  file?: string;
}

/** What is wrong with one text. Its offsets count from the start of that text. */
export interface Finding extends Span {
  /** The rule's name, such as `fly-toml/unknown-key`. */
  code: string;
  severity: Severity;
  message: Message;
  fixes?: Fix[];
  related?: Related[];
}

/** A finding at its place: its offsets (and those of its fixes and related places) count from the start of `file`. */
export interface Diagnostic extends Finding {
  /** The file's path, relative to the folder that holds the content, with forward slashes. */
  file: string;
}
