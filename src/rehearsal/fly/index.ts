import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { deprecationNotice, flyError } from '../../formats/fly-command/error.ts';
import { findCommand } from '../../formats/fly-command/find.ts';
import { argvWords, type FlyWord } from '../../formats/fly-command/invocation.ts';
import { parseFly } from '../../formats/fly-command/parse.ts';
import { commandFacts, flagsOf } from '../../formats/fly-command/tree.ts';
import { FlyFailure, formatFailure, Uncovered } from '../failure.ts';
import { withMishaps } from '../faults/mishap.ts';
import type { Io } from '../io.ts';
import type { World } from '../world.ts';
import type { Call } from './call.ts';
import { commands, uncoveredFlag } from './commands.ts';
import { contextOf, findAppName } from './context.ts';

/**
 * Runs the rehearsed flyctl.
 *
 * @param argv the program's name and its arguments
 * @returns its exit status
 * @throws Uncovered for a command, or a flag of one, that the model does not have
 */
export async function fly(world: World, argv: readonly string[], io: Io): Promise<number> {
  const invocation = parseFly(argvWords(argv));
  // By itself, `fly` tells what it can do.
  const asksHelp = invocation.help || invocation.path === '';
  if (asksHelp && invocation.problems.length === 0) {
    const { help } = await import('./help.ts');
    io.stdout.write(help(invocation.path === 'help' ? askedFor(invocation.args) : invocation.path));
    return 0;
  }
  const refused = flyError(invocation);
  if (refused !== undefined) {
    io.stderr.write(`${refused}\n`);
    return 1;
  }
  // A group of commands prints its help for a name that it does not know, and for none.
  if (commandFacts(invocation.path).group) {
    const { help } = await import('./help.ts');
    io.stdout.write(help(invocation.path));
    return 0;
  }
  const covered = commands[invocation.path];
  const called = `${invocation.program} ${invocation.path}`.trim();
  if (covered === undefined) throw new Uncovered(called);
  const flag = uncoveredFlag(invocation);
  if (flag !== undefined) throw new Uncovered(`${called} ${flag}`);
  const notice = deprecationNotice(invocation);
  if (notice !== undefined) io.stderr.write(`${notice}\n`);
  const flags = new Map<string, string[]>();
  for (const { flag, value } of invocation.flags)
    flags.set(flag.name, [...(flags.get(flag.name) ?? []), value]);
  const call: Call = { command: invocation.path, args: invocation.args.map((word) => word.value), flags };
  try {
    const context = contextOf(world, inNamedFolder(io, call), call);
    if (flagsOf(invocation.path).long.has('app'))
      await findAppName(context, invocation.facts.app === 'required');
    const command = await covered.load();
    const status = await withMishaps(world.store, invocation.path, async () => command(context));
    return typeof status === 'number' ? status : 0;
  } catch (error) {
    if (!(error instanceof FlyFailure)) throw error;
    io.stderr.write(formatFailure(error));
    return error.status;
  }
}

/** Returns the command that `fly help …` is asked about; where there is none of that name, the nearest group that there is. */
function askedFor(words: readonly FlyWord[]): string {
  return findCommand(words).path;
}

/**
 * Goes to the folder that `fly deploy` names, before the app is looked for there (ChangeWorkingDirectoryToFirstArgIfPresent).
 *
 * @throws FlyFailure where there is no such folder
 */
function inNamedFolder(io: Io, { command, args: [folder = ''] }: Call): Io {
  if (command !== 'deploy' || folder === '') return io;
  const cwd = resolve(io.cwd, folder);
  const there = statSync(cwd, { throwIfNoEntry: false });
  if (there?.isDirectory()) return { ...io, cwd };
  const reason = there === undefined ? 'no such file or directory' : 'not a directory';
  throw new FlyFailure(`failed changing working directory: chdir ${cwd}: ${reason}`);
}
