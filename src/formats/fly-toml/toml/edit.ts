import type { Edit } from '../../../diagnostics/diagnostic.ts';
import { applyEdits } from '../../../diagnostics/fix.ts';
import { parseToml } from './parse.ts';
import type { TomlEntry, TomlNode, TomlTable } from './tree.ts';

/** Returns a TOML text with a key set in every table at a path, comments and layout kept; undefined where no table is there. */
export function setToml(text: string, table: RegExp, key: string, written: string): string | undefined {
  const edits = tablesAt(text, table).map(({ entries, origin, start, end }): Edit | undefined => {
    const entry = entries.get(key);
    if (entry !== undefined) return { start: entry.value.start, end: entry.value.end, text: written };
    if (origin === 'header') {
      const line = lineEnd(text, end);
      return { start: line, end: line, text: `\n  ${key} = ${written}` };
    }
    const rest = entries.size > 0 ? ',' : ' ';
    return origin === 'inline'
      ? { start: start + 1, end: start + 1, text: ` ${key} = ${written}${rest}` }
      : undefined;
  });
  return changed(text, edits);
}

/** Returns a TOML text with each string in the tables at a path rewritten; undefined where that changes nothing. */
export function rewriteToml(
  text: string,
  table: RegExp,
  change: (value: string) => string,
): string | undefined {
  const edits = tablesAt(text, table).flatMap(({ entries }) =>
    [...entries.values()].map(({ value }): Edit | undefined => {
      if (value.kind !== 'string' || change(value.value) === value.value) return undefined;
      return { start: value.start, end: value.end, text: JSON.stringify(change(value.value)) };
    }),
  );
  return changed(text, edits);
}

/** Returns a TOML text without a key in the tables at a path; undefined where it is in none of them. */
export function removeToml(text: string, table: RegExp, key: string): string | undefined {
  const edits = tablesAt(text, table).map(({ entries, origin }): Edit | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    return origin === 'inline' ? inlineRemoval(text, entry) : lineRemoval(text, entry);
  });
  return changed(text, edits);
}

/** Every table whose path a pattern matches: the names around it with dots between, without positions in arrays; the root's is ''. */
function tablesAt(text: string, pattern: RegExp): TomlTable[] {
  const found: TomlTable[] = [];
  const visit = (node: TomlNode, path: string): void => {
    if (node.kind === 'array') for (const item of node.items) visit(item, path);
    if (node.kind !== 'table') return;
    if (pattern.test(path)) found.push(node);
    for (const [name, { value }] of node.entries) visit(value, path === '' ? name : `${path}.${name}`);
  };
  visit(parseToml(text).root, '');
  return found;
}

/** In an inline table the comma goes too: the one after it, or, of the last, the one before. */
function inlineRemoval(text: string, { key, value }: TomlEntry): Edit {
  const after = /^\s*,\s*/.exec(text.slice(value.end));
  if (after !== null) return { start: key.start, end: value.end + after[0].length, text: '' };
  const before = /\s*,?\s*$/.exec(text.slice(0, key.start));
  return { start: key.start - (before?.[0].length ?? 0), end: value.end, text: ' ' };
}

function lineRemoval(text: string, { key, value }: TomlEntry): Edit {
  return {
    start: text.lastIndexOf('\n', key.start) + 1,
    end: Math.min(lineEnd(text, value.end) + 1, text.length),
    text: '',
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function changed(text: string, edits: (Edit | undefined)[]): string | undefined {
  const real = edits.filter((edit) => edit !== undefined);
  return real.length === 0 ? undefined : applyEdits(text, real);
}
