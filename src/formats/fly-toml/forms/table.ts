import * as z from 'zod';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { complain, rewrite, written, wrongType } from '../complain.ts';
import { madeOf, nested, type Reader, type Reading, readBy, readerOf, type Site } from '../reading.ts';
import { keyCaseRule, oldKeyRule } from '../rules/keys.ts';
import { tableFormRule } from '../rules/values.ts';
import type { TomlArray, TomlEntry, TomlNode, TomlTable } from '../toml/tree.ts';
import { tellUnknown } from '../unknown.ts';

type Shape = Record<string, z.ZodType>;
type Optional<S extends Shape> = z.ZodObject<{ [K in keyof S]: z.ZodOptional<S[K]> }, z.core.$strict>;

interface TableOptions {
  /** Other names of keys, which flyctl still takes. */
  aliases?: Record<string, string>;
  /** Keys that flyctl casts whenever it loads a file, so that the same name in another case is lost. */
  exact?: string[];
}

/** Other names of a table's keys, for the JSON Schema. */
export const aliasesOf = new WeakMap<z.core.$ZodType, Record<string, string>>();

/** A table of known keys, none of which is required to load. */
export function table<S extends Shape>(
  description: string,
  keys: S,
  options: TableOptions = {},
): Optional<S> {
  const shape = Object.fromEntries(Object.entries(keys).map(([name, schema]) => [name, schema.optional()]));
  const schema = z.strictObject(shape).meta({ description }) as unknown as Optional<S>;
  if (options.aliases) aliasesOf.set(schema, options.aliases);
  const readAll = tableReader(keys, options);
  return madeOf(readBy(schema, readAll as Reader<z.output<Optional<S>>>), { keys });
}

function tableReader(
  keys: Shape,
  { aliases = {}, exact = [] }: TableOptions,
): Reader<Record<string, unknown>> {
  const readers = new Map(Object.entries(keys).map(([name, schema]) => [name, readerOf(schema)]));
  const anyCase = new Map(Object.keys(keys).map((name) => [name.toLowerCase(), name]));
  const canonical = new Map(Object.entries(aliases));
  return (node, site, reading) => {
    if (node.kind !== 'table') return wrongTable(node, site, reading);
    const values: Record<string, unknown> = {};
    for (const [name, { entry, cast }] of byName(node)) {
      const at: Site = { path: site.path === '' ? name : `${site.path}.${name}`, key: entry.key, name, cast };
      reading.places.set(at.path, { key: entry.key, value: entry.value });
      const value = readers.get(name)?.(entry.value, at, reading);
      if (value !== undefined) values[name] = value;
    }
    return values;

    /** Returns the entries by their keys' own names; where several names mean one key, together or the one that counts. */
    function byName(from: TomlTable): Map<string, { entry: TomlEntry; cast: boolean }> {
      const entries = new Map<string, { entry: TomlEntry; cast: boolean }>();
      const unknown = new Map<string, TomlEntry>();
      for (const [written, entry] of from.entries) {
        const alias = canonical.get(written);
        const name = readers.has(written) ? written : (alias ?? anyCase.get(written.toLowerCase()));
        if (name === undefined) {
          unknown.set(written, entry);
          continue;
        }
        if (alias !== undefined) tellAlias(written, alias, entry, reading);
        else if (written !== name && !caseMatters(written, name, entry, from)) continue;
        const before = entries.get(name);
        entries.set(name, {
          entry: before ? joined(before.entry, entry, name) : entry,
          cast: written === name || alias !== undefined,
        });
      }
      if (unknown.size > 0)
        tellUnknown(unknown, { known: [...readers.keys()], present: entries }, site, reading);
      return entries;
    }

    /** Tells where the case of a name loses what is written there. Returns whether the value is read. */
    function caseMatters(written: string, name: string, entry: TomlEntry, from: TomlTable): boolean {
      const lost = exact.includes(name);
      const twin = from.entries.get(name);
      if (!lost && !twin) return true;
      complain(
        keyCaseRule,
        reading,
        entry.key,
        {
          key: twin ? 'rules.fly-toml/key-case.twice' : 'rules.fly-toml/key-case',
          values: { name: written, right: name },
        },
        twin
          ? { related: [{ ...twin.key, message: { key: 'related.fly-toml.counts' } }] }
          : { fixes: [rename(entry, name)] },
      );
      return false;
    }
  };
}

