import data from './data/flyctl.json' with { type: 'json' };

/** A flag of flyctl, as its source declares it. */
export interface FlagFacts {
  name: string;
  shorthand?: string;
  /** bool, string, strings (comma-separated), stringArray, int, float or duration. */
  type: string;
  /** What the flag means when it stands without a value; every bool means true. */
  noOptDefault?: string;
  /** Hidden flags that mean the same. */
  aliases?: string[];
  hidden?: boolean;
  /** flyctl knows it only to say that it is no longer taken. */
  refused?: boolean;
}

/** A command of flyctl, as its source declares it. */
export interface CommandFacts {
  /** Its arguments, as its help writes them. */
  usage?: string;
  /** How cobra counts the arguments: none, exact, maximum, minimum, range or any; nothing where it does not. */
  rule?: string;
  min?: number;
  max?: number;
  /** It takes any arguments without a word and looks at none. */
  ignoresArgs?: boolean;
  /** It only holds other commands: by itself it prints its help. */
  group?: boolean;
  aliases?: string[];
  hidden?: boolean;
  /** What flyctl says when the command is used. */
  deprecated?: string;
  /** The command that does the same. */
  replacement?: string;
  /** Whether it works on one app, from `-a`, `FLY_APP` or fly.toml. */
  app?: string;
  /** Keys of the table of flags. */
  flags?: string[];
}

const flags: Record<string, FlagFacts> = data.flags;
const commands: Record<string, CommandFacts> = data.commands;

/** The flags that every command takes. */
const globalFlags: FlagFacts[] = [
  { name: 'access-token', shorthand: 't', type: 'string' },
  { name: 'verbose', type: 'bool' },
  { name: 'debug', type: 'bool' },
];
const helpFlag: FlagFacts = { name: 'help', shorthand: 'h', type: 'bool' };
const versionFlag: FlagFacts = { name: 'version', shorthand: 'v', type: 'bool' };

/** Returns what is known about a command, by its canonical path without `fly`: `machine update`. */
export function commandFacts(path: string): CommandFacts {
  return commands[path] ?? {};
}

/** Whether there is such a command. */
export function isCommand(path: string): boolean {
  return Object.hasOwn(commands, path);
}

let childrenOf: Map<string, Map<string, string>> | undefined;

/** Returns the names and aliases that may stand after a command, each with the path that it leads to. */
export function subcommands(path: string): ReadonlyMap<string, string> {
  childrenOf ??= readTree();
  return childrenOf.get(path) ?? new Map();
}

function readTree(): Map<string, Map<string, string>> {
  const tree = new Map<string, Map<string, string>>();
  for (const [path, facts] of Object.entries(commands)) {
    if (path === '') continue;
    const space = path.lastIndexOf(' ');
    const parent = space < 0 ? '' : path.slice(0, space);
    const names = tree.get(parent) ?? new Map<string, string>();
    tree.set(parent, names);
    names.set(path.slice(space + 1), path);
    for (const alias of facts.aliases ?? []) if (!names.has(alias)) names.set(alias, path);
  }
  return tree;
}

/** A command's flags by what may be written: long names, aliases, shorthands. */
export interface FlagTable {
  long: ReadonlyMap<string, FlagFacts>;
  short: ReadonlyMap<string, FlagFacts>;
}

const tables = new Map<string, FlagTable>();

/** Returns the flags that a command takes, its parents' among them. */
export function flagsOf(path: string): FlagTable {
  const known = tables.get(path);
  if (known) return known;
  const long = new Map<string, FlagFacts>();
  const short = new Map<string, FlagFacts>();
  const own = (commands[path]?.flags ?? []).flatMap((key) => flags[key] ?? []);
  for (const flag of [...own, ...globalFlags, helpFlag, ...(path === '' ? [versionFlag] : [])]) {
    for (const name of [flag.name, ...(flag.aliases ?? [])]) if (!long.has(name)) long.set(name, flag);
    if (flag.shorthand !== undefined && !short.has(flag.shorthand)) short.set(flag.shorthand, flag);
  }
  const table = { long, short };
  tables.set(path, table);
  return table;
}

/** Returns a flag by its long name: the one that a command takes, or where none is named the first that any takes. */
export function flagNamed(name: string, path?: string): FlagFacts | undefined {
  if (path !== undefined) return flagsOf(path).long.get(name);
  return [...globalFlags, helpFlag, versionFlag, ...Object.values(flags)].find((flag) => flag.name === name);
}

/** Returns what a flag means when nothing stands after it, or nothing where it has to have a value. */
export function noOptDefault(flag: FlagFacts, written: string): string | undefined {
  if (flag.type === 'bool') return 'true';
  // An alias of flyctl's does not inherit it.
  return written === flag.name || written === flag.shorthand ? flag.noOptDefault : undefined;
}
