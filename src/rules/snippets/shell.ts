import type { Finding } from '../../diagnostics/diagnostic.ts';
import { checkFlyCommands } from '../../formats/fly-command/check.ts';
import { checkScript } from '../../formats/shell/check.ts';
import { parseShell } from '../../formats/shell/parse.ts';
import { writtenFiles } from '../../formats/shell/written.ts';
import { checkSnippet, type SnippetContext } from './check.ts';
import { kindOfFile } from './kind.ts';
import { moved } from './locate.ts';

/** Returns what is wrong with a shell snippet: the shell, its `fly` commands, and the files that it writes from heredocs. */
export function checkShellSnippet(text: string, context: SnippetContext): Finding[] {
  const script = parseShell(text);
  const files = writtenFiles(script).flatMap((file): Finding[] => {
    const kind = kindOfFile(file.path);
    if (kind === undefined || file.dynamic || file.append) return [];
    const inner = { ...context, fragment: false, syntax: 'json' as const };
    return checkSnippet(file.text, kind, inner).map((finding) => moved(finding, file));
  });
  const { interactive, unwatched } = context;
  const commands = checkFlyCommands(script, { interactive, watched: !unwatched });
  return [...checkScript(script), ...commands, ...files].sort((a, b) => a.start - b.start);
}
