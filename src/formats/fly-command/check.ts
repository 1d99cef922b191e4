import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { ShellScript } from '../shell/script.ts';
import { type FlyCommand, type FlyOptions, readFlyCommand } from './command.ts';
import { checkApp } from './rules/app.ts';
import { checkGrammar } from './rules/grammar.ts';
import { checkRemote } from './rules/remote.ts';
import { checkRetired } from './rules/retired.ts';
import { checkSecretRows, checkSecrets } from './rules/secrets.ts';
import { checkUnwatched } from './rules/unwatched.ts';
import { checkValues } from './rules/values.ts';

const checks = [checkGrammar, checkRetired, checkValues, checkRemote, checkSecrets, checkUnwatched, checkApp];

/** Returns what is wrong with all the fly commands of a script, each by itself and in their order. */
export function checkFlyCommands(script: ShellScript, options: FlyOptions = {}): Finding[] {
  const commands = script.commands.flatMap((shell) => readFlyCommand(shell, options) ?? []);
  if (commands.length === 0) return [];
  return [...commands.flatMap(checkOne), ...checkSecretRows(commands)].sort((a, b) => a.start - b.start);
}

function checkOne(command: FlyCommand): Finding[] {
  return checks.flatMap((check) => check(command));
}
