import type { Span } from '../../../diagnostics/diagnostic.ts';
import type { KeyPart } from './key.ts';
import { short } from './scalar.ts';
import type { TableOrigin, TomlNode, TomlProblem, TomlTable } from './tree.ts';

type Opened = TomlTable | (TomlProblem & { kind?: undefined });

/** Puts a value at a key, dotted or plain. Returns what forbids it. */
export function defineKey(table: TomlTable, key: KeyPart[], value: TomlNode): TomlProblem | undefined {
  let into = table;
  for (const part of key.slice(0, -1)) {
    const entry = into.entries.get(part.name);
    if (!entry) {
      into = newTable(into, part, 'dotted', part);
    } else if (entry.value.kind === 'table' && isOpen(entry.value)) {
      into = entry.value;
    } else {
      return duplicate('duplicate-key', part, entry.key);
    }
  }
  const last = key.at(-1);
  if (!last) return undefined;
  const existing = into.entries.get(last.name);
  if (existing) return duplicate('duplicate-key', last, existing.key);
  into.entries.set(last.name, { key: { start: last.start, end: last.end }, value });
  return undefined;
}

/** Whether dotted keys may add to a table: to their own and to those that a header only names on its way. */
function isOpen({ origin }: TomlTable): boolean {
  return origin === 'dotted' || origin === 'implicit';
}

/** Opens the table of a header `[a.b]`, or returns what forbids it. */
export function openTable(root: TomlTable, key: KeyPart[], header: Span): Opened {
  const into = descend(root, key);
  const last = key.at(-1);
  if (into.kind !== 'table' || !last) return into;
  const entry = into.entries.get(last.name);
  if (!entry) return newTable(into, last, 'header', header);
  const { value } = entry;
  if (value.kind !== 'table' || value.origin !== 'implicit')
    return duplicate('duplicate-table', last, entry.key, header);
  value.origin = 'header';
  value.start = header.start;
  value.end = header.end;
  entry.key = { start: last.start, end: last.end };
  return value;
}

/** Opens one more table of a header `[[a.b]]`, or returns what forbids it. */
export function openArrayTable(root: TomlTable, key: KeyPart[], header: Span): Opened {
  const into = descend(root, key);
  const last = key.at(-1);
  if (into.kind !== 'table' || !last) return into;
  const table: TomlTable = { kind: 'table', origin: 'header', ...header, entries: new Map() };
  const entry = into.entries.get(last.name);
  if (!entry) {
    const value: TomlNode = { kind: 'array', headers: true, ...header, items: [table] };
    into.entries.set(last.name, { key: { start: last.start, end: last.end }, value });
  } else if (entry.value.kind === 'array' && entry.value.headers) {
    entry.value.items.push(table);
  } else {
    return duplicate('duplicate-table', last, entry.key, header);
  }
  return table;
}

/** Goes down a header's key to the table that its last part stands in, making tables on the way. */
function descend(root: TomlTable, key: KeyPart[]): Opened {
  let into = root;
  for (const part of key.slice(0, -1)) {
    const entry = into.entries.get(part.name);
    if (!entry) {
      into = newTable(into, part, 'implicit', part);
      continue;
    }
    const { value } = entry;
    const last = value.kind === 'array' && value.headers ? value.items.at(-1) : value;
    if (last?.kind !== 'table' || last.origin === 'inline')
      return duplicate('duplicate-key', part, entry.key);
    into = last;
  }
  return into;
}

function newTable(into: TomlTable, part: KeyPart, origin: TableOrigin, span: Span): TomlTable {
  const table: TomlTable = { kind: 'table', origin, start: span.start, end: span.end, entries: new Map() };
  into.entries.set(part.name, { key: { start: part.start, end: part.end }, value: table });
  return table;
}

function duplicate(
  problem: 'duplicate-key' | 'duplicate-table',
  part: KeyPart,
  first: Span,
  span: Span = part,
): TomlProblem & { kind?: undefined } {
  return {
    problem,
    start: span.start,
    end: span.end,
    name: short(part.name),
    first: { start: first.start, end: first.end },
  };
}
