import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Tests that take minutes and prove the guide, the pages or that a flood is borne, not a room of src/. */
const apart = /^tests\/(?:site|gateway|rehearsal|guide\/rehearsal|bench|project|faults)\/|fuzz\.test\.ts$/;

/** A test file, and the files of src/ that it may come by. */
export interface TestFile {
  file: string;
  reaches: ReadonlySet<string>;
}

/**
 * Returns the test files that may come by one of these files, the nearest to a room first: what they import, and the scripts that they run.
 *
 * @param home the project's folder
 * @param sources files below it
 */
export function testsReaching(home: string, sources: readonly string[], room: string): TestFile[] {
  const known = new Map<string, string[]>();
  const namedBy = (file: string) => {
    const named = known.get(file) ?? namedIn(home, file);
    known.set(file, named);
    return named;
  };
  return readdirSync(join(home, 'tests'), { recursive: true, encoding: 'utf8' })
    .map((file) => `tests/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !apart.test(file))
    .map((file) => ({ file, reaches: closure(file, namedBy) }))
    .filter(({ reaches }) => sources.some((source) => reaches.has(source)))
    .sort((a, b) => distance(a.file, `tests/${room}`) - distance(b.file, `tests/${room}`));
}

/** Returns how many folders lie between two paths, so that the tests that mirror a file are the nearest. */
export function distance(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const shared = a.findIndex((part, index) => part !== b[index]);
  const common = shared < 0 ? a.length : shared;
  return a.length + b.length - 2 * common;
}

function closure(file: string, namedBy: (file: string) => string[]): Set<string> {
  const reached = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const named of namedBy(next)) {
      if (reached.has(named)) continue;
      reached.add(named);
      open.push(named);
    }
  return reached;
}

/** Returns the files that a file imports, builds or runs: whatever path of a TypeScript file it names, and `run('check'`. */
function namedIn(home: string, file: string): string[] {
  const text = readFileSync(join(home, file), 'utf8');
  const paths = [...text.matchAll(/['"`]([\w./-]+\.ts)['"`]/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  const scripts = [...text.matchAll(/\brun\(\s*'([\w-]+)'/g)].map(([, name]) => `scripts/${name}.ts`);
  return [...paths, ...scripts].filter((path) => existsSync(join(home, path)));
}
