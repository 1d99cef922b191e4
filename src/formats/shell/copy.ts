import type { Span } from '../../diagnostics/diagnostic.ts';
import { findComments } from './comment.ts';
import { blank, parseShell } from './parse.ts';
import type { ShellScript } from './script.ts';
import { firstEndingAfter, merge } from './spans.ts';

/** One command line as it is to be copied, and where it stands. */
export interface CommandText {
  text: string;
  span: Span;
}

/**
 * Returns what a copy button must copy: the command lines, without prompts, comments and recorded output. Heredocs and strings stay
 * to the byte. A script that begins with `#!`, and what the shell could not read, stay as they are.
 */
export function copyText(text: string): string {
  if (text.startsWith('#!')) return text;
  const script = parseShell(text);
  if (script.findings.length > 0 || script.lines.length === 0) return asWritten(script);
  return cutOut(script)
    .map((command) => command.text)
    .join('\n');
}

/** Returns each command line by itself, as a copy button beside it must copy it. */
export function commandTexts(text: string): CommandText[] {
  const script = parseShell(text);
  return script.findings.length > 0 ? [] : cutOut(script);
}

function asWritten({ text, prompts, output }: ShellScript): string {
  if (prompts.length === 0) return text.trim() === '' ? '' : text.replace(/\n+$/, '');
  return without(text, { start: 0, end: text.length }, merge([...prompts, ...output])).trim();
}

function cutOut(script: ShellScript): CommandText[] {
  const { text, prompts, output, lines } = script;
  const comments = findComments(blank(text, [...prompts, ...output])).map((comment) =>
    withBlanks(text, comment),
  );
  const dropped = merge([...comments, ...prompts, ...output]);
  return lines.map((span) => ({ text: without(text, span, dropped), span }));
}

/** Widens a comment to what goes with it: its whole line, or the blanks before it. */
function withBlanks(text: string, comment: Span): Span {
  let start = comment.start;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start -= 1;
  const alone = start === 0 || text[start - 1] === '\n';
  return { start, end: alone ? Math.min(comment.end + 1, text.length) : comment.end };
}

function without(text: string, span: Span, dropped: readonly Span[]): string {
  let result = '';
  let at = span.start;
  for (let index = firstEndingAfter(dropped, at); index < dropped.length; index++) {
    const { start, end } = dropped[index] ?? span;
    if (start >= span.end) break;
    result += text.slice(at, Math.max(at, start));
    at = Math.min(end, span.end);
  }
  return result + text.slice(at, span.end);
}
