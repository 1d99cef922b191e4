import type { Span } from '../../../diagnostics/diagnostic.ts';
import { type Cursor, deepest } from './cursor.ts';
import { short } from './scalar.ts';
import { readString } from './string.ts';

/** A part of a key, with its place. */
export interface KeyPart extends Span {
  name: string;
}

/** Reads a key with its dots, and the blanks behind it. Returns nothing where it is wrong. */
export function readKey(cursor: Cursor, inHeader: boolean): KeyPart[] | undefined {
  const parts: KeyPart[] = [];
  for (;;) {
    cursor.skipBlanks();
    const part = readPart(cursor);
    if (!part) return undefined;
    parts.push(part);
    if (parts.length > deepest) {
      cursor.fail('depth', parts[0]?.start ?? part.start, cursor.at);
      return undefined;
    }
    cursor.skipBlanks();
    if (cursor.peek() !== '.') break;
    cursor.at++;
  }
  return inHeader || !isSplit(cursor, parts[0]?.start ?? cursor.at) ? parts : undefined;
}

function readPart(cursor: Cursor): KeyPart | undefined {
  const { text, at: start } = cursor;
  const first = cursor.peek();
  if (first === '"' || first === "'") {
    const read = readString(text, start);
    if ('problem' in read) {
      cursor.problems.push(read);
      return undefined;
    }
    if (text.startsWith(first.repeat(3), start) && read.end - start >= 6) {
      cursor.fail('key-invalid', start, read.end, { name: short(text.slice(start, read.end)) });
      return undefined;
    }
    cursor.at = read.end;
    return { name: read.value, start, end: read.end };
  }
  const name = cursor.takeBareKey();
  if (name !== '') return { name, start, end: cursor.at };
  const end = cursor.wordEnd(start);
  if (first === '=' || cursor.isAtLineEnd) cursor.fail('key-missing', start, start + 1);
  else cursor.fail('key-invalid', start, end, { name: short(text.slice(start, end)) });
  return undefined;
}

/** Whether something else stands between a key and its sign, as in `my key = 1`: then all of it is wrong, and told once. */
function isSplit(cursor: Cursor, start: number): boolean {
  const { text } = cursor;
  const next = cursor.peek();
  if (next === '=' || next === ':' || cursor.isAtLineEnd) return false;
  const line = text.slice(start, cursor.lineEnd());
  const equals = line.indexOf('=');
  const before = line.slice(0, Math.max(0, equals)).trimEnd();
  if (before === '' || before.includes('#')) return false;
  cursor.fail('key-invalid', start, start + before.length, { name: short(before) });
  return true;
}
