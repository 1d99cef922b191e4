import { type Cursor, deepest } from './cursor.ts';
import { defineKey } from './define.ts';
import { readKey } from './key.ts';
import { isStatement } from './recover.ts';
import { readWord, short } from './scalar.ts';
import { readString } from './string.ts';
import type { Problem, TomlArray, TomlNode, TomlProblem, TomlTable } from './tree.ts';

/** Reads `key = value` into a table; without one it is only read. Returns false where it is wrong. */
export function readKeyValue(cursor: Cursor, table: TomlTable | undefined): boolean {
  const key = readKey(cursor, false);
  if (!key) return false;
  const sign = cursor.peek();
  if (sign === ':') return cursor.fail('key-colon', cursor.at, cursor.at + 1, { instead: ' =' });
  if (sign !== '=') {
    const name = short(key.map((part) => part.name).join('.'));
    return cursor.fail('key-equals', key[0]?.start ?? cursor.at, cursor.lineEnd(), { name });
  }
  cursor.at++;
  cursor.skipBlanks();
  if (cursor.peek() === '=') return cursor.fail('key-twice', cursor.at, cursor.at + 1, { instead: '' });
  const value = readValue(cursor);
  if (!value) return false;
  const problem = table && defineKey(table, key, value);
  if (problem) cursor.problems.push(problem);
  return true;
}

/** Reads a value. Returns nothing where it is wrong. */
function readValue(cursor: Cursor): TomlNode | undefined {
  if (cursor.isFull()) return undefined;
  const start = cursor.at;
  switch (cursor.peek()) {
    case '"':
    case "'": {
      const read = readString(cursor.text, start);
      if ('problem' in read) return failed(cursor, read);
      cursor.at = read.end;
      return read;
    }
    case '[':
      return readNested(cursor, readArray);
    case '{':
      return readNested(cursor, readInlineTable);
    case undefined:
    case '\n':
    case '\r':
    case '#':
    case ',':
    case ']':
    case '}':
      cursor.fail('value-missing', Math.max(0, start - 1), start);
      return undefined;
    default:
      return readBare(cursor);
  }
}

function readBare(cursor: Cursor): TomlNode | undefined {
  const start = cursor.at;
  const word = cursor.takeWord();
  const read = readWord(word, { start, end: cursor.at });
  if (!('problem' in read)) return read;
  if (read.problem !== 'value-unquoted' && read.problem !== 'value-quotes') return failed(cursor, read);
  // Text without quotes may go on: `app = my app`. In brackets a comma ends it, else the line or a comment.
  const line = cursor.text.slice(start, cursor.lineEnd());
  const end = line.search(cursor.depth > 0 ? /[,\]}#]/ : /[ \t]#/);
  const whole = (end < 0 ? line : line.slice(0, end)).trimEnd();
  const longer = whole.length > word.length ? readWord(whole, { start, end: start + whole.length }) : read;
  return failed(cursor, 'problem' in longer ? longer : read);
}

function readNested(cursor: Cursor, read: (cursor: Cursor) => TomlNode | undefined): TomlNode | undefined {
  if (cursor.depth >= deepest) {
    cursor.fail('depth', cursor.at, cursor.at + 1);
    return undefined;
  }
  cursor.depth++;
  const node = read(cursor);
  if (node) cursor.depth--;
  return node;
}

function readArray(cursor: Cursor): TomlArray | undefined {
  const array: TomlArray = { kind: 'array', headers: false, start: cursor.at, end: cursor.at, items: [] };
  cursor.at++;
  for (;;) {
    let isOnNewLine = cursor.skipLines();
    if (cursor.peek() === ']') break;
    if (cursor.peek() === undefined || (isOnNewLine && isStatement(cursor)))
      return unclosed(cursor, 'array-open', array.start);
    const item = readValue(cursor);
    if (!item) return undefined;
    array.items.push(item);
    isOnNewLine = cursor.skipLines();
    if (cursor.peek() === ',') {
      cursor.at++;
    } else if (cursor.peek() !== ']') {
      if (cursor.peek() === undefined || (isOnNewLine && isStatement(cursor)))
        return unclosed(cursor, 'array-open', array.start);
      return unclosed(cursor, 'array-comma', item.end);
    }
  }
  array.end = ++cursor.at;
  return array;
}

function readInlineTable(cursor: Cursor): TomlTable | undefined {
  const table: TomlTable = {
    kind: 'table',
    origin: 'inline',
    start: cursor.at,
    end: cursor.at,
    entries: new Map(),
  };
  cursor.at++;
  cursor.skipBlanks();
  while (cursor.peek() !== '}') {
    if (cursor.isAtLineEnd) return unclosed(cursor, 'inline-open', table.start);
    if (!readKeyValue(cursor, table)) return undefined;
    cursor.skipBlanks();
    if (cursor.peek() === '}') break;
    if (cursor.isAtLineEnd) return unclosed(cursor, 'inline-open', table.start);
    if (cursor.peek() !== ',') return unclosed(cursor, 'inline-comma', cursor.at);
    const comma = cursor.at++;
    cursor.skipBlanks();
    if (cursor.peek() === '}') {
      cursor.fail('inline-trailing', comma, comma + 1, { instead: '' });
      return undefined;
    }
  }
  table.end = ++cursor.at;
  seal(table);
  return table;
}

function failed(cursor: Cursor, problem: TomlProblem): undefined {
  cursor.problems.push(problem);
  return undefined;
}

function unclosed(cursor: Cursor, problem: Problem, start: number): undefined {
  cursor.fail(problem, start, start + 1);
  return undefined;
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
