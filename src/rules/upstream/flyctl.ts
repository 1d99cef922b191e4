import type { Diagnostic, Message } from '../../diagnostics/diagnostic.ts';
import type { Guide } from '../../guide/guide.ts';
import { inFile } from '../../guide/snippet.ts';
import { termsOf } from '../snippets/terms.ts';

/** What a flyctl says of a command for `--help`; nothing where it cannot be asked. */
export type Help = (command: string) => Promise<string | undefined>;

/** What of the guide a flyctl was asked about, and what it does not know. */
export interface FlyctlFindings {
  commands: number;
  flags: number;
  diagnostics: Diagnostic[];
}

/** Returns every command and flag of the guide's snippets that a flyctl does not name in its help, in the guide's order. */
export async function unknownToFlyctl(guide: Guide, help: Help): Promise<FlyctlFindings> {
  const asked = new Map<string, Promise<Known | undefined>>();
  const known = (command: string) => {
    const answer = asked.get(command) ?? help(command).then((text) => readHelp(command, text ?? ''));
    asked.set(command, answer);
    return answer;
  };
  const flags = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const page of guide.pages) {
    for (const fence of page.fences) {
      for (const { format, names, start, end } of termsOf(fence, guide.targets)) {
        const [name = ''] = names;
        if (format !== 'fly-command' || !/^fly\b/.test(name)) continue;
        const [command = '', flag] = name.split(' --');
        if (flag !== undefined) flags.add(name);
        const of = await known(command);
        const message = complaint(command, flag, of);
        if (message === undefined) continue;
        const code = flag === undefined ? 'fly-command/unknown-command' : 'fly-command/unknown-flag';
        const span = { start: inFile(fence, start), end: inFile(fence, end) };
        diagnostics.push({ file: page.file, code, severity: 'error', message, ...span });
      }
    }
  }
  return { commands: asked.size, flags: flags.size, diagnostics };
}

/** The flags that a command's help names, by their long names. */
type Known = ReadonlySet<string>;

function complaint(command: string, flag: string | undefined, known: Known | undefined): Message | undefined {
  if (known === undefined)
    return flag === undefined ? { key: 'upstream.flyctl.command', values: { command } } : undefined;
  if (flag === undefined || known.has(flag)) return undefined;
  return { key: 'upstream.flyctl.flag', values: { command, flag: `--${flag}` } };
}

/**
 * Reads what `--help` prints. For a command that there is not, flyctl prints the help of the one above it: a command's own help shows
 * how it is used, by its whole name (cobra's usage template).
 */
function readHelp(command: string, text: string): Known | undefined {
  const words = command.split(' ').slice(1).join(' ');
  const usage = new RegExp(`^\\s*(?:fly|flyctl)${words === '' ? '' : ` ${words}`}(?:\\s|$)`, 'm');
  if (!usage.test(text)) return undefined;
  return new Set([...text.matchAll(/^\s+(?:-\w, )?--([\w-]+)/gm)].map(([, name = '']) => name));
}
