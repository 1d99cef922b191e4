import type { Edit, Severity } from '../../diagnostics/diagnostic.ts';
import type { Language } from '../../words.ts';
import type { Checkable } from './guess.ts';

/** A file of a folder. */
export interface FolderFile {
  name: string;
  text: string;
  kind: Checkable;
}

/** A text to be checked. */
export interface Job {
  id: number;
  text: string;
  kind: Checkable;
  openclaw: string;
  language: Language;
  /** The name of the file that the text is, and all files that were opened with it, itself included. */
  name: string | undefined;
  folder: FolderFile[];
}

/** A mend that is offered. */
export interface Offer {
  label: string;
  edits: Edit[];
  safe: boolean;
}

/** A finding in words. */
export interface Told {
  code: string;
  severity: Severity;
  message: string;
  line: number;
  start: number;
  end: number;
  frame: string;
  fixes: Offer[];
}

export interface Result {
  id: number;
  /** What the text was taken for. */
  kind: Checkable;
  total: number;
  findings: Told[];
  /** How much was found in each file of the folder, by name. */
  folder: Map<string, number>;
}

/** What the worker answers where it could not check a text. */
export interface Failure {
  id: number;
  failed: true;
}
