import * as z from 'zod';
import { asString, complain, rewrite, written, wrongType } from '../complain.ts';
import { readBy } from '../reading.ts';
import { durationRule, ignoredRule, nanosecondsRule, sizeRule } from '../rules/values.ts';
import { quoted } from '../toml/scalar.ts';

const units: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const duration = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Returns the milliseconds of a duration such as `1m30s`, as Go reads it, or nothing where it is none. */
export function parseDuration(value: string): number | undefined {
  if (value.length > 100 || !duration.test(value)) return undefined;
  let sum = 0;
  for (const [, count, unit] of value.matchAll(part)) sum += Number(count) * (units[unit ?? ''] ?? 0);
  return value.startsWith('-') ? -sum : sum;
}

/** What a duration without a unit counts in, by flyctl's source. */
export type BareUnit = 'seconds' | 'milliseconds' | 'nanoseconds';
const bareUnits: Record<BareUnit, number> = { seconds: 1000, milliseconds: 1, nanoseconds: 1e-6 };

/** How long something takes, in milliseconds once read: a text with its unit, or a bare number whose unit the section decides. */
export function span(
  description: string,
  bare: BareUnit,
  more: { default?: string; examples?: string[] } = {},
) {
  const schema = z
    .union([z.string().regex(duration), z.number()])
    .transform((value) => (typeof value === 'number' ? value * bareUnits[bare] : (parseDuration(value) ?? 0)))
    .meta({ description, ...more });
  return readBy(schema, (node, site, reading) => {
    const patched = bare !== 'nanoseconds' && site.cast;
    const notNegative = (value: number) => {
      if (value >= 0) return value;
      complain(durationRule, reading, node, {
        key: 'rules.fly-toml/duration.negative',
        values: { name: site.name },
      });
      return undefined;
    };
    if (node.kind === 'string') {
      // flyctl's casts drop an empty duration.
      if (node.value === '' && patched) return undefined;
      const value = parseDuration(node.value);
      if (value !== undefined) return notNegative(value);
      const isNumber = /^\d{1,9}$/.test(node.value);
      complain(
        durationRule,
        reading,
        node,
        {
          key: isNumber ? 'rules.fly-toml/duration.unit' : 'rules.fly-toml/duration',
          values: { name: site.name, value: node.value },
        },
        isNumber ? { fixes: [rewrite(node, quoted(`${node.value}s`), false)] } : {},
      );
      return undefined;
    }
    if ((node.kind === 'integer' || node.kind === 'float') && Number.isFinite(node.value)) {
      if (patched) return notNegative(Math.trunc(node.value) * bareUnits[bare]);
      if (node.value === 0) return 0;
      const raw = written(node, reading);
      complain(
        nanosecondsRule,
        reading,
        node,
        { key: 'rules.fly-toml/nanoseconds', values: { name: site.name, value: raw } },
        {
          fixes: [rewrite(node, quoted(node.value < 1000 ? `${raw}s` : `${raw}ms`), false)],
        },
      );
      return undefined;
    }
    if (!patched) return wrongType(node, site, reading, 'expected.toml.duration');
    complain(ignoredRule, reading, node, {
      key: 'rules.fly-toml/ignored-value',
      values: { name: site.name },
    });
    return undefined;
  });
}

// No flag: a JSON Schema has none.
const size = /^\+?(\d+(?:\.\d*)?|\.\d+) ?(?:([KMGTPkmgtp])(?:[Ii]?[Bb])?|[Bb])?$/;

/** Returns the bytes of a size such as `1gb`; `base` is 1000 or 1024. Nothing where it is none. */
function parseBytes(value: string, base: number): number | undefined {
  const match = value.length > 100 ? null : size.exec(value);
  if (!match) return undefined;
  const power = match[2] === undefined ? 0 : 'kmgtp'.indexOf(match[2].toLowerCase()) + 1;
  return Math.trunc(Number(match[1]) * base ** power);
}

/** Returns a volume's size in whole GB (decimal, rounded down); a bare number counts GB. */
export function parseGigabytes(value: string): number | undefined {
  if (/^[+-]?\d{1,18}$/.test(value)) return Number(value);
  const bytes = parseBytes(value, 1000);
  return bytes === undefined ? undefined : Math.floor(bytes / 1e9);
}

/** Returns a memory's size in whole MB (binary, rounded down); a bare number counts MB. */
export function parseMegabytes(value: string): number | undefined {
  if (/^[+-]?\d{1,18}$/.test(value)) return Number(value);
  const bytes = parseBytes(value, 1024);
  return bytes === undefined ? undefined : Math.floor(bytes / 1024 ** 2);
}

interface SizeForm {
  parse: (value: string) => number | undefined;
  /** Whether flyctl also takes a number without quotes. */
  bareNumber: boolean;
}

/** A volume's size, in GB once read. */
export function gigabytes(description: string, bareNumber: boolean) {
  return sizeForm(description, { parse: parseGigabytes, bareNumber });
}

/** A memory's size, in MB once read. */
export function megabytes(description: string, bareNumber: boolean) {
  return sizeForm(description, { parse: parseMegabytes, bareNumber });
}

function sizeForm(description: string, { parse, bareNumber }: SizeForm) {
  const wording = z.string().regex(size);
  const schema = (bareNumber ? z.union([wording, z.int()]) : wording)
    .transform((value) => (typeof value === 'number' ? value : (parse(value) ?? 0)))
    .meta({ description, examples: ['1gb'] });
  return readBy(schema, (node, site, reading) => {
    const isText = node.kind === 'string';
    if (!isText && !(bareNumber && site.cast && (node.kind === 'integer' || node.kind === 'float'))) {
      return wrongType(
        node,
        site,
        reading,
        'expected.toml.size',
        node.kind === 'integer' ? asString(node, reading) : undefined,
      );
    }
    const raw = String(node.value);
    if (raw === '') return undefined;
    const value = parse(raw);
    if (value === undefined)
      complain(sizeRule, reading, node, {
        key: 'rules.fly-toml/size',
        values: { name: site.name, value: raw },
      });
    return value;
  });
}
