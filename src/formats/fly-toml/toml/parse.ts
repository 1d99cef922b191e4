import { Cursor } from './cursor.ts';
import { openArrayTable, openTable } from './define.ts';
import { readKey } from './key.ts';
import { recover } from './recover.ts';
import { short } from './scalar.ts';
import type { Problem, TomlDocument, TomlTable } from './tree.ts';
import { readKeyValue } from './value.ts';

/** How many problems are told of one text: a text with more is something else than TOML. */
const most = 100;

const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/g;

/**
 * Returns a text's tables and values by TOML 1.0, and everything that is wrong with it. It goes on after a mistake at the next
 * line that can be read. It never throws, and needs time in proportion to the text's length.
 */
export function parseToml(text: string): TomlDocument {
  const cursor = new Cursor(text);
  const root: TomlTable = { kind: 'table', origin: 'root', start: 0, end: 0, entries: new Map() };
  // After a wrong header, what follows belongs to a table that nobody sees.
  let table: TomlTable | undefined = root;
  const spoilt = new Set<TomlTable>();
  for (;;) {
    cursor.skipLines();
    if (cursor.peek() === undefined || cursor.problems.length >= most) break;
    cursor.depth = 0;
    const isHeader = cursor.peek() === '[';
    if (isHeader) table = readHeader(cursor, root);
    const isRead = isHeader ? table !== undefined : readKeyValue(cursor, table);
    if (isRead && isAlone(cursor)) continue;
    if (table) spoilt.add(table);
    recover(cursor);
  }
  const isTorn = cursor.problems.some(({ problem, start, end }) =>
    isTearing(problem, text.slice(start, end)),
  );
  findControls(cursor);
  return { root, problems: cursor.problems, spoilt, isTorn };
}

/** Whether a mistake takes more with it than the table that it stands in: a header, or text up to somewhere below. */
function isTearing(problem: Problem, text: string): boolean {
  if (/^(?:header|depth|size|duplicate-table)/.test(problem)) return true;
  return problem === 'string-open' && text.includes('\n');
}

/** Reads `[name]` or `[[name]]`. Returns the table that it opens, or nothing where it is wrong. */
function readHeader(cursor: Cursor, root: TomlTable): TomlTable | undefined {
  const start = cursor.at;
  const isArray = cursor.text.startsWith('[[', start);
  const close = isArray ? ']]' : ']';
  cursor.at += close.length;
  cursor.skipBlanks();
  if (cursor.peek() === ']') {
    cursor.fail('header-empty', start, cursor.at + close.length);
    return undefined;
  }
  const key = readKey(cursor, true);
  if (!key) return undefined;
  if (!cursor.text.startsWith(close, cursor.at)) {
    const written = cursor.text.slice(start, cursor.lineEnd()).replace(/#.*$/, '').trimEnd();
    cursor.fail('header-open', start, start + written.length, { name: close, ...mended(written, close) });
    return undefined;
  }
  cursor.at += close.length;
  const opened = (isArray ? openArrayTable : openTable)(root, key, { start, end: cursor.at });
  if (opened.kind === 'table') return opened;
  cursor.problems.push(opened);
  return undefined;
}

/** Returns a header that only lacks closing brackets as it should be. */
function mended(written: string, close: string): { instead?: string } {
  const name = /^\[\[?([^[\]=]+)\]?$/.exec(written)?.[1]?.trim();
  return name === undefined ? {} : { instead: `${'['.repeat(close.length)}${name}${close}` };
}

/** Tells what stands behind a statement on its line. */
function isAlone(cursor: Cursor): boolean {
  cursor.skipBlanks();
  if (cursor.isAtLineEnd || cursor.peek() === '#') return true;
  const rest = cursor.text.slice(cursor.at, cursor.lineEnd()).trimEnd();
  return cursor.fail('line-rest', cursor.at, cursor.at + rest.length, { name: short(rest) });
}

/** Control characters may stand nowhere; those in strings have been told already. */
function findControls(cursor: Cursor): void {
  const { text, problems } = cursor;
  if (text.search(control) < 0) return;
  const told = [...problems];
  for (const { index, 0: character } of text.matchAll(control)) {
    if (problems.length >= most) return;
    if (told.some(({ start, end }) => start <= index && index < end)) continue;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    cursor.fail('control-character', index, index + 1, { name: `U+${code}` });
  }
}
