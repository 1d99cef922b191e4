import type { Problem, TomlProblem } from './tree.ts';

/** How deep values may lie in one another, and how many parts a key may have: more than anyone writes. */
export const deepest = 200;
/** How many values a text may have: enough for megabytes of them, few enough for any memory. */
const mostValues = 500_000;

const word = /[^\s,\]}#]+/y;
const dateAndTime = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^\s,\]}#]*/y;

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;

/** A place in a text that is being parsed, and what was wrong up to there. */
export class Cursor {
  readonly text: string;
  readonly problems: TomlProblem[] = [];
  at: number;
  /** How many brackets are open here: a mistake inside them spoils more than its line. */
  depth = 0;
  private values = 0;

  constructor(text: string) {
    this.text = text;
    // A byte order mark is no part of the text.
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Returns the character here, or nothing at the text's end. */
  peek(): string | undefined {
    return this.text[this.at];
  }

  /** Whether the line, or the text, ends here. */
  get isAtLineEnd(): boolean {
    const code = this.text.charCodeAt(this.at);
    return code === newline || code === carriageReturn || Number.isNaN(code);
  }

  skipBlanks(): void {
    for (
      let code = this.text.charCodeAt(this.at);
      code === space || code === tab;
      code = this.text.charCodeAt(this.at)
    )
      this.at++;
  }

  /** Skips blanks, line breaks and comments. Returns whether a line break was among them. */
  skipLines(): boolean {
    let isOnNewLine = false;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === hash) this.skipLine();
      else if (code === newline || code === carriageReturn) isOnNewLine = true;
      else if (code !== space && code !== tab) return isOnNewLine;
      if (this.at >= this.text.length) return isOnNewLine;
      if (code !== hash) this.at++;
    }
  }

  /** Goes to the line break at the end of this line. */
  skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Takes the letters, digits, `_` and `-` that stand here. */
  takeBareKey(): string {
    const start = this.at;
    while (isBare(this.text.charCodeAt(this.at))) this.at++;
    return this.text.slice(start, this.at);
  }

  /** Takes all up to the next blank, comma, closing bracket or comment; a date and its time together. */
  takeWord(): string {
    const start = this.at;
    dateAndTime.lastIndex = start;
    this.at = dateAndTime.test(this.text) ? dateAndTime.lastIndex : this.wordEnd(start);
    return this.text.slice(start, this.at);
  }

  /** Returns where the word ends that starts at an offset: one character on at least. */
  wordEnd(start: number): number {
    word.lastIndex = start;
    return word.test(this.text) ? word.lastIndex : start + 1;
  }

  /** Returns where this line ends, its line break left out. */
  lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    if (end < 0) return this.text.length;
    return this.text[end - 1] === '\r' ? end - 1 : end;
  }

  /** Counts a value. Returns whether there are too many; the text is then at its end. */
  isFull(): boolean {
    if (++this.values <= mostValues) return false;
    this.fail('size', this.at, this.at + 1);
    this.at = this.text.length;
    return true;
  }

  /** Notes a problem. Returns false, for what could not be read. */
  fail(problem: Problem, start: number, end: number, more: Partial<TomlProblem> = {}): false {
    this.problems.push({ problem, start, end: Math.min(Math.max(end, start), this.text.length), ...more });
    return false;
  }
}

function isBare(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}
