import type { Finding, Span } from '../../diagnostics/diagnostic.ts';
import { checkFlyCommands } from '../../formats/fly-command/check.ts';
import { sentFiles } from '../../formats/fly-command/sent.ts';
import { checkScript } from '../../formats/shell/check.ts';
import { checkPortable } from '../../formats/shell/portable.ts';
import type { ShellScript } from '../../formats/shell/script.ts';
import { writtenFiles } from '../../formats/shell/written.ts';
import { checkSnippet } from './check.ts';
import type { SnippetContext } from './context.ts';
import { kindOfFile } from './kind.ts';
import { moved } from './locate.ts';
import { misreadIn } from './misread.ts';

/** Returns what is wrong with a shell snippet: the shell, its `fly` commands, and the files that it writes from heredocs. */
export function checkShellSnippet(script: ShellScript, context: SnippetContext): Finding[] {
  const { interactive, background, unwatched, session, here } = context;
  const isMisread = misreadIn(script);
  const slips = checkScript(script, { session });
  const leading = slips
    .filter(({ code }) => code === 'shell/continuation' || code === 'shell/blank')
    .slice(0, 100);
  const commands = checkFlyCommands(script, { interactive, background, watched: !unwatched }).filter(
    (finding) => !isMisread(finding) && !leading.some((slip) => followsFrom(finding, slip, script.text)),
  );
  const files = [...writtenFiles(script), ...sentFiles(script)].flatMap((file): Finding[] => {
    const kind = kindOfFile(file.path);
    if (kind === undefined || file.dynamic || file.append) return [];
    const inner = { ...context, fragment: false, syntax: 'json' as const };
    return checkSnippet(file.text, kind, inner).map((finding) => moved(finding, file));
  });
  const foreign = here ? checkPortable(script) : [];
  return [...slips, ...foreign, ...commands, ...files].sort((a, b) => a.start - b.start);
}

/** Whether a command is read otherwise than meant because of a slip inside what is told of, or before it on the same line. */
function followsFrom({ start, end }: Span, slip: Finding, text: string): boolean {
  if (slip.code === 'shell/continuation')
    return slip.start <= start && !text.slice(slip.start, start).includes('\n');
  return slip.code === 'shell/blank' && start <= slip.start && slip.end <= end;
}
