import type { ShellCommand, ShellWord } from '../shell/script.ts';
import type { FlyInvocation, FlyWord } from './invocation.ts';
import { parseFly } from './parse.ts';

/** How a command is to be run, as far as it is known. */
export interface FlyOptions {
  /** It gets a terminal of its own. */
  interactive?: boolean;
  /** Whether somebody is there to answer; `false` in a step that runs by itself. */
  watched?: boolean;
  /** It goes on while others run. */
  background?: boolean;
}

/** A `fly` command where it stands. */
export interface FlyCommand {
  shell: ShellCommand;
  words: FlyWord[];
  invocation: FlyInvocation;
  options: FlyOptions;
  /** Whether something ends it after a while: `timeout 10 fly logs`. */
  limited: boolean;
}

/** Returns a shell command as flyctl will understand it, or nothing where it calls another program. */
export function readFlyCommand(shell: ShellCommand, options: FlyOptions = {}): FlyCommand | undefined {
  const at = programIndex(shell.words);
  const name = shell.words[at]?.value ?? '';
  if (!/^(?:.*\/)?(?:fly|flyctl)$/.test(name)) return undefined;
  const words = shell.words.slice(at).map(flyWord);
  const limited = shell.words.slice(0, at).some((word) => word.value === 'timeout');
  return { shell, words, invocation: parseFly(words), options, limited };
}

/** Returns where the program's name stands behind `sudo`, `env NAME=value`, `timeout 10` and their like. */
function programIndex(words: readonly ShellWord[]): number {
  let at = 0;
  for (;;) {
    const value = words[at]?.value ?? '';
    if (!/^(?:sudo|env|command|exec|nohup|time|timeout)$/.test(value)) return at;
    at += 1;
    while (/^(?:-|\w+=)/.test(words[at]?.value ?? ''))
      at += takesValue(value, words[at]?.value ?? '') ? 2 : 1;
    if (value === 'timeout') at += 1;
  }
}

/** Whether an option of such a program has its value in the next word. */
function takesValue(program: string, option: string): boolean {
  return (
    (program === 'sudo' && /^-[ughpCTUrt]$/.test(option)) || (program === 'timeout' && /^-[sk]$/.test(option))
  );
}

/** A word that is nothing but one expansion: unquoted it may become none or many, and so may `"$@"` at any rate. */
const expansion = /^(?:\$[\w@*#?!-]+|\$\{[^}]*\}|\$\([\s\S]*\)|`[\s\S]*`)$/;
const allArguments = /\$(?:[@*]|\{[^}]*[@*])/;

function flyWord(word: ShellWord): FlyWord {
  const vanishes = word.dynamic && word.quoting === 'none' && expansion.test(word.text);
  const several = word.expands || vanishes || (word.dynamic && allArguments.test(word.text));
  const place = word.inner ?? word;
  return { value: word.value, start: place.start, end: place.end, dynamic: word.dynamic, several };
}

/** Whether the command runs where nobody can answer a question. */
export function isUnwatched({ options }: FlyCommand): boolean {
  return options.watched === false && options.interactive !== true;
}
