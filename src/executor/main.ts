import { languageOf, speak } from '../words.ts';
import { openConsole, sayAll } from './commands/console.ts';
import { type CommandLine, type Options, readCommandLine } from './commands/options.ts';
import type { Host } from './host.ts';
import { type Exit, Stop } from './stop.ts';

/** Runs a command line and returns its exit status. Nothing is thrown but what is a mistake of ours. */
export async function execute(host: Host): Promise<Exit> {
  let line: CommandLine | undefined;
  try {
    line = readCommandLine(host.argv);
    const console = openConsole(host, line.options);
    const { command } = await import('./commands/commands.ts');
    return await command(host, line, console);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    complain(host, line?.options, error);
    return error.exit;
  }
}

function complain(host: Host, options: Options | undefined, { sentences }: Stop): void {
  const language =
    options?.lang ?? langIn(host.argv) ?? host.env.LC_ALL ?? host.env.LC_MESSAGES ?? host.env.LANG;
  const text = sayAll(speak(languageOf(language)), sentences);
  if (options?.json) host.stdout.write(`${JSON.stringify({ event: 'error', message: text })}\n`);
  else host.stderr.write(`${text}\n`);
}

/** The language wished for on a command line that could not be read. */
function langIn(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return at < 0 ? undefined : argv[at]?.startsWith('--lang=') ? argv[at]?.slice(7) : argv[at + 1];
}
