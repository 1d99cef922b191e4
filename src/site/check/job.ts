import type { Edit, Severity } from '../../diagnostics/diagnostic.ts';
import type { Language } from '../../words.ts';
import type { Checkable } from './guess.ts';

/** A text to be checked. */
export interface Job {
  id: number;
  text: string;
  kind: Checkable;
  openclaw: string;
  language: Language;
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
  total: number;
  findings: Told[];
}
