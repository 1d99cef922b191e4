import { linesOf, matchesGlob } from './glob.ts';
import { find } from './pattern.ts';

/** How a step's output is compared with what the page shows. */
export type Match = 'glob' | 'regex' | 'exact' | 'json';

/** Returns whether output is what was expected. */
export function matches(match: Match, expected: string, output: string): boolean {
  switch (match) {
    case 'glob':
      return matchesGlob(expected, output);
    case 'exact':
      return output.replaceAll('\r\n', '\n').replace(/\n$/, '') === expected.replace(/\n$/, '');
    case 'regex':
      return fits(expected.trim(), output);
    case 'json':
      return jsonMatches(expected, output);
  }
}

/** A value that was put into the pattern may have made it none, or one that never ends: then nothing matches. */
function fits(pattern: string, output: string): boolean {
  try {
    return find(pattern, 'mu', output) !== undefined;
  } catch {
    return false;
  }
}

/** Every key and item that is expected is there; more keys may be. A text in the expectation may hold `*`. */
function jsonMatches(expected: string, output: string): boolean {
  try {
    return contains(JSON.parse(expected), JSON.parse(output));
  } catch {
    return false;
  }
}

function contains(expected: unknown, found: unknown): boolean {
  if (typeof expected === 'string' && typeof found === 'string')
    return matchesGlob(expected, found) || expected === found;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) &&
      expected.length === found.length &&
      expected.every((item, index) => contains(item, found[index]))
    );
  }
  if (typeof expected !== 'object' || expected === null) return expected === found;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
  const other = new Map(Object.entries(found));
  return Object.entries(expected).every(([key, value]) => other.has(key) && contains(value, other.get(key)));
}

/** Returns the lines to compare: as they stand, or neatly laid out where both are JSON. */
export function comparable(match: Match, text: string): string[] {
  if (match !== 'json') return linesOf(text);
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n');
  } catch {
    return linesOf(text);
  }
}
