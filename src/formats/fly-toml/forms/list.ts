import * as z from 'zod';
import { asString, complain, written, wrongType } from '../complain.ts';
import { nested, type Reading, readBy, type Site } from '../reading.ts';
import { ignoredRule } from '../rules/values.ts';
import { plainOf } from '../toml/plain.ts';
import type { TomlNode } from '../toml/tree.ts';
import { choice, text } from './scalar.ts';
import { wrongTable } from './table.ts';

/** A list of texts. `single` where flyctl also takes one text for a list of one. */
export function texts(
  description: string,
  { single = false, examples }: { single?: boolean; examples?: string[][] } = {},
) {
  const list = z.array(z.string());
  const meta = { description, ...(examples && { examples }) };
  const reader = (node: TomlNode, site: Site, reading: Reading) =>
    single && site.cast && node.kind === 'string' ? [node.value] : readTexts(node, site, reading);
  if (!single) return readBy(list.meta(meta), reader);
  const either = z
    .union([list, z.string()])
    .transform((value) => (typeof value === 'string' ? [value] : value));
  return readBy(either.meta(meta), reader);
}

const item = text('');

function readTexts(node: TomlNode, site: Site, reading: Reading): string[] | undefined {
  if (node.kind !== 'array' || node.headers) {
    const instead = node.kind === 'string' ? `[${written(node, reading)}]` : undefined;
    return wrongType(node, site, reading, 'expected.toml.strings', instead);
  }
  return nested(item, node.items, site, reading);
}

/** A list of a few known words. */
export function choices<const T extends string>(
  description: string,
  words: readonly T[],
  more: { examples?: T[][] } = {},
) {
  const each = choice('', words);
  const schema = z.array(each).meta({ description, ...more });
  return readBy(schema, (node, site, reading) => {
    if (node.kind === 'array' && !node.headers) return nested(each, node.items, site, reading);
    return readTexts(node, site, reading) === undefined ? undefined : [];
  });
}

/** A table of names of the reader's own, each with a text. */
export function textMap(description: string) {
  return readBy(z.record(z.string(), z.string()).meta({ description }), (node, site, reading) =>
    readTextMap(node, site, reading, false),
  );
}

function readTextMap(
  node: TomlNode,
  site: Site,
  reading: Reading,
  castValues: boolean,
): Record<string, string> | undefined {
  if (node.kind !== 'table') return wrongTable(node, site, reading);
  const map: Record<string, string> = Object.create(null);
  for (const [name, entry] of node.entries) {
    const at: Site = { path: `${site.path}.${name}`, key: entry.key, name, cast: true };
    reading.places.set(at.path, { key: entry.key, value: entry.value });
    const value = castValues ? castText(entry.value, reading) : textOf(entry.value, at, reading);
    if (value !== undefined) map[name] = value;
  }
  return map;
}

function textOf(node: TomlNode, site: Site, reading: Reading): string | undefined {
  if (node.kind === 'string' || node.kind === 'datetime') return node.value;
  return wrongType(node, site, reading, 'expected.toml.string', asString(node, reading));
}

/** Returns the text that flyctl makes of any value (Go's `%v`); of tables and arrays as they are written. */
export function castText(node: TomlNode, reading: Reading): string {
  switch (node.kind) {
    case 'string':
    case 'datetime':
      return node.value;
    case 'integer':
      return BigInt(Math.trunc(node.value)).toString();
    case 'boolean':
      return String(node.value);
    case 'float':
      return goFloat(node.value);
    default:
      return written(node, reading);
  }
}

/** Returns a number as Go's `%v` prints it: the shortest form, with an exponent from 1e21 on and below 1e-4. */
function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return String(value);
}

/** HTTP headers: a table of texts. `cast` where flyctl also takes other values, and the old `[[headers]]` with name and value. */
export function headers(description: string, cast: boolean) {
  if (!cast) return textMap(description);
  const plain = z.union([z.string(), z.number(), z.boolean()]).transform(String);
  const pair = z.strictObject({
    name: z.string().describe('The name of the header.'),
    value: z.string().optional().describe('Its value.'),
  });
  const schema = z
    .union([
      z.record(z.string(), plain),
      z
        .array(pair)
        .transform((pairs) => Object.fromEntries(pairs.map(({ name, value }) => [name, value ?? '']))),
    ])
    .meta({ description });
  return readBy(schema, (node, site, reading) => {
    if (!site.cast || node.kind !== 'array') return readTextMap(node, site, reading, site.cast);
    const map: Record<string, string> = Object.create(null);
    for (const one of node.items) {
      const name = one.kind === 'table' ? one.entries.get('name') : undefined;
      if (one.kind !== 'table' || !name) return wrongType(one, site, reading, 'expected.toml.header');
      const value = one.entries.get('value');
      map[castText(name.value, reading)] = value ? castText(value.value, reading) : '';
    }
    return map;
  });
}

/** Environment variables: any value counts as its text, and several tables are merged. */
export function environment(description: string) {
  const plain = z.union([z.string(), z.number(), z.boolean()]).transform(String);
  const table = z.record(z.string(), plain);
  const schema = z
    .union([
      table,
      z.array(table).transform((tables) => Object.assign({}, ...tables) as Record<string, string>),
    ])
    .meta({ description });
  return readBy(schema, (node, site, reading) => {
    if (!site.cast) return readTextMap(node, site, reading, false);
    if (node.kind === 'table') return readTextMap(node, site, reading, true);
    if (node.kind !== 'array') return wrongType(node, site, reading, 'expected.toml.table');
    const map: Record<string, string> = Object.create(null);
    for (const one of node.items) {
      if (one.kind !== 'table') return wrongType(one, site, reading, 'expected.toml.table');
      Object.assign(map, readTextMap(one, site, reading, true));
    }
    return map;
  });
}

/** Process groups: a table of commands, or the old `[[processes]]` with name and command. */
export function commands(description: string) {
  const pair = z.strictObject({
    name: z.string().describe('The name of the process group.'),
    command: z.string().optional().describe('Its command.'),
  });
  const schema = z
    .union([
      z.record(z.string(), z.string()),
      z
        .array(pair)
        .transform((pairs) => Object.fromEntries(pairs.map(({ name, command }) => [name, command ?? '']))),
    ])
    .meta({ description });
  return readBy(schema, (node, site, reading) => {
    if (!site.cast || node.kind !== 'array') return readTextMap(node, site, reading, false);
    const map: Record<string, string> = Object.create(null);
    for (const one of node.items) {
      const name = one.kind === 'table' ? one.entries.get('name') : undefined;
      if (one.kind !== 'table' || !name) {
        complain(ignoredRule, reading, one, { key: 'rules.fly-toml/ignored-value.process' });
        continue;
      }
      const group = castText(name.value, reading);
      const command = one.entries.get('command');
      reading.places.set(`${site.path}.${group}`, { key: name.value, value: command?.value ?? name.value });
      map[group] = command ? castText(command.value, reading) : '';
    }
    return map;
  });
}

/** A table of anything at all. */
export function anyMap(description: string) {
  return readBy(z.record(z.string(), z.unknown()).meta({ description }), (node, site, reading) => {
    if (node.kind !== 'table') return wrongTable(node, site, reading);
    return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, plainOf(value)]));
  });
}
