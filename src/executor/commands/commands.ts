import type { Host } from '../host.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import type { Console } from './console.ts';
import type { CommandLine, Options } from './options.ts';

type Action = (host: Host, options: Options, console: Console, word: string) => Promise<Exit>;

/** A command: what it needs after its name, and how it is loaded when it is wanted. */
interface Entry {
  word: 'none' | 'optional' | 'required';
  load: () => Promise<(host: Host, options: Options, console: Console, word?: string) => Promise<Exit>>;
}

const needs = (word: Entry['word'], load: () => Promise<Action>): Entry => ({
  word,
  load: load as Entry['load'],
});

/** Every command by its name. */
export const commands: Record<string, Entry> = {
  list: needs('none', async () => (await import('./list.ts')).list),
  show: needs('required', async () => (await import('./show.ts')).show),
  plan: needs('required', async () => (await import('./plan.ts')).plan),
  run: needs('required', async () => (await import('./run.ts')).run),
  resume: needs('optional', async () => (await import('./resume.ts')).resume),
  undo: needs('optional', async () => (await import('./undo.ts')).undo),
  diagnose: needs('none', async () => (await import('./diagnose.ts')).diagnose),
  runs: needs('none', async () => (await import('./runs.ts')).runs),
  status: needs('optional', async () => (await import('./status.ts')).status),
  report: needs('optional', async () => (await import('./report.ts')).report),
  export: needs('required', async () => (await import('./export.ts')).exportScript),
  doctor: needs('none', async () => (await import('./doctor.ts')).doctor),
  completion: needs('required', async () => (await import('./completion.ts')).completion),
};

/** Runs the command that the command line names. */
export async function command(host: Host, { words, options }: CommandLine, console: Console): Promise<Exit> {
  const [name, word, ...more] = words;
  if (options.help || name === undefined || name === 'help') {
    const { help } = await import('./help.ts');
    return help(host, console, name === 'help' ? word : name);
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry)
    throw new Stop(exits.usage, {
      key: 'runbook.usage.command',
      values: { name, known: Object.keys(commands).join(', ') },
    });
  if (word === undefined && entry.word === 'required')
    throw new Stop(exits.usage, { key: 'runbook.usage.missing', values: { name } });
  const extra = entry.word === 'none' ? word : more[0];
  if (extra !== undefined)
    throw new Stop(exits.usage, { key: 'runbook.usage.extra', values: { name, word: extra } });
  const action = await entry.load();
  return action(host, options, console, word);
}
