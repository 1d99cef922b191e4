import type { Host } from '../host.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { aboutCommand, type CommandName, commandNames, everywhere } from './catalogue.ts';
import type { Console } from './console.ts';
import type { CommandLine, Options } from './options.ts';

type Action = (host: Host, options: Options, console: Console, word?: string) => Promise<Exit>;
/** An action that cannot do without the word after its name; `command` sees to it that there is one. */
type WordAction = (host: Host, options: Options, console: Console, word: string) => Promise<Exit>;

/** How each command is loaded when it is wanted. */
const actions: Record<CommandName, () => Promise<Action | WordAction>> = {
  list: async () => (await import('./list.ts')).list,
  show: async () => (await import('./show.ts')).show,
  plan: async () => (await import('./plan.ts')).plan,
  run: async () => (await import('./run.ts')).run,
  resume: async () => (await import('./resume.ts')).resume,
  undo: async () => (await import('./undo.ts')).undo,
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  runs: async () => (await import('./runs.ts')).runs,
  status: async () => (await import('./status.ts')).status,
  report: async () => (await import('./report.ts')).report,
  export: async () => (await import('./export.ts')).exportScript,
  doctor: async () => (await import('./doctor.ts')).doctor,
  completion: async () => (await import('./completion.ts')).completion,
};

/** Runs the command that the command line names. */
export async function command(host: Host, { words, options }: CommandLine, console: Console): Promise<Exit> {
  const [name, word, ...more] = words;
  // What a shell asks while somebody types; it is no command for people.
  if (name === 'complete') return (await import('./complete.ts')).complete(host, console, words.slice(1));
  if (options.version) {
    console.print(host.version);
    return exits.done;
  }
  if (options.help || name === undefined || name === 'help') {
    const { help } = await import('./help.ts');
    return help(host, console, name === 'help' ? word : name);
  }
  const about = aboutCommand(name);
  if (!about)
    throw new Stop(exits.usage, {
      key: 'runbook.usage.command',
      values: { name, known: commandNames.join(', ') },
    });
  refuseStrangers(name, options);
  if (word === undefined && about.operand !== 'none' && !about.optional)
    throw about.operand === 'shell'
      ? new Stop(exits.usage, { key: 'runbook.usage.missing.shell', values: { name } })
      : new Stop(exits.usage, { key: 'runbook.usage.missing', values: { name } });
  const extra = about.operand === 'none' ? word : more[0];
  if (extra !== undefined)
    throw new Stop(exits.usage, { key: 'runbook.usage.extra', values: { name, word: extra } });
  const action = (await actions[name as CommandName]()) as Action;
  return action(host, options, console, word);
}

/**
 * Refuses options that mean nothing to a command: who writes `undo --only b` would be astonished.
 *
 * @throws Stop
 */
function refuseStrangers(name: string, { given }: Options): void {
  const known = new Set([...everywhere, ...(aboutCommand(name)?.options ?? [])]);
  const stranger = given.find((option) => !known.has(option));
  if (stranger === undefined) return;
  throw new Stop(exits.usage, { key: 'runbook.usage.stranger', values: { name, option: `--${stranger}` } });
}
