import type { WordKey } from '../../words.ts';
import type { ShellScript } from '../shell/script.ts';
import type { Term, TermFacts } from '../term.ts';
import { readFlyCommand } from './command.ts';
import { flagNamed, isCommand } from './tree.ts';

/** Returns every `fly` command of a script, from its program to the last word that names it, and every flag, in order. */
export function flyTerms({ text, commands }: ShellScript): Term[] {
  const terms = commands.flatMap((command): Term[] => {
    const invocation = readFlyCommand(command)?.invocation;
    if (invocation === undefined) return [];
    const { path, named, flags, help } = invocation;
    const start = named[0]?.start ?? 0;
    // A flag between the program and the command's name divides the name in two.
    const end = named.find((word, index) => /\s-/.test(text.slice(word.end, named[index + 1]?.start)))?.end;
    const name = path === '' ? 'fly' : `fly ${path}`;
    if (help && path === '' && flags.length === 0) return [];
    return [
      { format: 'fly-command', names: [name], start, end: end ?? named.at(-1)?.end ?? start },
      ...flags.map(({ flag, word }): Term => {
        const names = [`${name} --${flag.name}`, `--${flag.name}`];
        const equals = word.value.indexOf('=');
        const length = equals > 0 ? equals : word.value.length;
        return {
          format: 'fly-command',
          names,
          start: word.start,
          end: Math.min(word.end, word.start + length),
        };
      }),
    ];
  });
  return terms.sort((a, b) => a.start - b.start);
}

/** Returns what flyctl takes for a command (`fly deploy`) or a flag (`fly deploy --ha`, `--ha`), or nothing where it has none. */
export function flyFacts(name: string): TermFacts | undefined {
  const at = name.indexOf('--');
  const path = (at < 0 ? name : name.slice(0, at)).replace(/^fly ?/, '').trim();
  if (at < 0) return path === '' || isCommand(path) ? { types: [], choices: [] } : undefined;
  const flag = flagNamed(name.slice(at + 2), name.startsWith('fly') ? path : undefined);
  if (flag === undefined) return undefined;
  return {
    types: [{ key: typeWords[flag.type] ?? 'words.type.text' }],
    choices: [],
    ...(flag.shorthand !== undefined && { short: `-${flag.shorthand}` }),
  };
}

const typeWords: Record<string, WordKey> = {
  bool: 'words.type.flag',
  int: 'expected.fly-command/int',
  float: 'expected.fly-command/float',
  duration: 'expected.fly-command/duration',
  strings: 'words.type.list',
  stringArray: 'words.type.list',
};