function joined(first: TomlEntry, second: TomlEntry, name: string): TomlEntry {
  const items = (node: TomlNode) => (node.kind === 'array' ? node.items : [node]);
  if (name === 'build-target') return second;
  const value: TomlArray = {
    ...first.value,
    kind: 'array',
    headers: true,
    items: [...items(first.value), ...items(second.value)],
  };
  return { key: first.key, value };
}

function tellAlias(written: string, name: string, entry: TomlEntry, reading: Reading): void {
  complain(
    oldKeyRule,
    reading,
    entry.key,
    { key: 'rules.fly-toml/old-key.alias', values: { name: written, right: name } },
    {
      severity: 'info',
      fixes: [rename(entry, name)],
    },
  );
}

function rename({ key }: TomlEntry, name: string) {
  return {
    message: { key: 'fix.replace' as const, values: { text: name } },
    edits: [{ ...key, text: name }],
    safe: true,
  };
}

/** Tells that something else stands where a table should; of `[[name]]` with one table, with the mend. */
export function wrongTable(node: TomlNode, site: Site, reading: Reading): undefined {
  if (node.kind !== 'array') return wrongType(node, site, reading, 'expected.toml.table');
  const [only] = node.items;
  const fixes: Partial<Finding> =
    node.headers && node.items.length === 1 && only
      ? { fixes: [rewrite(only, written(only, reading).slice(1, -1))] }
      : {};
  const at = node.headers && only ? (node.items[1] ?? only) : node;
  complain(
    tableFormRule,
    reading,
    at,
    { key: 'rules.fly-toml/table-form.one', values: { name: site.name } },
    fixes,
  );
  return undefined;
}

/** Several tables, `[[name]]` each, and nothing else. */
export function tables<S extends z.ZodType>(description: string, each: S) {
  const schema = readBy(z.array(each).meta({ description }), (node, site, reading) => {
    if (node.kind === 'array') return nested(each, node.items, site, reading);
    if (node.kind !== 'table') return wrongType(node, site, reading, 'expected.toml.tables');
    const raw = written(node, reading);
    const instead = node.origin === 'header' || node.origin === 'inline' ? `[${raw}]` : undefined;
    const at = node.origin === 'header' ? node : site.key;
    complain(
      tableFormRule,
      reading,
      at,
      { key: 'rules.fly-toml/table-form.many', values: { name: site.name } },
      {
        ...(instead !== undefined && { fixes: [rewrite(node, instead)] }),
      },
    );
    return undefined;
  });
  return madeOf(schema, { each });
}

/** One table or several, `[name]` or `[[name]]`. */
export function oneOrMore<S extends z.ZodType>(description: string, each: S) {
  const schema = z
    .union([z.array(each), each])
    .transform((value): z.output<S>[] => (Array.isArray(value) ? value : [value]) as z.output<S>[])
    .meta({ description });
  const onlyMany = tables(description, each);
  madeOf(schema, { each });
  return readBy(schema, (node, site, reading) => {
    if (!site.cast) return readerOf(onlyMany)(node, site, reading);
    if (node.kind === 'array') return nested(each, node.items, site, reading);
    if (node.kind === 'table') return nested(each, [node], site, reading);
    return wrongType(node, site, reading, 'expected.toml.tables');
  });
}

/** Tables under names of the reader's own, `[checks.name]`; or, as in old files, `[[checks]]` with a `name` each. */
export function namedTables<S extends z.ZodType>(description: string, each: S) {
  const named = z.record(z.string(), each);
  const schema = madeOf(named.meta({ description }), { each });
  return readBy(schema, (node, site, reading) => {
    const all: Record<string, z.output<S>> = Object.create(null);
    const add = (name: string, key: TomlEntry['key'], value: TomlNode) => {
      const at: Site = { path: `${site.path}.${name}`, key, name, cast: site.cast };
      reading.places.set(at.path, { key, value });
      const read = readerOf(each)(value, at, reading);
      if (read !== undefined) all[name] = read;
    };
    if (node.kind === 'table') {
      for (const [name, entry] of node.entries) add(name, entry.key, entry.value);
      return all;
    }
    if (node.kind !== 'array' || !site.cast) return wrongTable(node, site, reading);
    for (const item of node.items) {
      const name = item.kind === 'table' ? item.entries.get('name') : undefined;
      if (item.kind !== 'table' || name?.value.kind !== 'string')
        return wrongType(item, site, reading, 'expected.toml.named');
      const entries = new Map(item.entries);
      entries.delete('name');
      add(name.value.value, name.value, { ...item, entries });
    }
    return all;
  });
}
