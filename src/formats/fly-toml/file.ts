import type { Finding, Span } from '../../diagnostics/diagnostic.ts';
import { migrated } from './migrate.ts';
import { type Reading, readerOf, tablesOf } from './reading.ts';
import { type FlyToml, flyTomlSchema } from './schema.ts';
import { parseToml } from './toml/parse.ts';
import { describeProblems } from './toml/problems.ts';
import type { TomlTable } from './toml/tree.ts';

/** A fly.toml as it was read: its values in their normal form, where each stands, and what was wrong on the way. */
export interface FlyFile {
  text: string;
  tree: TomlTable;
  config: FlyToml;
  findings: Finding[];
  /** Whether the text is no TOML, so that parts of it are missing here. */
  broken: boolean;
  /** Returns where the value of a path such as `services[0].internal_port` stands. A table's place is its header. */
  placeOf: (path: string) => Span | undefined;
  /** Returns where the key of a path stands. */
  keyOf: (path: string) => Span | undefined;
  /** Whether something stands at a path, if only misspelt, of the wrong kind, or in a part that cannot be read. */
  isWritten: (path: string) => boolean;
}

const read = readerOf(flyTomlSchema);

let allTables: Map<string, Set<string>> | undefined;
const tables = () => (allTables ??= tablesOf(flyTomlSchema));

/** Whether an unknown key may have been meant for a path, or for a table that it lies in. */
function isMeant(meant: Set<string>, path: string): boolean {
  if (meant.size === 0) return false;
  const dot = path.lastIndexOf('.');
  if (meant.has(path) || meant.has(dot < 0 ? '*' : `${path.slice(0, dot)}.*`)) return true;
  for (
    let end = path.length;
    end > 0;
    end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1))
  ) {
    if (meant.has(path.slice(0, end))) return true;
  }
  return false;
}

/** Reads a fly.toml. Never throws. */
export function readFlyFile(text: string, foreign: boolean): FlyFile {
  const { root, problems, spoilt, isTorn } = parseToml(text);
  const spoiltAt = new Set([...spoilt].map((table) => (table === root ? -1 : table.start)));
  const reading: Reading = {
    text,
    foreign,
    findings: describeProblems(problems),
    places: new Map(),
    meant: new Set(),
    tables,
  };
  const config =
    read(migrated(root), { path: '', name: '', key: { start: 0, end: 0 }, cast: true }, reading) ?? {};
  /** Whether the table of a path holds what could not be read. */
  const isSpoilt = (path: string): boolean => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
    const start = parent === '' ? -1 : reading.places.get(parent)?.value.start;
    return start !== undefined && spoiltAt.has(start);
  };
  return {
    text,
    tree: root,
    config,
    findings: reading.findings,
    broken: problems.length > 0,
    placeOf: (path) => reading.places.get(path)?.value,
    keyOf: (path) => reading.places.get(path)?.key,
    isWritten: (path) => isTorn || reading.places.has(path) || isMeant(reading.meant, path) || isSpoilt(path),
  };
}
