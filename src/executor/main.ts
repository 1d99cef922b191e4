import { languageOf, languageOfLocale, speak } from '../words.ts';
import { openConsole, sayAll } from './commands/console.ts';
import { type CommandLine, type Options, readCommandLine } from './commands/options.ts';
import type { Host } from './host.ts';
import { type Exit, exits, Stop } from './stop.ts';
import type { NoAnswer } from './terminal/ask.ts';

/** Runs a command line and returns its exit status. Nothing is thrown but what is a mistake of ours. */
export async function execute(host: Host): Promise<Exit> {
  let line: CommandLine | undefined;
  try {
    line = readCommandLine(host.argv);
    refuseWindows(line);
    const console = openConsole(host, line.options);
    const { command } = await import('./commands/commands.ts');
    return await command(host, line, console);
  } catch (error) {
    const stop = error instanceof Stop ? error : await stopFor(error);
    if (!stop) throw error;
    complain(host, line?.options, stop);
    return stop.exit;
  }
}

/** A journal that cannot be read or written ends a run wherever it is, and so does a question that nobody answers. */
async function stopFor(error: unknown): Promise<Stop | undefined> {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NoAnswer') return stopForNoAnswer(error as NoAnswer);
  return (await import('./commands/state-fault.ts')).stopForState(error);
}

/** Whoever has pressed Ctrl-C knows that nobody answers. */
function stopForNoAnswer({ interrupted, told }: NoAnswer): Stop {
  if (!interrupted) return new Stop(exits.interrupted, { key: 'runbook.ask.none' });
  return new Stop(exits.interrupted, ...(told ? [] : [{ key: 'runbook.ask.interrupted' } as const]));
}

/** bash, process groups and signals are wanted; on Windows they are in WSL2. */
function refuseWindows({ words: [name = ''] }: CommandLine): void {
  if (process.platform !== 'win32' || !['run', 'resume', 'undo', 'diagnose'].includes(name)) return;
  throw new Stop(exits.refused, { key: 'runbook.refused.windows' });
}

function complain(host: Host, options: Options | undefined, { sentences }: Stop): void {
  if (sentences.length === 0) return;
  const asked = options?.lang ?? langIn(host.argv);
  const language = asked === undefined ? languageOfLocale(host.env) : languageOf(asked);
  const text = sayAll(speak(language), sentences);
  if (options?.json) host.stdout.write(`${JSON.stringify({ event: 'error', message: text })}\n`);
  else host.stderr.write(`${text}\n`);
}

/** The language wished for on a command line that could not be read. */
function langIn(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return at < 0 ? undefined : argv[at]?.startsWith('--lang=') ? argv[at]?.slice(7) : argv[at + 1];
}
