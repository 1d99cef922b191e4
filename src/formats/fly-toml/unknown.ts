import type { Finding, Message, Span } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { complain } from './complain.ts';
import { homeOf, isObsolete } from './homes.ts';
import { moved } from './migrate.ts';
import type { Reading, Site } from './reading.ts';
import { mostFindings } from './rule.ts';
import { oldKeyRule, unknownKeyRule } from './rules/keys.ts';
import type { TomlEntry } from './toml/tree.ts';

/** The keys that a table may have, and those of them that it has. */
interface Names {
  known: string[];
  present: ReadonlyMap<string, unknown>;
}

/** Tells that a table has no such keys: with the nearest that it has, the table where they belong, or what became of them. */
export function tellUnknown(
  unknown: Map<string, TomlEntry>,
  keys: Names,
  site: Site,
  reading: Reading,
): void {
  const rest = [...unknown].filter(([name, { key }]) => {
    const right = site.path === 'experimental' ? moved.get(name) : undefined;
    if (right === undefined) return true;
    complain(oldKeyRule, reading, key, { key: 'rules.fly-toml/old-key', values: { name, right } });
    return false;
  });
  const names = rest.map(([name]) => name);
  const place = rest.length > 1 ? commonHome(names, site, reading) : undefined;
  const [first] = rest;
  // A header that is missing takes all its keys to the table before: one mistake.
  if (place !== undefined && first) {
    reading.meant.add(place).add(at(site, '*'));
    const values = { names: names.map((name) => `\`${name}\``).join(', '), place };
    tell(first[1], reading, { key: 'rules.fly-toml/unknown-key.places', values });
    return;
  }
  for (const [name, entry] of rest.slice(0, mostFindings)) tellOne(name, entry, keys, site, reading);
}

function tellOne(
  name: string,
  entry: TomlEntry,
  { known, present }: Names,
  site: Site,
  reading: Reading,
): void {
  if (isObsolete(at(site, name))) {
    tell(entry, reading, { key: 'rules.fly-toml/unknown-key.obsolete', values: { name } });
    return;
  }
  const home = homeOf(name, site.path);
  const near = home === undefined ? nearest(name, known) : undefined;
  reading.meant.add(at(site, near ?? '*'));
  if (near !== undefined) {
    const fix = {
      message: { key: 'fix.replace' as const, values: { text: near } },
      edits: namedIn(name, entry, site, reading).map((span) => ({ ...span, text: near })),
      safe: true,
    };
    tell(
      entry,
      reading,
      { key: 'rules.fly-toml/unknown-key.nearest', values: { name, nearest: near } },
      // Where both stand, only the writer knows which of the two is meant.
      present.has(near) ? {} : { fixes: [fix] },
    );
  } else if (home === '') {
    tell(entry, reading, { key: 'rules.fly-toml/unknown-key.top', values: { name } });
  } else if (home !== undefined) {
    tell(entry, reading, { key: 'rules.fly-toml/unknown-key.place', values: { name, place: home } });
  } else if (site.path === '') {
    tell(entry, reading, { key: 'rules.fly-toml/unknown-key', values: { name } });
  } else {
    tell(entry, reading, {
      key: 'rules.fly-toml/unknown-key.in',
      values: { name, table: withoutIndices(site.path) },
    });
  }
}

/** Returns where a key is written: a table's stands in its own headers and in those of the tables inside it. */
function namedIn(name: string, { key, value }: TomlEntry, site: Site, { text }: Reading): Span[] {
  const isHeaders =
    value.kind === 'array' ? value.headers : value.kind === 'table' && value.origin !== 'inline';
  if (!isHeaders) return [key];
  const path = at({ ...site, path: withoutIndices(site.path) }, name).replaceAll('.', '\\s*\\.\\s*');
  const headers = [...text.matchAll(new RegExp(`^[ \\t]*\\[\\[?[ \\t]*${path}(?=[ \\t.\\]])`, 'gm'))];
  const spans = headers.map(({ index, 0: { length } }) => ({
    start: index + length - name.length,
    end: index + length,
  }));
  return spans.some(({ start }) => start === key.start) ? spans : [key];
}

function tell({ key }: TomlEntry, reading: Reading, message: Message, more: Partial<Finding> = {}): void {
  complain(unknownKeyRule, reading, key, message, {
    severity: reading.foreign ? 'warning' : 'error',
    ...more,
  });
}

/** Returns the table that has all of some keys: rather one within the table where they stand than another. */
function commonHome(names: string[], site: Site, reading: Reading): string | undefined {
  if (names.length > 20) return undefined;
  const here = withoutIndices(site.path);
  const homes = [...reading.tables()]
    .filter(([path, keys]) => path !== '' && path !== here && names.every((name) => keys.has(name)))
    .map(([path]) => path);
  return homes.find((path) => path.startsWith(`${here}.`)) ?? homes[0];
}

function at({ path }: Site, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function withoutIndices(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '');
}
