import * as z from 'zod';
import { nearest } from '../../../diagnostics/nearest.ts';
import { asString, complain, rewrite, wrongType } from '../complain.ts';
import { type Reading, readBy, type Site } from '../reading.ts';
import { portRule, rangeRule, valueRule } from '../rules/values.ts';
import { quoted } from '../toml/scalar.ts';
import type { TomlNode } from '../toml/tree.ts';

/** A text. Dates pass as the text that they are written in; numbers and booleans do not. */
export function text(description: string, more: { examples?: string[]; default?: string } = {}) {
  return readBy(z.string().meta({ description, ...more }), readText);
}

function readText(node: TomlNode, site: Site, reading: Reading): string | undefined {
  if (node.kind === 'string' || node.kind === 'datetime') return node.value;
  return wrongType(node, site, reading, 'expected.toml.string', asString(node, reading));
}

/** One of a few texts. */
export function choice<const T extends string>(
  description: string,
  choices: readonly T[],
  more: { default?: T } = {},
) {
  const schema = z.enum(choices as unknown as readonly [T, ...T[]]).meta({ description, ...more });
  return readBy(schema, (node, site, reading) => {
    const value = readText(node, site, reading);
    return value === undefined
      ? undefined
      : (oneOf(choices, value, node, site, reading) as z.output<typeof schema>);
  });
}

/** Words of other places, and the word that means the same in fly.toml. */
const meant: Record<string, string> = { https: 'tls', ssl: 'tls', 'unless-stopped': 'always', no: 'never' };

/** Returns the value where it is one of the choices, else tells what the choices are. */
export function oneOf<T extends string>(
  choices: readonly T[],
  value: string,
  node: TomlNode,
  site: Site,
  reading: Reading,
): T | undefined {
  const known = choices.find((candidate) => candidate === value);
  if (known !== undefined || isPlaceholder(value)) return known;
  const near = choices.find((choice) => choice === meant[value]) ?? nearest(value, choices);
  const all = choices.map((one) => `\`${one}\``).join(', ');
  const values = { name: site.name, value, choices: all, nearest: near ?? '' };
  const key = near === undefined ? 'rules.fly-toml/value' : 'rules.fly-toml/value.nearest';
  complain(
    valueRule,
    reading,
    node,
    { key, values },
    {
      ...(near !== undefined && { fixes: [rewrite(node, quoted(near))] }),
    },
  );
  return undefined;
}

/** Whether a text is one to be filled in, such as `<your-app>`, `{{ app }}` or `$APP`. */
export function isPlaceholder(value: string): boolean {
  return /^<[^<>]+>$|^\$\{?\w+\}?$|\{\{.*\}\}|\$\{.*\}/.test(value);
}

/** `true` or `false`, without quotes. */
export function flag(description: string, more: { default?: boolean } = {}) {
  return readBy(z.boolean().meta({ description, ...more }), (node, site, reading) => {
    if (node.kind === 'boolean') return node.value;
    return wrongType(node, site, reading, 'expected.toml.boolean', asBoolean(node));
  });
}

function asBoolean(node: TomlNode): string | undefined {
  const value = node.kind === 'string' ? node.value.trim().toLowerCase() : undefined;
  return value === 'true' || value === 'false' ? value : undefined;
}

interface Bounds {
  minimum?: number;
  maximum?: number;
  default?: number;
  examples?: number[];
  /** Whether flyctl also reads the number from a text. */
  fromText?: boolean;
}

/** A whole number, which may be written as `8080.0` too, as flyctl goes by way of JSON. */
export function whole(description: string, { minimum, maximum, fromText = false, ...more }: Bounds = {}) {
  let number = z.int();
  if (minimum !== undefined) number = number.min(minimum);
  if (maximum !== undefined) number = number.max(maximum);
  const meta = { description, ...more };
  const reader = (node: TomlNode, site: Site, reading: Reading): number | undefined => {
    const value = wholeNumber(node, site, reading, fromText);
    if (value === undefined || ((minimum ?? value) <= value && value <= (maximum ?? value))) return value;
    complain(rangeRule, reading, node, {
      key: maximum === undefined ? 'rules.fly-toml/range.least' : 'rules.fly-toml/range',
      values: { name: site.name, value, minimum: minimum ?? 0, maximum: maximum ?? 0 },
    });
    return undefined;
  };
  return fromText ? readBy(numberOrText(number, meta), reader) : readBy(number.meta(meta), reader);
}

