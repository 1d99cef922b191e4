import type { Finding } from '../../diagnostics/diagnostic.ts';
import { found } from './rule.ts';
import { promptRule } from './rules.ts';
import type { ShellScript } from './script.ts';

/** Returns a finding for the prompts of a snippet, at the first; its fix takes them all away. */
export function checkPrompts({ text, prompts, output, lines }: ShellScript): Finding[] {
  const [first] = prompts;
  if (!first) return lines.length === 0 ? rootPrompts(text) : [];
  const prompt = text.slice(first.start, first.end).trimEnd();
  const edits = prompts.map((span) => ({ ...span, text: '' }));
  const fixes =
    output.length > 0 ? [] : [{ message: { key: 'fix.shell/prompt' as const }, edits, safe: true }];
  const span = { start: first.start, end: first.start + prompt.length };
  return [found(promptRule, span, { key: 'rules.shell/prompt', values: { prompt } }, { fixes })];
}

/** Programs whose name, after `# `, begins no sentence. */
const program =
  /^[ \t]*# (?:apt|apt-get|apk|yum|dnf|systemctl|npm|npx|docker|curl|wget|mkdir|chmod|chown|sudo)(?: [^.:]*[^.:\s]| [^:]*\/[^:]*)?$/;

/** `# ` begins a comment. Where a snippet is nothing but such lines, and each goes on with a program, it was root's prompt. */
function rootPrompts(text: string): Finding[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || !lines.every((line) => program.test(line))) return [];
  const edits = [...text.matchAll(/^[ \t]*# /gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: '',
  }));
  const start = text.indexOf('#');
  return [
    found(
      promptRule,
      { start, end: start + 1 },
      { key: 'rules.shell/prompt.root' },
      { severity: 'warning', fixes: [{ message: { key: 'fix.shell/prompt' }, edits, safe: false }] },
    ),
  ];
}
