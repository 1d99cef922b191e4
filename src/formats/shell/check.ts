import type { Finding } from '../../diagnostics/diagnostic.ts';
import { parseShell } from './parse.ts';
import type { ShellScript } from './script.ts';
import { checkTypography } from './typography.ts';

/** Returns everything that is wrong with a shell script as shell, whatever its commands mean, in the order of the text. */
export function checkShell(text: string): Finding[] {
  return checkScript(parseShell(text));
}

/** Returns the same for a script that is parsed already. */
export function checkScript(script: ShellScript): Finding[] {
  const findings = [...script.findings, ...checkPrompts(script), ...checkTypography(script)];
  return findings.sort((a, b) => a.start - b.start);
}

/** A finding for the prompts of a snippet, at the first; its fix takes them all away. */
function checkPrompts({ text, prompts, output }: ShellScript): Finding[] {
  const [first] = prompts;
  if (!first) return [];
  const edits = prompts.map((prompt) => ({ ...prompt, text: '' }));
  return [
    {
      code: 'shell/prompt',
      severity: 'error',
      message: { key: 'rules.shell/prompt', values: { prompt: text.slice(first.start, first.end).trim() } },
      start: first.start,
      end: first.start + text.slice(first.start, first.end).trimEnd().length,
      fixes: output.length > 0 ? [] : [{ message: { key: 'fix.shell/prompt' }, edits, safe: true }],
    },
  ];
}
