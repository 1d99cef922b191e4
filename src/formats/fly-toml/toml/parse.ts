import type { Span } from '../../../diagnostics/diagnostic.ts';
import { defineKey, openArrayTable, openTable } from './define.ts';
import { readWord, short } from './scalar.ts';
import { readString } from './string.ts';
import type { Problem, TomlArray, TomlDocument, TomlNode, TomlProblem, TomlTable } from './tree.ts';

/** How deep values may lie in one another, and how many parts a key may have: more than anyone writes. */
const deepest = 200;
/** How many problems are told of one text: a text with more is something else than TOML. */
const most = 100;

/** A part of a key, with its place. */
export interface KeyPart extends Span {
  name: string;
}

const blank = /[ \t]*/y;
const spaces = /[ \t\r\n]*/y;
const bareKey = /[A-Za-z0-9_-]+/y;
const word = /[^\s,\]}#]+/y;
const dateWord = /\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d[^\s,\]}#]*)?/y;
const restOfLine = /[^\n]*/y;
const statement = /^[ \t]*(?:[\w.-]+[ \t]*=|\[\[?[ \t]*[A-Za-z_][\w.-]*[ \t]*\]\]?[ \t]*(?:#.*)?\r?$)/;
/** Up to 100 lines that open no table, and then one that begins with a closing brace. */
const closingBrace = /(?:[^\n]{0,300}\n(?!\s*\[)){1,100}?[ \t]*\}/y;
const controls = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/g;

/**
 * Returns a text's tables and values by TOML 1.0, and everything that is wrong with it. It goes on after a mistake at the next
 * line that can be read. It never throws, and needs time in proportion to the text's length.
 */
export function parseToml(text: string): TomlDocument {
  return new Parser(text).parse();
}

class Parser {
  readonly text: string;
  readonly problems: TomlProblem[] = [];
  readonly root: TomlTable = { kind: 'table', origin: 'root', start: 0, end: 0, entries: new Map() };
  at = 0;
  /** How many brackets are open where the parser stands: a mistake inside them spoils more than its line. */
  depth = 0;

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  parse(): TomlDocument {
    let table: TomlTable | undefined = this.root;
    for (;;) {
      this.skipLines();
      if (this.at >= this.text.length || this.problems.length >= most) break;
      const start = this.at;
      this.depth = 0;
      const read: boolean =
        this.text[start] === '[' ? this.header((opened) => (table = opened)) : this.keyValue(table);
      if (!read || !this.lineEnd()) this.recover(start);
    }
    this.findControls();
    return { root: this.root, problems: this.problems };
  }

  /** Reads `[name]` or `[[name]]`. After a wrong header, what follows belongs to a table that nobody sees. */
  private header(open: (table: TomlTable | undefined) => void): boolean {
    const start = this.at;
    const double = this.text.startsWith('[[', start);
    this.at += double ? 2 : 1;
    open(undefined);
    this.skip(blank);
    if (this.text[this.at] === ']') return this.fail('header-empty', start, this.at + (double ? 2 : 1));
    const key = this.key(true);
    if (!key) return false;
    const close = double ? ']]' : ']';
    if (!this.text.startsWith(close, this.at)) {
      return this.fail('header-open', start, this.lineEndAt(), {
        name: close,
        ...this.mendedHeader(start, close),
      });
    }
    this.at += close.length;
    const span = { start, end: this.at };
    const opened = double ? openArrayTable(this.root, key, span) : openTable(this.root, key, span);
    if (opened.kind === 'table') open(opened);
    else this.problems.push({ ...opened, ...this.named(opened) });
    return true;
  }

  /** Where a header only lacks its closing brackets, the header as it should be. */
  private mendedHeader(start: number, close: string): { instead?: string } {
    const line = this.text.slice(start, this.lineEndAt()).replace(/#.*$/, '').trimEnd();
    const inner = /^\[\[?([^[\]]+)\]?$/.exec(line)?.[1];
    return inner === undefined || line.includes('=')
      ? {}
      : { instead: `${close === ']]' ? '[[' : '['}${inner.trim()}${close}` };
  }

  private keyValue(table: TomlTable | undefined): boolean {
    const key = this.key(false);
    if (!key) return false;
    const sign = this.text[this.at];
    if (sign !== '=') {
      const colon = sign === ':';
      return colon
        ? this.fail('key-colon', this.at, this.at + 1, { instead: ' =' })
        : this.fail('key-equals', key[0]?.start ?? this.at, this.lineEndAt(), { name: nameOf(key) });
    }
    this.at++;
    this.skip(blank);
    const value = this.value();
    if (!value) return false;
    if (table) {
      const problem = defineKey(table, key, value);
      if (problem) this.problems.push({ ...problem, ...this.named(problem) });
    }
    return true;
  }

  /** Reads a key, its dots, and the blanks behind it. */
  private key(inHeader: boolean): KeyPart[] | undefined {
    const parts: KeyPart[] = [];
    for (;;) {
      this.skip(blank);
      const start = this.at;
      const quote = this.text[start];
      let name: string | undefined;
      if (quote === '"' || quote === "'") {
        const read = readString(this.text, start);
        if ('problem' in read) {
          this.problems.push(read);
          return undefined;
        }
        if (this.text.startsWith(quote.repeat(3), start) && read.end - start >= 6) {
          this.fail('key-invalid', start, read.end, { name: short(this.text.slice(start, read.end)) });
          return undefined;
        }
        this.at = read.end;
        name = read.value;
      } else {
        name = this.take(bareKey);
      }
      if (name === undefined) {
        const end = this.wordEnd(start);
        if (quote === '=' || quote === undefined || quote === '\n' || quote === '\r')
          this.fail('key-missing', start, Math.max(end, Math.min(start + 1, this.text.length)));
        else this.fail('key-invalid', start, end, { name: short(this.text.slice(start, end)) });
        return undefined;
      }
      parts.push({ name, start, end: this.at });
      if (parts.length > deepest) {
        this.fail('depth', parts[0]?.start ?? start, this.at);
        return undefined;
      }
      this.skip(blank);
      const next = this.text[this.at];
      if (next === '.') {
        this.at++;
        continue;
      }
      // `my key = 1` and `größe = 1`: the whole of what stands before the sign is wrong, and is told once.
      if (!inHeader && next !== '=' && next !== ':' && next !== undefined && next !== '\n' && next !== '\r') {
        const equals = this.text.indexOf('=', this.at);
        const end = this.lineEndAt();
        if (equals > 0 && equals < end && !this.text.slice(start, equals).includes('#')) {
          const before = this.text.slice(parts[0]?.start ?? start, equals).trimEnd();
          this.fail('key-invalid', parts[0]?.start ?? start, (parts[0]?.start ?? start) + before.length, {
            name: short(before),
          });
          return undefined;
        }
      }
      return parts;
    }
  }

  private value(): TomlNode | undefined {
    const start = this.at;
    const first = this.text[start];
    if (first === '"' || first === "'") {
      const read = readString(this.text, start);
      if ('problem' in read) {
        this.problems.push(read);
        return undefined;
      }
      this.at = read.end;
      return read;
    }
    if (first === '[') return this.nested(() => this.array());
    if (first === '{') return this.nested(() => this.inlineTable());
    if (
      first === undefined ||
      first === '\n' ||
      first === '\r' ||
      first === '#' ||
      first === ',' ||
      first === ']' ||
      first === '}'
    ) {
      this.fail('value-missing', Math.max(0, start - 1), start);
      return undefined;
    }
    return this.bareValue();
  }

  private bareValue(): TomlNode | undefined {
    const start = this.at;
    let text = this.take(dateWord);
    const rest = this.take(word);
    text = (text ?? '') + (rest ?? '');
    const read = readWord(text, { start, end: this.at });
    if (!('problem' in read)) return read;
    // Words without quotes may go on: `app = my app`. In brackets a comma ends them, else the line or a comment.
    if (read.problem === 'value-unquoted' || read.problem === 'value-quotes') {
      const line = this.text.slice(start, this.lineEndAt());
      const whole =
        (this.depth > 0 ? /^[^,\]}#]*/ : /^(?:[^#\s]|[ \t]+(?!#))*/).exec(line)?.[0].trimEnd() ?? text;
      if (whole.length > text.length) {
        const longer = readWord(whole, { start, end: start + whole.length });
        if ('problem' in longer) {
          this.problems.push(longer);
          return undefined;
        }
      }
    }
    this.problems.push(read);
    return undefined;
  }

  private nested(read: () => TomlNode | undefined): TomlNode | undefined {
    if (this.depth >= deepest) {
      this.fail('depth', this.at, this.at + 1);
      return undefined;
    }
    this.depth++;
    const node = read();
    if (node) this.depth--;
    return node;
  }

  private array(): TomlArray | undefined {
    const array: TomlArray = { kind: 'array', headers: false, start: this.at, end: this.at, items: [] };
    this.at++;
    for (;;) {
      const onNewLine = this.skipLines();
      if (this.text[this.at] === ']') break;
      if (this.at >= this.text.length || (onNewLine && this.atStatement()))
        return this.open('array-open', array.start);
      const item = this.value();
      if (!item) return undefined;
      array.items.push(item);
      const isOnNewLine = this.skipLines();
      const next = this.text[this.at];
      if (next === ',') this.at++;
      else if (next !== ']') {
        if (next === undefined || (isOnNewLine && this.atStatement()))
          return this.open('array-open', array.start);
        this.fail('array-comma', item.end, item.end + 1);
        return undefined;
      }
    }
    this.at++;
    array.end = this.at;
    return array;
  }

  private inlineTable(): TomlTable | undefined {
    const table: TomlTable = {
      kind: 'table',
      origin: 'inline',
      start: this.at,
      end: this.at,
      entries: new Map(),
    };
    this.at++;
    this.skip(blank);
    while (this.text[this.at] !== '}') {
      if (isLineEnd(this.text[this.at])) return this.open('inline-open', table.start);
      if (!this.keyValue(table)) return undefined;
      this.skip(blank);
      const next = this.text[this.at];
      if (next === '}') break;
      if (next !== ',') {
        if (isLineEnd(next)) return this.open('inline-open', table.start);
        this.fail('inline-comma', this.at, this.at + 1);
        return undefined;
      }
      const comma = this.at++;
      this.skip(blank);
      if (this.text[this.at] === '}') {
        this.fail('inline-trailing', comma, comma + 1, { instead: '' });
        return undefined;
      }
    }
    this.at++;
    table.end = this.at;
    seal(table);
    return table;
  }

  /** Skips blanks, line breaks and comments. Returns whether the parser then stands first in its line. */
  private skipLines(): boolean {
    const start = this.at;
    for (;;) {
      this.skip(spaces);
      if (this.text[this.at] !== '#') break;
      this.take(restOfLine);
    }
    return this.text.slice(start, this.at).includes('\n');
  }

  /** Whether, inside an open bracket, a line starts that is a statement of its own. */
  private atStatement(): boolean {
    return statement.test(this.text.slice(this.at, Math.min(this.lineEndAt(), this.at + 300)));
  }

  private open(what: Problem, start: number): undefined {
    this.fail(what, start, start + 1);
    return undefined;
  }

  private lineEnd(): boolean {
    this.skip(blank);
    const next = this.text[this.at];
    if (isLineEnd(next) || next === '#') return true;
    const end = this.lineEndAt();
    return this.fail('line-rest', this.at, end, { name: short(this.text.slice(this.at, end).trimEnd()) });
  }

  /** Goes on at the next line; after a mistake inside brackets at the next line that is a statement of its own. */
  private recover(start: number): void {
    this.at = Math.max(this.at, start);
    const problem = this.problems.at(-1);
    if (problem?.problem === 'string-open') this.at = Math.max(this.at, problem.end);
    if (problem?.problem === 'inline-open') this.skipBraces();
    this.take(restOfLine);
    while (this.depth > 0 && this.at < this.text.length) {
      this.at++;
      if (statement.test(this.text.slice(this.at, Math.min(this.lineEndAt(), this.at + 300)))) return;
      this.take(restOfLine);
    }
  }

  /** A table in braces that goes over several lines, as in JSON, is one mistake: goes to the line of its closing brace. */
  private skipBraces(): void {
    closingBrace.lastIndex = this.at;
    const found = closingBrace.exec(this.text);
    if (!found) return;
    this.at += found[0].length;
    this.depth = 0;
  }

  /** Control characters may stand nowhere; in strings they have been told already. */
  private findControls(): void {
    for (const match of this.text.matchAll(controls)) {
      if (this.problems.length >= most) return;
      const start = match.index;
      if (this.problems.some((problem) => problem.start <= start && start < problem.end)) continue;
      this.fail('control-character', start, start + 1, { name: codePoint(match[0]) });
    }
  }

  private named(problem: TomlProblem): { name?: string } {
    return problem.name === undefined ? {} : { name: short(problem.name) };
  }

  private fail(problem: Problem, start: number, end: number, more: Partial<TomlProblem> = {}): false {
    this.problems.push({ problem, start, end: Math.min(Math.max(end, start), this.text.length), ...more });
    return false;
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    if (pattern.test(this.text)) this.at = pattern.lastIndex;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private wordEnd(start: number): number {
    word.lastIndex = start;
    return start + (word.exec(this.text)?.[0].length ?? 1);
  }

  /** Returns where the line ends that the parser stands in, its line break left out. */
  private lineEndAt(): number {
    const end = this.text.indexOf('\n', this.at);
    if (end < 0) return this.text.length;
    return this.text[end - 1] === '\r' ? end - 1 : end;
  }
}

function isLineEnd(character: string | undefined): boolean {
  return character === undefined || character === '\n' || character === '\r';
}

function nameOf(key: KeyPart[]): string {
  return short(key.map(({ name }) => name).join('.'));
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Nothing can be added to an inline table once its brace is closed, nor to the tables that its dotted keys made. */
function seal(table: TomlTable): void {
  for (const { value } of table.entries.values()) {
    if (value.kind === 'table' && value.origin === 'dotted') {
      value.origin = 'inline';
      seal(value);
    }
  }
}
