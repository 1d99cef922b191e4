import { short } from './scalar.ts';
import type { Problem, TomlProblem, TomlScalar } from './tree.ts';

const simple = /"[^"\\\x00-\x08\x0a-\x1f\x7f]*"/y;
const literal = /'[^'\x00-\x08\x0a-\x1f\x7f]*'/y;
const escapes: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

type StringRead = (TomlScalar & { kind: 'string'; value: string }) | TomlProblem;

/** Reads the string that starts at an offset, of any of TOML's four kinds. */
export function readString(text: string, start: number): StringRead {
  const quote = text[start] ?? '"';
  if (text.startsWith(quote.repeat(3), start)) return readLong(text, start, quote);
  const pattern = quote === '"' ? simple : literal;
  pattern.lastIndex = start;
  const found = pattern.exec(text)?.[0];
  if (found !== undefined)
    return { kind: 'string', start, end: start + found.length, value: found.slice(1, -1) };
  const end = closing(text, start + 1, quote);
  if (end === undefined) return problem('string-open', start, lineEnd(text, start), text);
  return decode(text, start, start + 1, end, end + 1, quote);
}

/** Returns where a one-line string closes, or nothing where its line ends before. */
function closing(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') return undefined;
    if (character === quote) return at;
    if (character === '\\' && quote === '"') at++;
  }
  return undefined;
}

function readLong(text: string, start: number, quote: string): StringRead {
  const mark = quote.repeat(3);
  let end = text.indexOf(mark, start + 3);
  // A mark behind an odd number of backslashes is escaped.
  while (quote === '"' && end >= 0 && isEscaped(text, end, start + 3)) end = text.indexOf(mark, end + 1);
  if (end < 0) return problem('string-open', start, text.length, text, start + 3);
  // Up to two quotes may stand right before the closing mark.
  for (let extra = 0; extra < 2 && text[end + 3] === quote; extra++) end++;
  const skipped = text.startsWith('\r\n', start + 3) ? 2 : text[start + 3] === '\n' ? 1 : 0;
  return decode(text, start, start + 3 + skipped, end, end + 3, quote);
}

function isEscaped(text: string, at: number, from: number): boolean {
  let backslashes = 0;
  while (at - backslashes - 1 >= from && text[at - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function decode(
  text: string,
  start: number,
  from: number,
  to: number,
  end: number,
  quote: string,
): StringRead {
  const long = end - to === 3;
  const body = text.slice(from, to);
  const control = (long ? /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/ : /[\x00-\x08\x0a-\x1f\x7f]/).exec(
    body,
  );
  if (control) return problem('string-control', from + control.index, from + control.index + 1, text);
  if (quote === "'") return { kind: 'string', start, end, value: body };
  let value = '';
  let at = 0;
  for (let next = body.indexOf('\\'); next >= 0; next = body.indexOf('\\', at)) {
    value += body.slice(at, next);
    const [decoded, length] = readEscape(body, next, long);
    if (decoded === undefined) return problem('string-escape', from + next, from + next + length, text);
    value += decoded;
    at = next + length;
  }
  return { kind: 'string', start, end, value: value + body.slice(at) };
}

const lineEnding = /\\[ \t]*\r?\n[ \t\r\n]*/y;
const hex = /u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})/y;

/** Returns what an escape stands for, or nothing where it is none; and how long it is. */
function readEscape(body: string, at: number, long: boolean): [string | undefined, number] {
  const plain = escapes[body[at + 1] ?? ''];
  if (plain !== undefined) return [plain, 2];
  if (long) {
    lineEnding.lastIndex = at;
    const found = lineEnding.exec(body)?.[0];
    if (found) return ['', found.length];
  }
  hex.lastIndex = at + 1;
  const digits = hex.exec(body);
  const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
  const isCharacter = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
  return [digits && isCharacter ? String.fromCodePoint(code) : undefined, digits ? digits[0].length + 1 : 2];
}

function problem(what: Problem, start: number, end: number, text: string, shown = end): TomlProblem {
  return { problem: what, start, end, name: short(text.slice(start, Math.min(end, shown + 60))) };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
