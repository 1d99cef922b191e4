import type { TomlEntry, TomlTable } from './toml/tree.ts';

/** Settings that once stood in `[experimental]`, by where they stand today. */
export const moved: ReadonlyMap<string, string> = new Map([
  ['kill_timeout', 'kill_timeout'],
  ['metrics_port', 'metrics.port'],
  ['metrics_path', 'metrics.path'],
]);

/**
 * Returns a file's top with the settings that flyctl still takes from `[experimental]` where it looks for them: the time to stop
 * unless the top has its own, metrics unless there is a `[metrics]`.
 */
export function migrated(root: TomlTable): TomlTable {
  const experimental = root.entries.get('experimental')?.value;
  if (experimental?.kind !== 'table') return root;
  const entries = new Map(root.entries);
  const metrics = new Map<string, TomlEntry>();
  for (const [name, place] of moved) {
    const entry = experimental.entries.get(name);
    const part = place.split('.')[1];
    if (!entry) continue;
    if (part === undefined) entries.set(name, entries.get(name) ?? entry);
    else metrics.set(part, entry);
  }
  const [first] = metrics.values();
  if (first && !entries.has('metrics')) {
    const value: TomlTable = { ...first.key, kind: 'table', origin: 'header', entries: metrics };
    entries.set('metrics', { key: first.key, value });
  }
  return { ...root, entries };
}
