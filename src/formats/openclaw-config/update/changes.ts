import { parts, resolve, type Schema } from '../schema.ts';

/** What a schema takes that another does not: paths as OpenClaw writes them, `*` for a key or an item of any name. */
export interface Changes {
  added: string[];
  removed: string[];
}

/** Returns how the paths of two schemas differ. A path whose parent is named already is left out. */
export function comparePaths(before: Schema, after: Schema): Changes {
  const [old, current] = [pathsOf(before), pathsOf(after)];
  return { added: highest(without(current, old)), removed: highest(without(old, current)) };
}

/** Returns every path that a schema names. */
export function pathsOf(root: Schema): Set<string> {
  const paths = new Set<string>();
  const walk = (schema: Schema, path: string, above: Schema[]): void => {
    if (above.includes(schema)) return;
    for (const part of parts(root, schema)) {
      const inner = [
        ...Object.entries(part.properties ?? {}),
        ['*', part.additionalProperties ?? false] as const,
        ...[part.items ?? []].flat().map((item) => ['*', item] as const),
      ];
      for (const [name, each] of inner) {
        if (typeof each === 'boolean') continue;
        const at = path === '' ? name : `${path}.${name}`;
        if (name !== '*') paths.add(at);
        walk(each.$ref === undefined ? each : resolve(root, each.$ref), at, [...above, schema]);
      }
    }
  };
  walk(root, '', []);
  return paths;
}

function without(paths: Set<string>, others: Set<string>): Set<string> {
  return new Set([...paths].filter((path) => !others.has(path)));
}

function highest(paths: Set<string>): string[] {
  const hasParent = (path: string) => {
    const steps = path.split('.');
    return steps.some((_, index) => index > 0 && paths.has(steps.slice(0, index).join('.')));
  };
  return [...paths].filter((path) => !hasParent(path)).sort();
}
