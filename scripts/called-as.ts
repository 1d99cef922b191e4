import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Returns how a person calls the one file again: by npx where it came in a package, and else by node.
 *
 * @param file the program's own place
 * @param cwd where it was called
 */
export function calledAs(file: string, cwd: string): string {
  const below = relative(cwd, file);
  const [before = '', inside] = file.split(/[/\\]node_modules[/\\](?!.*[/\\]node_modules[/\\])/);
  if (inside === undefined) return words('node', below.startsWith('..') ? file : below);
  // What npx fetched for this one call stands in a folder that says how it was asked for.
  const asked = field(join(before, 'package.json'), '_npx', 'packages', '0');
  const name = field(join(dirname(dirname(file)), 'package.json'), 'name');
  return words('npx', asked ?? name ?? inside);
}

function words(...all: string[]): string {
  return all
    .map((word) => (/^[\w./@:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/** Returns what stands at a path in a JSON file, where it is there and is text. */
function field(file: string, ...path: string[]): string | undefined {
  try {
    const found = path.reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      JSON.parse(readFileSync(file, 'utf8')),
    );
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
