import { parseShell } from '../shell/parse.ts';
import type { ShellCommand, ShellScript, ShellWord } from '../shell/script.ts';
import type { WrittenFile } from '../shell/written.ts';
import { readFlyCommand } from './command.ts';
import { givenFlag } from './invocation.ts';

/**
 * Returns the files that a script writes on a machine: what it sends to `fly ssh console -C "tee /data/a.json"`, from a heredoc, or
 * through a pipe from `cat` or `echo`.
 */
export function sentFiles(script: ShellScript): WrittenFile[] {
  return script.commands.flatMap((shell, index): WrittenFile[] => {
    const target = farTarget(shell);
    const sent = target && sentText(shell, script.commands.slice(0, index));
    if (!target || !sent) return [];
    const { path, append } = target;
    return [{ path, pathSpan: { start: shell.start, end: shell.end }, append, ...sent }];
  });
}

/** Returns the file that the far command writes its standard input to: `tee PATH`, or `cat > PATH` in a shell there. */
function farTarget(shell: ShellCommand): { path: string; append: boolean } | undefined {
  if (!shell.words.some(({ value }) => value.includes('tee') || value.includes('cat'))) return undefined;
  const invocation = readFlyCommand(shell)?.invocation;
  if (invocation?.path !== 'ssh console') return undefined;
  const words = parseShell(givenFlag(invocation, 'command')?.value ?? '').commands[0]?.words ?? [];
  const values = words.map(({ value }) => value);
  const tee = values.findIndex((value) => /^(?:\/\S*\/)?tee$/.test(value));
  if (tee >= 0) {
    const args = values.slice(tee + 1);
    const path = args.find((arg) => !arg.startsWith('-'));
    return path === undefined
      ? undefined
      : { path, append: args.some((arg) => /^(?:-a|--append)$/.test(arg)) };
  }
  const script = values.findIndex((value) => /^-\w*c$/.test(value));
  const [, sign = '>', path] = /^\s*cat\s*(>>?)\s*(\S+)\s*$/.exec(values[script + 1] ?? '') ?? [];
  return script < 0 || path === undefined ? undefined : { path, append: sign === '>>' };
}

type Sent = Pick<WrittenFile, 'text' | 'lines' | 'body' | 'dynamic'>;

function sentText(shell: ShellCommand, before: readonly ShellCommand[]): Sent | undefined {
  const own = shell.heredocs.at(-1);
  if (own?.closing) return own;
  const source = shell.pipedIn
    ? before.findLast(({ line, pipedOut }) => line === shell.line && pipedOut)
    : undefined;
  const [program, ...args] = source?.words ?? [];
  const heredoc = source?.heredocs.at(-1);
  if (program?.value === 'cat' && args.length === 0 && heredoc?.closing) return heredoc;
  if (program?.value !== 'echo' && program?.value !== 'printf') return undefined;
  const [word] = args.filter(({ value }) => !/^(?:-[neE]+|%s(?:\\n)?)$/.test(value));
  return word && args.at(-1) === word ? textOf(word) : undefined;
}

/** A word is a text of its own where its value stands in the script letter for letter. */
function textOf({ value, inner, dynamic, quoting }: ShellWord): Sent | undefined {
  if (!inner || quoting === 'none') return undefined;
  return { text: value, lines: [{ snippet: 0, file: inner.start }], body: inner, dynamic };
}
