import { refusal } from './go-value.ts';
import type { FlyWord, GivenFlag, Problem } from './invocation.ts';
import { type FlagFacts, flagsOf, noOptDefault } from './tree.ts';

/** A command line's flags and arguments. */
export interface Flags {
  flags: GivenFlag[];
  args: FlyWord[];
  /** In order. pflag stops at the first; the rest is what it would come upon next. */
  problems: Problem[];
}

/**
 * Reads flags and arguments as spf13/pflag does: flags anywhere before `--`, `--flag value`, `--flag=value`, `-f value`, `-fvalue`,
 * `-f=value`, and several shorthands after one dash.
 *
 * @param meant the flag that one that is not known is taken for, so that its value is no argument; none unless told
 * @see https://pkg.go.dev/github.com/spf13/pflag
 */
export function parseFlags(
  path: string,
  words: readonly FlyWord[],
  meant: (name: string) => FlagFacts | undefined = () => undefined,
): Flags {
  const { long, short } = flagsOf(path);
  const read: Flags = { flags: [], args: [], problems: [] };
  const { problems } = read;
  let at = 0;

  const give = (
    flag: FlagFacts,
    written: string,
    value: string,
    word: FlyWord,
    valueWord?: FlyWord,
  ): void => {
    read.flags.push({ flag, written, value, word, valueWord });
    const unknown = valueWord?.dynamic || /<[A-Za-z][\w-]*>/.test(value);
    const reason = unknown ? undefined : refusal(flag.type, value);
    if (reason !== undefined)
      problems.push({ kind: 'value', word: valueWord ?? word, flag, written, value, reason });
  };

  const readLong = (word: FlyWord): void => {
    const body = word.value.slice(2);
    if (body === '' || body.startsWith('-') || body.startsWith('=')) {
      problems.push({ kind: 'syntax', word });
      return;
    }
    const equals = body.indexOf('=');
    const name = equals < 0 ? body : body.slice(0, equals);
    const flag = long.get(name);
    if (!flag) {
      if (!word.dynamic || !/[$`]/.test(name)) problems.push({ kind: 'flag', word, name });
      const likely = meant(name);
      if (equals < 0 && likely && noOptDefault(likely, likely.name) === undefined) at += 1;
      return;
    }
    if (equals >= 0) {
      give(flag, name, body.slice(equals + 1), word, part(word, equals + 3));
      return;
    }
    const implied = noOptDefault(flag, name);
    const next = words[at];
    if (implied !== undefined) give(flag, name, implied, word);
    else if (next) {
      at += 1;
      give(flag, name, next.value, word, next);
    } else problems.push({ kind: 'no-value', word, flag, written: name });
  };

  const readShort = (word: FlyWord): void => {
    for (
      let letters = word.value.slice(1), offset = 1;
      letters !== '';
      letters = letters.slice(1), offset += 1
    ) {
      const letter = letters[0] ?? '';
      const flag = short.get(letter);
      if (!flag) {
        if (!word.dynamic) problems.push({ kind: 'shorthand', word, letter, letters });
        return;
      }
      const implied = noOptDefault(flag, letter);
      const next = words[at];
      if (letters.length > 2 && letters[1] === '=') {
        give(flag, letter, letters.slice(2), word, part(word, offset + 2));
        return;
      }
      if (implied !== undefined) {
        give(flag, letter, implied, word);
      } else if (letters.length > 1) {
        give(flag, letter, letters.slice(1), word, part(word, offset + 1));
        return;
      } else if (next) {
        at += 1;
        give(flag, letter, next.value, word, next);
      } else {
        problems.push({ kind: 'no-value', word, flag, written: letter, letters });
      }
    }
  };

  while (at < words.length) {
    const word = words[at];
    at += 1;
    if (!word) continue;
    if (word.value === '--') {
      read.args.push(...words.slice(at));
      break;
    }
    if (word.value.startsWith('--')) readLong(word);
    else if (word.value.startsWith('-') && word.value.length > 1) readShort(word);
    else read.args.push(word);
  }
  return read;
}

/** Returns the rest of a word from an offset in its value, as a word of its own where that can be placed. */
function part(word: FlyWord, offset: number): FlyWord {
  const value = word.value.slice(offset);
  const placed = word.end - word.start === word.value.length;
  return placed ? { ...word, value, start: word.start + offset } : { ...word, value };
}
