import type { Finding, Message } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import { found } from '../../shell/rule.ts';
import type { FlyCommand } from '../command.ts';
import type { FlyInvocation, FlyWord, Problem } from '../invocation.ts';
import { argumentsRule, flagRule, unknownCommandRule, valueRule } from '../rules.ts';
import { commandFacts, type FlagFacts, flagsOf, subcommands } from '../tree.ts';
import { findMisread } from './misread.ts';
import { replace } from './replace.ts';

/** Commands of older flyctls, and names that people look for on the wrong shelf. */
const moved: Record<string, string> = {
  restart: 'apps restart',
  init: 'launch',
  vm: 'machine',
  list: 'apps list',
  login: 'auth login',
  logout: 'auth logout',
  signup: 'auth signup',
  domains: 'certs',
  token: 'tokens',
  scp: 'sftp put',
};

/** Returns what flyctl would refuse in a command line before it does anything, and flags that it reads otherwise than meant. */
export function checkGrammar({ invocation, words }: FlyCommand): Finding[] {
  const unknown = invocation.problems.find((problem) => problem.kind === 'command');
  if (unknown?.kind === 'command')
    return unknown.word.dynamic ? [] : [unknownCommand(unknown.word, invocation)];
  const misread = findMisread(invocation, words);
  const problems = invocation.problems.filter(
    (problem) =>
      !misread.some(({ words: taken }) => taken.includes(problem.word)) &&
      // A flag that is no longer taken at all is told of as such.
      !(problem.kind === 'value' && problem.flag.refused),
  );
  const others = problems.filter(({ kind }) => kind !== 'count');
  const counts = misread.length === 0 && others.length === 0 ? problems : others;
  return [
    ...misread.map(({ finding }) => finding),
    ...counts.flatMap((problem) => explain(problem, invocation)),
    ...(counts.length === 0 && misread.length === 0 ? ignoredArguments(invocation) : []),
  ];
}

function unknownCommand(word: FlyWord, { path, program }: FlyInvocation): Finding {
  const values = { name: word.value, command: `${program} ${path}`.trim() };
  const names = [...subcommands(path)].filter(([, to]) => !commandFacts(to).deprecated).map(([name]) => name);
  const meant = (path === '' ? moved[word.value] : undefined) ?? nearest(word.value, names);
  if (meant === undefined) {
    return found(unknownCommandRule, word, { key: 'rules.fly-command/unknown-command', values });
  }
  const message: Message = {
    key: 'rules.fly-command/unknown-command.nearest',
    values: { ...values, nearest: meant },
  };
  return found(unknownCommandRule, word, message, { fixes: [replace(word, meant)] });
}

function explain(problem: Problem, invocation: FlyInvocation): Finding[] {
  const { path, program, facts } = invocation;
  const command = `${program} ${path}`.trim();
  switch (problem.kind) {
    case 'command':
      return [];
    case 'flag':
      return [unknownFlag(problem.word, problem.name, path, command)];
    case 'shorthand': {
      const at = problem.word.end - problem.letters.length;
      const span = problem.word.end > problem.word.start ? { start: at, end: at + 1 } : problem.word;
      const values = { name: `-${problem.letter}`, command };
      return [found(flagRule, span, { key: 'rules.fly-command/unknown-flag', values })];
    }
    case 'syntax':
      return [
        found(flagRule, problem.word, {
          key: 'rules.fly-command/unknown-flag',
          values: { name: problem.word.value, command },
        }),
      ];
    case 'no-value':
      return [
        found(valueRule, problem.word, {
          key: 'rules.fly-command/value.none',
          values: { flag: problem.word.value },
        }),
      ];
    case 'value': {
      const values = {
        value: problem.value,
        flag: `--${problem.flag.name}`,
        expected: expectedOf(problem.flag),
      };
      return [found(valueRule, problem.word, { key: 'rules.fly-command/value', values })];
    }
    case 'count': {
      const { min = 0, max = 0, usage = '' } = facts;
      const values = { command, usage, count: problem.received };
      if (problem.received < min)
        return [found(argumentsRule, problem.word, { key: 'rules.fly-command/arguments.few', values })];
      return [
        max === 0
          ? found(argumentsRule, problem.word, { key: 'rules.fly-command/arguments.none', values })
          : found(argumentsRule, problem.word, { key: 'rules.fly-command/arguments.many', values }),
      ];
    }
  }
}

function expectedOf(flag: FlagFacts): Message {
  switch (flag.type) {
    case 'bool':
      return { key: 'expected.fly-command/bool' };
    case 'int':
      return { key: 'expected.fly-command/int' };
    case 'float':
      return { key: 'expected.fly-command/float' };
    default:
      return { key: 'expected.fly-command/duration' };
  }
}

function unknownFlag(word: FlyWord, name: string, path: string, command: string): Finding {
  const span =
    word.end - word.start === word.value.length
      ? { start: word.start, end: word.start + 2 + name.length }
      : word;
  const { long } = flagsOf(path);
  const names = [...long].filter(([, flag]) => !flag.refused).map(([known]) => known);
  const meant = nearest(name, names);
  const values = { name: `--${name}`, command };
  if (meant === undefined) return found(flagRule, span, { key: 'rules.fly-command/unknown-flag', values });
  const message: Message = {
    key: 'rules.fly-command/unknown-flag.nearest',
    values: { ...values, nearest: `--${meant}` },
  };
  return found(flagRule, span, message, { fixes: [replace(span, `--${meant}`)] });
}

/** Some commands take arguments, and do nothing with them. */
function ignoredArguments({ facts, args, program, path }: FlyInvocation): Finding[] {
  const [first] = args;
  if (!facts.ignoresArgs || !first || first.several) return [];
  const values = { command: `${program} ${path}` };
  return [
    found(
      argumentsRule,
      first,
      { key: 'rules.fly-command/arguments.ignored', values },
      { severity: 'warning' },
    ),
  ];
}
