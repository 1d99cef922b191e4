import type { Span } from '../../diagnostics/diagnostic.ts';
import type { ShellCommand, ShellScript, ShellWord } from './script.ts';

/** Returns all the words that hang on a command: its own, and those of its assignments and redirections. */
export function allWords(command: ShellCommand): ShellWord[] {
  return [
    ...command.words,
    ...command.assignments.flatMap(({ value }) => value ?? []),
    ...command.redirects.flatMap(({ target }) => target ?? []),
  ];
}

const quotedPiece = /\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"/g;

/** Returns the parts of a word that no quote and no backslash keeps from the shell. */
export function unquotedParts(word: ShellWord): Span[] {
  if (word.quoting === 'single' || word.quoting === 'double') return [];
  if (word.quoting === 'none') return [{ start: word.start, end: word.end }];
  const parts: Span[] = [];
  let at = word.start;
  for (const match of word.text.matchAll(quotedPiece)) {
    const start = word.start + match.index;
    if (start > at) parts.push({ start: at, end: start });
    at = start + match[0].length;
  }
  if (at < word.end) parts.push({ start: at, end: word.end });
  return parts;
}

/** Returns a test for whether an offset stands in an unquoted part of some word of a command. */
export function unquotedAt(command: ShellCommand): (offset: number) => boolean {
  const parts = allWords(command).flatMap(unquotedParts);
  return (offset) => parts.some(({ start, end }) => start <= offset && offset < end);
}

/** Whether an offset stands in a quoted word or in a heredoc's body, where the shell takes every character as it is. */
export function isText(script: ShellScript, offset: number): boolean {
  const within = ({ start, end }: Span): boolean => start <= offset && offset < end;
  return (
    script.heredocs.some(({ body }) => within(body)) ||
    script.commands.some((command) =>
      allWords(command).some((word) => word.quoting !== 'none' && within(word)),
    )
  );
}
