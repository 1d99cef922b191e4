import type { Span } from '../../../diagnostics/diagnostic.ts';
import type { Problem, TomlProblem, TomlScalar } from './tree.ts';

const integer =
  /^(?:[+-]?(?:0|[1-9](?:_?\d)*)|0x[\dA-Fa-f](?:_?[\dA-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*)$/;
const float =
  /^[+-]?(?:(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|[eE][+-]?\d(?:_?\d)*)|inf|nan)$/;
const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const time = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?$/;
const dateTime = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(?:\.\d+)?)([Zz]|[+-](\d\d):(\d\d))?$/;

/** Returns the value that a word without quotes stands for, or what is wrong with it. */
export function readWord(word: string, span: Span): TomlScalar | TomlProblem {
  if (word.length > 1000) return problemOf(short(word), span);
  if (word === 'true' || word === 'false') return { ...span, kind: 'boolean', value: word === 'true' };
  if (integer.test(word)) return readInteger(word, span);
  if (float.test(word)) return { ...span, kind: 'float', value: toNumber(word) };
  const kind = dateKind(word);
  if (kind) {
    return kind === 'wrong'
      ? problem('value-date', span, word)
      : { ...span, kind: 'datetime', value: word, local: kind === 'local' };
  }
  return problemOf(word, span);
}

function readInteger(word: string, span: Span): TomlScalar | TomlProblem {
  const value = toNumber(word);
  // TOML integers have 64 bits; numbers that JavaScript holds exactly need no closer look.
  if (!Number.isSafeInteger(value)) {
    const negative = word.startsWith('-');
    const exact = BigInt(word.replaceAll('_', '').replace(/^[+-]/, ''));
    if (exact > (negative ? 2n ** 63n : 2n ** 63n - 1n)) return problem('value-number', span, word);
  }
  return { ...span, kind: 'integer', value };
}

function toNumber(word: string): number {
  const plain = word.replaceAll('_', '');
  if (plain.endsWith('inf')) return plain.startsWith('-') ? -Infinity : Infinity;
  return plain.endsWith('nan') ? Number.NaN : Number(plain);
}

function dateKind(word: string): 'local' | 'offset' | 'wrong' | undefined {
  if (date.test(word)) return isDate(word) ? 'local' : 'wrong';
  if (time.test(word)) return isTime(word) ? 'local' : 'wrong';
  const whole = dateTime.exec(word);
  if (!whole) return undefined;
  const [, day = '', clock = '', offset, hours = '0', minutes = '0'] = whole;
  if (!isDate(day) || !isTime(clock) || Number(hours) > 23 || Number(minutes) > 59) return 'wrong';
  return offset === undefined ? 'local' : 'offset';
}

function isDate(word: string): boolean {
  const [, year, month, day] = date.exec(word)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1)
    return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days;
}

function isTime(word: string): boolean {
  const [, hour, minute, second] = time.exec(word)?.map(Number) ?? [];
  return (
    hour !== undefined &&
    hour < 24 &&
    minute !== undefined &&
    minute < 60 &&
    second !== undefined &&
    second < 60
  );
}

function problemOf(word: string, span: Span): TomlProblem {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false')
    return { ...problem('value-boolean', span, word), instead: lower };
  if (/^[“”„‘’«»]/.test(word)) {
    return { ...problem('value-quotes', span, word), instead: quoted(word.replaceAll(/[“”„‘’«»"]/g, '')) };
  }
  if (/^[+-]?[\d._]+$/.test(word)) return { ...problem('value-number', span, word), ...betterNumber(word) };
  return { ...problem('value-unquoted', span, word), instead: quoted(word) };
}

function betterNumber(word: string): { instead?: string } {
  const better = word
    .replaceAll('_', '')
    .replace(/^([+-]?)0+(?=\d)/, '$1')
    .replace(/^([+-]?)\./, '$10.')
    .replace(/\.$/, '');
  return integer.test(better) || float.test(better) ? { instead: better } : { instead: quoted(word) };
}

/** Returns a text as a TOML string, in straight double quotes. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

function problem(what: Problem, span: Span, name: string): TomlProblem {
  return { problem: what, start: span.start, end: span.end, name: short(name) };
}

/** Returns a text short enough to stand in a sentence. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
