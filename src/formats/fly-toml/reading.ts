import type * as z from 'zod';
import type { Finding, Span } from '../../diagnostics/diagnostic.ts';
import type { TomlNode } from './toml/tree.ts';

/** Where a value stands, and the key that names it. */
export interface Place {
  key: Span;
  value: Span;
}

/** A file while it is read: its findings gather here, and the places of all values by their path. */
export interface Reading {
  text: string;
  /** Whether the file is somebody else's: unknown keys are then warnings. */
  foreign: boolean;
  findings: Finding[];
  places: Map<string, Place>;
  /** The paths of keys that were meant where an unknown one was found; `a.*` where it may have been any of the table's. */
  meant: Set<string>;
  /** Returns the keys of every table that fly.toml has, by its path. */
  tables: () => Map<string, Set<string>>;
}

/** What a reader is told of a value beside the value itself. */
export interface Site {
  /** The path by the keys' own names, such as `services[0].internal_port`. */
  path: string;
  /** The key, as it stands in the text. */
  key: Span;
  /** The key's own name. */
  name: string;
  /** Whether flyctl's casts apply here: they know keys by their exact name alone, while decoding takes any case. */
  cast: boolean;
}

/** Reads a value as flyctl does. Returns it in its normal form, or nothing where it cannot be used. */
export type Reader<T> = (node: TomlNode, site: Site, reading: Reading) => T | undefined;

const readers = new WeakMap<z.ZodType, Reader<unknown>>();

/** Says how the values of a schema are read. Returns the schema. */
export function readBy<S extends z.ZodType>(schema: S, reader: Reader<z.output<S>>): S {
  readers.set(schema, reader);
  return schema;
}

/** Returns the reader of a schema. */
export function readerOf<S extends z.ZodType>(schema: S): Reader<z.output<S>> {
  const reader = readers.get(schema);
  if (!reader) throw new Error('A schema of fly.toml has no reader');
  return reader as Reader<z.output<S>>;
}

/** Reads the items of an array, each at its own path. Returns nothing where one of them cannot be used. */
export function nested<S extends z.ZodType>(
  schema: S,
  items: TomlNode[],
  site: Site,
  reading: Reading,
): z.output<S>[] | undefined {
  const read = readerOf(schema);
  const values: z.output<S>[] = [];
  items.forEach((item, index) => {
    const at: Site = { path: `${site.path}[${index}]`, key: item, name: site.name, cast: site.cast };
    reading.places.set(at.path, { key: item, value: item });
    const value = read(item, at, reading);
    if (value !== undefined) values.push(value);
  });
  return values.length === items.length ? values : undefined;
}

const tableKeys = new WeakMap<z.ZodType, Record<string, z.ZodType>>();
const items = new WeakMap<z.ZodType, z.ZodType>();

/** Notes which keys a table has, or what a list or map of tables holds. Returns the schema. */
export function madeOf<S extends z.ZodType>(
  schema: S,
  parts: { keys?: Record<string, z.ZodType>; each?: z.ZodType },
): S {
  if (parts.keys) tableKeys.set(schema, parts.keys);
  if (parts.each) items.set(schema, parts.each);
  return schema;
}

/** Returns the names of the keys of every table within a schema, by the table's path without indices. */
export function tablesOf(schema: z.ZodType, path = ''): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const table = tableKeys.get(schema) ?? tableKeys.get(items.get(schema) ?? schema);
  if (!table) return found;
  found.set(path, new Set(Object.keys(table)));
  for (const [name, child] of Object.entries(table)) {
    for (const [at, names] of tablesOf(child, path === '' ? name : `${path}.${name}`)) found.set(at, names);
  }
  return found;
}
