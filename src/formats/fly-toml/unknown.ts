import { nearest } from '../../diagnostics/nearest.ts';
import { complain } from './complain.ts';
import { homeOf, isObsolete } from './homes.ts';
import { moved } from './migrate.ts';
import type { Reading, Site } from './reading.ts';
import { oldKeyRule, unknownKeyRule } from './rules/keys.ts';
import type { TomlEntry } from './toml/tree.ts';

/** Tells that a table has no such key: with the nearest that it has, the table where it belongs, or what became of it. */
export function unknownKey(
  name: string,
  entry: TomlEntry,
  known: string[],
  site: Site,
  reading: Reading,
): void {
  const path = site.path === '' ? name : `${site.path}.${name}`;
  const right = site.path === 'experimental' ? moved.get(name) : undefined;
  if (right !== undefined) {
    complain(oldKeyRule, reading, entry.key, { key: 'rules.fly-toml/old-key', values: { name, right } });
    return;
  }
  const severity = reading.foreign ? 'warning' : 'error';
  if (isObsolete(path)) {
    complain(
      unknownKeyRule,
      reading,
      entry.key,
      { key: 'rules.fly-toml/unknown-key.obsolete', values: { name } },
      { severity },
    );
    return;
  }
  const home = homeOf(name, site.path);
  const near = home === undefined ? nearest(name, known) : undefined;
  if (near !== undefined) {
    reading.meant.add(site.path === '' ? near : `${site.path}.${near}`);
    complain(
      unknownKeyRule,
      reading,
      entry.key,
      { key: 'rules.fly-toml/unknown-key.nearest', values: { name, nearest: near } },
      {
        severity,
        fixes: [
          {
            message: { key: 'fix.replace', values: { text: near } },
            edits: [{ ...entry.key, text: near }],
            safe: true,
          },
        ],
      },
    );
  } else if (home !== undefined) {
    complain(
      unknownKeyRule,
      reading,
      entry.key,
      {
        key: home === '' ? 'rules.fly-toml/unknown-key.top' : 'rules.fly-toml/unknown-key.place',
        values: { name, place: home },
      },
      { severity },
    );
  } else {
    complain(
      unknownKeyRule,
      reading,
      entry.key,
      {
        key: site.path === '' ? 'rules.fly-toml/unknown-key' : 'rules.fly-toml/unknown-key.in',
        values: { name, table: site.path.replaceAll(/\[\d+\]/g, '') },
      },
      { severity },
    );
  }
}
