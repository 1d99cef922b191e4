import type { FlyWord } from './invocation.ts';
import { flagsOf, noOptDefault, subcommands } from './tree.ts';

/** The command that a line names, and what is left of the line. */
export interface Found {
  path: string;
  /** The words that named it. */
  named: FlyWord[];
  rest: FlyWord[];
  /** The first word that is neither flag nor value, where a command's name was to stand and none is known. */
  next?: FlyWord;
}

/**
 * Finds the command as cobra does: name by name, passing over flags and their values. A flag that is not known at that level is
 * taken to have a value, so that `fly -a my-app status` works and `fly --json apps list` does not.
 *
 * @see https://pkg.go.dev/github.com/spf13/cobra#Command.Find
 */
export function findCommand(words: readonly FlyWord[]): Found {
  const found: Found = { path: '', named: [], rest: [...words] };
  for (;;) {
    const at = firstPlainWord(found.path, found.rest);
    found.next = at === undefined ? undefined : found.rest[at];
    const below = found.next && subcommands(found.path).get(found.next.value);
    if (at === undefined || found.next === undefined || below === undefined) return found;
    found.path = below;
    found.named.push(found.next);
    found.rest.splice(at, 1);
  }
}

/** Returns the index of the first word that is neither a flag nor, by what is known at this level, a flag's value. */
function firstPlainWord(path: string, words: readonly FlyWord[]): number | undefined {
  const { long, short } = flagsOf(path);
  for (let at = 0; at < words.length; at++) {
    const value = words[at]?.value ?? '';
    if (value === '--') return undefined;
    if (!value.startsWith('-')) {
      if (value !== '') return at;
      continue;
    }
    if (value.includes('=')) continue;
    if (value.startsWith('--')) {
      const flag = long.get(value.slice(2));
      if (!flag || noOptDefault(flag, value.slice(2)) === undefined) at += 1;
    } else if (value.length === 2) {
      const flag = short.get(value.slice(1));
      if (!flag || noOptDefault(flag, value.slice(1)) === undefined) at += 1;
    }
  }
  return undefined;
}
