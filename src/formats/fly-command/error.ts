import { quote } from './go-value.ts';
import type { FlyInvocation, Problem } from './invocation.ts';
import { commandFacts, subcommands } from './tree.ts';

/**
 * Returns what flyctl prints on standard error when it refuses a command line before doing anything, or nothing where it goes on
 * (or prints its help, see {@link FlyInvocation.help}). Its exit status is then 1.
 *
 * @see https://github.com/spf13/cobra/blob/main/args.go
 * @see https://github.com/spf13/pflag/blob/master/errors.go
 */
export function flyError(invocation: FlyInvocation): string | undefined {
  // Below the root, a group of commands prints its help for a name that it does not know.
  const problem = invocation.problems.find(({ kind }) => kind !== 'command' || invocation.path === '');
  return problem && `Error: ${reason(problem, invocation)}`;
}

/** Returns what flyctl says before it runs a deprecated command, or nothing. */
export function deprecationNotice({ facts, path }: FlyInvocation): string | undefined {
  const name = path.slice(path.lastIndexOf(' ') + 1);
  return facts.deprecated && `Command ${quote(name)} is deprecated, ${facts.deprecated}`;
}

function reason(problem: Problem, invocation: FlyInvocation): string {
  switch (problem.kind) {
    case 'command':
      return unknownCommand(problem.word.value, invocation) + suggestions(problem.word.value, problem.parent);
    case 'flag':
      return `unknown flag: --${problem.name}`;
    case 'shorthand':
      return `unknown shorthand flag: '${problem.letter}' in -${problem.letters}`;
    case 'syntax':
      return `bad flag syntax: ${problem.word.value}`;
    case 'no-value':
      return problem.letters === undefined
        ? `flag needs an argument: --${problem.written}`
        : `flag needs an argument: '${problem.written}' in -${problem.letters}`;
    case 'value': {
      const { flag, written } = problem;
      const named = written === flag.name || written === flag.shorthand;
      const name =
        named && flag.shorthand ? `-${flag.shorthand}, --${flag.name}` : `--${named ? flag.name : written}`;
      return `invalid argument ${quote(problem.value)} for ${quote(name)} flag: ${problem.reason}`;
    }
    case 'count':
      return miscount(problem.received, invocation);
  }
}

function unknownCommand(name: string, { program, path }: FlyInvocation): string {
  return `unknown command ${quote(name)} for ${quote(`${program} ${path}`.trim())}`;
}

function miscount(received: number, invocation: FlyInvocation): string {
  const { rule, min = 0, max = 0 } = invocation.facts;
  switch (rule) {
    case 'none':
      return unknownCommand(invocation.args[0]?.value ?? '', invocation);
    case 'exact':
      return `accepts ${min} arg(s), received ${received}`;
    case 'minimum':
      return `requires at least ${min} arg(s), only received ${received}`;
    case 'maximum':
      return `accepts at most ${max} arg(s), received ${received}`;
    default:
      return `accepts between ${min} and ${max} arg(s), received ${received}`;
  }
}

/** Returns cobra's own guess at what was meant: names at most two letters away, or that go on from what was typed. */
function suggestions(typed: string, parent: string): string {
  const wanted = typed.toLowerCase();
  const likely = [...new Set(subcommands(parent).values())]
    .filter((path) => !commandFacts(path).hidden && !commandFacts(path).deprecated)
    .map((path) => path.slice(path.lastIndexOf(' ') + 1))
    .filter((name) => distance(wanted, name.toLowerCase()) <= 2 || name.toLowerCase().startsWith(wanted))
    .sort();
  return likely.length === 0 ? '' : `\n\nDid you mean this?\n${likely.map((name) => `\t${name}\n`).join('')}`;
}

/** The Levenshtein distance, or 3 where it is larger. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change));
    }
    last = row;
  }
  return Math.min(last[b.length] ?? 3, 3);
}
