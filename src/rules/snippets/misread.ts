import type { Span } from '../../diagnostics/diagnostic.ts';
import type { ShellScript } from '../../formats/shell/script.ts';

/**
 * Returns a test for whether a place is one where the shell lost its way: on a line (continued ones are one) with an error of
 * syntax, or in the command that the error stands in. What a command there seems to say follows from that one mistake.
 */
export function misreadIn({ text, findings, commands }: ShellScript): (span: Span) => boolean {
  const errors = findings.filter(({ code }) => code === 'shell/syntax');
  const misread = errors.flatMap(({ start }) => [
    lineAround(text, start),
    ...commands.filter((command) => command.start <= start && start < command.end),
  ]);
  return ({ start }) => misread.some((span) => span.start <= start && start <= span.end);
}

/** Returns the line of an offset, together with those that a backslash joins to it. */
function lineAround(text: string, offset: number): Span {
  let start = text.lastIndexOf('\n', offset - 1);
  while (start > 0 && text[start - 1] === '\\') start = text.lastIndexOf('\n', start - 1);
  let end = text.indexOf('\n', offset);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf('\n', end + 1);
  return { start: start + 1, end: end < 0 ? text.length : end };
}