/** A port that something listens on, 1 to 65535. */
export function port(description: string, { fromText = false, ...more }: Bounds = {}) {
  const meta = { description, ...more };
  const number = z.int().min(1).max(65535);
  const reader = (node: TomlNode, site: Site, reading: Reading): number | undefined => {
    const value = wholeNumber(node, site, reading, fromText);
    if (value === undefined || (value >= 1 && value <= 65535)) return value;
    complain(portRule, reading, node, { key: 'rules.fly-toml/port', values: { name: site.name, value } });
    return undefined;
  };
  return fromText ? readBy(numberOrText(number, meta), reader) : readBy(number.meta(meta), reader);
}

function numberOrText(number: z.ZodType<number, number>, meta: { description: string }) {
  return z
    .union([number, z.string().regex(/^[+-]?\d+$/)])
    .transform(Number)
    .meta(meta);
}

function wholeNumber(node: TomlNode, site: Site, reading: Reading, fromText: boolean): number | undefined {
  if (node.kind === 'integer') return node.value;
  if (node.kind === 'float') {
    const cast = fromText && site.cast ? Math.trunc(node.value) : node.value;
    if (Number.isSafeInteger(cast)) return cast;
  }
  if (node.kind === 'string') {
    const isNumber = /^[+-]?\d{1,18}$/.test(node.value);
    if (isNumber && fromText && site.cast) return Number(node.value);
    return wrongType(
      node,
      site,
      reading,
      'expected.toml.whole',
      isNumber ? String(Number(node.value)) : undefined,
    );
  }
  return wrongType(node, site, reading, 'expected.toml.whole');
}

/** Any number. */
export function decimal(description: string, more: { default?: number } = {}) {
  return readBy(z.number().meta({ description, ...more }), (node, site, reading) => {
    if ((node.kind === 'float' || node.kind === 'integer') && Number.isFinite(node.value)) return node.value;
    const isNumber = node.kind === 'string' && /^[+-]?\d+(\.\d+)?$/.test(node.value);
    return wrongType(
      node,
      site,
      reading,
      'expected.toml.number',
      isNumber ? String(Number(node.value)) : undefined,
    );
  });
}

/** Whether machines stop when nobody uses them: a boolean in older files, one of three words since. */
export function autostop(description: string) {
  const words = ['off', 'stop', 'suspend'] as const;
  const schema = z
    .union([z.enum(words), z.boolean()])
    .transform((value) => (typeof value === 'boolean' ? (value ? 'stop' : 'off') : value))
    .meta({ description, default: 'off' });
  return readBy(schema, (node, site, reading) => {
    if (node.kind === 'boolean') return node.value ? 'stop' : 'off';
    if (node.kind !== 'string') return wrongType(node, site, reading, 'expected.toml.autostop');
    if (asBoolean(node) === undefined) return oneOf(words, node.value, node, site, reading);
    return wrongType(node, site, reading, 'expected.toml.autostop', asBoolean(node));
  });
}

const persistence = ['none', 'never', 'restart', 'always'] as const;

/** Whether the root file system outlives a stop: a word, or its number in the platform's own enumeration. */
export function persistRootfs(description: string) {
  const schema = z
    .union([z.enum([...persistence, '']), z.int().min(0).max(3)])
    .transform((value) => (typeof value === 'number' ? (persistence[value] ?? 'none') : value || 'none'))
    .meta({ description, default: 'none' });
  return readBy(schema, (node, site, reading) => {
    if (node.kind === 'string')
      return node.value === '' ? 'none' : oneOf(persistence, node.value, node, site, reading);
    if (node.kind === 'integer') {
      const word = persistence[node.value];
      if (word) return word;
    }
    return wrongType(node, site, reading, 'expected.toml.persistence');
  });
}
