import type { CommandFacts, FlagFacts } from './tree.ts';

/** One word of a command line; a word of a parsed shell command is one. */
export interface FlyWord {
  value: string;
  start: number;
  end: number;
  /** Whether the value is known only when the command runs. */
  dynamic?: boolean;
  /** Whether the shell may make several words of it, or none. */
  several?: boolean;
}

/** A flag that was given. */
export interface GivenFlag {
  flag: FlagFacts;
  /** As it was written, without dashes: a name, an alias or a shorthand. */
  written: string;
  value: string;
  /** The word that the flag stands in. */
  word: FlyWord;
  /** Where the value stands; nothing where it is implied. */
  valueWord?: FlyWord;
}

/** What flyctl would refuse, before it does anything. */
export type Problem =
  | { kind: 'command'; word: FlyWord; parent: string }
  | { kind: 'flag'; word: FlyWord; name: string }
  | { kind: 'shorthand'; word: FlyWord; letter: string; letters: string }
  | { kind: 'syntax'; word: FlyWord }
  | { kind: 'no-value'; word: FlyWord; flag: FlagFacts; written: string; letters?: string }
  | { kind: 'value'; word: FlyWord; flag: FlagFacts; written: string; value: string; reason: string }
  | { kind: 'count'; word: FlyWord; received: number };

/** A `fly` command as flyctl understands it. */
export interface FlyInvocation {
  /** As it was called: `fly` or `flyctl`. */
  program: string;
  /** The command's canonical path without the program: `machine update`; empty for `fly` itself. */
  path: string;
  facts: CommandFacts;
  /** The program and the words that named the command. */
  named: FlyWord[];
  flags: GivenFlag[];
  args: FlyWord[];
  /** What stands after `--` where flyctl hands it on (`fly launch -- …`). */
  handedOn: FlyWord[];
  /** In the order in which flyctl comes upon them; it tells only the first. */
  problems: Problem[];
  /** Whether it prints its help and does nothing else. */
  help: boolean;
  /** Whether words that are known only at run time may add flags or arguments. */
  open: boolean;
}

/** Returns the last value that a flag was given, by its canonical name; a bool's as `true` or `false`. */
export function flagValue(invocation: FlyInvocation, name: string): string | undefined {
  return givenFlag(invocation, name)?.value;
}

/** Returns the last time that a flag was given, by its canonical name. */
export function givenFlag(invocation: FlyInvocation, name: string): GivenFlag | undefined {
  return invocation.flags.findLast((given) => given.flag.name === name);
}

/** Whether a bool flag is on. */
export function isOn(invocation: FlyInvocation, name: string): boolean {
  return /^(1|t|true)$/i.test(flagValue(invocation, name) ?? '');
}

/** Returns words without places, as a program gets them. */
export function argvWords(argv: readonly string[]): FlyWord[] {
  return argv.map((value) => ({ value, start: 0, end: 0 }));
}
