import type { Span } from '../../../diagnostics/diagnostic.ts';

/** What stands in a TOML text, with the place of each part. */
export type TomlNode = TomlTable | TomlArray | TomlScalar;

/**
 * How a table came to be, which decides what may still be added to it: `implicit` ones are only named on the way to a sub-table,
 * `dotted` ones come from a key such as `a.b = 1`.
 */
export type TableOrigin = 'root' | 'header' | 'implicit' | 'dotted' | 'inline';

/** A table. Its span is its header, its braces, or the key part that made it. */
export interface TomlTable extends Span {
  kind: 'table';
  origin: TableOrigin;
  entries: Map<string, TomlEntry>;
}

/** A key of a table and what it holds. */
export interface TomlEntry {
  key: Span;
  value: TomlNode;
}

/** An array. `headers` where it was written as `[[name]]`; its span is then the first header. */
export interface TomlArray extends Span {
  kind: 'array';
  headers: boolean;
  items: TomlNode[];
}

/** A value. Dates and times stand as they were written. */
export type TomlScalar = Span &
  (
    | { kind: 'string'; value: string }
    | { kind: 'integer' | 'float'; value: number }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'datetime'; value: string; local: boolean }
  );

/** A parsed text: what could be read, and what is wrong with the rest. */
export interface TomlDocument {
  root: TomlTable;
  problems: TomlProblem[];
  /** The tables of which something could not be read; a value that is missing there may be among it. */
  spoilt: Set<TomlTable>;
  /** Whether whole tables could not be read, so that anything may be missing. */
  isTorn: boolean;
}

/** Where a text is not TOML. */
export interface TomlProblem extends Span {
  problem: Problem;
  /** The text that the sentence names. */
  name?: string;
  /** What to write in the place of the span. */
  instead?: string;
  /** Where the same name was given first. */
  first?: Span;
}

export type Problem =
  | 'string-open'
  | 'string-escape'
  | 'string-control'
  | 'value-missing'
  | 'value-unquoted'
  | 'value-quotes'
  | 'value-boolean'
  | 'value-number'
  | 'value-date'
  | 'key-missing'
  | 'key-invalid'
  | 'key-equals'
  | 'key-twice'
  | 'key-colon'
  | 'header-open'
  | 'header-empty'
  | 'line-rest'
  | 'array-comma'
  | 'array-open'
  | 'inline-comma'
  | 'inline-open'
  | 'inline-trailing'
  | 'duplicate-key'
  | 'duplicate-table'
  | 'control-character'
  | 'depth'
  | 'size';
