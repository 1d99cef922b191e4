import { nearest } from '../../diagnostics/nearest.ts';
import { findCommand } from './find.ts';
import { parseFlags } from './flags.ts';
import type { FlyInvocation, FlyWord } from './invocation.ts';
import { commandFacts, flagsOf } from './tree.ts';

/**
 * Returns what flyctl makes of a command line: which command it is, its flags and arguments as spf13/cobra and pflag read them, and
 * what they would refuse. Never throws.
 *
 * @param words the program's name and its arguments
 */
export function parseFly(words: readonly FlyWord[]): FlyInvocation {
  const [program, ...all] = words;
  const { own, handedOn } = cutHandedOn(all);
  const { path, named, rest, next } = findCommand(own);
  const facts = commandFacts(path);
  const { long } = flagsOf(path);
  const { flags, args, problems } = parseFlags(path, rest, (name) =>
    long.get(nearest(name, long.keys()) ?? ''),
  );
  const invocation: FlyInvocation = {
    program: baseName(program?.value ?? 'fly'),
    path,
    facts,
    named: program ? [program, ...named] : named,
    flags,
    args,
    handedOn,
    problems,
    help:
      facts.group === true ||
      path === 'help' ||
      flags.some(({ flag, value }) => (flag.name === 'help' || flag.name === 'version') && value === 'true'),
    open: all.some((word) => word.several),
  };
  if (next && (facts.group || path === '')) problems.unshift({ kind: 'command', word: next, parent: path });
  else if (!invocation.help) countArguments(invocation);
  return invocation;
}

/** flyctl itself takes what stands after `--` from `fly launch` and `fly mcp wrap`, before cobra sees it. */
function cutHandedOn(words: readonly FlyWord[]): { own: readonly FlyWord[]; handedOn: FlyWord[] } {
  const wraps = words[0]?.value === 'launch' || (words[0]?.value === 'mcp' && words[1]?.value === 'wrap');
  const at = wraps ? words.findIndex((word) => word.value === '--') : -1;
  return at < 0 ? { own: words, handedOn: [] } : { own: words.slice(0, at), handedOn: words.slice(at + 1) };
}

function countArguments({ facts, args, problems, named, open }: FlyInvocation): void {
  if (facts.rule === undefined) return;
  const { min = 0, max = Number.POSITIVE_INFINITY } = facts;
  const sure = args.filter((word) => !word.several).length;
  const tooMany = sure > max;
  const tooFew = args.length < min && !open;
  const last = named.at(-1);
  const word = tooMany ? args[max] : last;
  if ((tooMany || tooFew) && word) problems.push({ kind: 'count', word, received: args.length });
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}
