import type { Span } from '../../diagnostics/diagnostic.ts';
import { findComments } from './comment.ts';
import type { ShellCommand, ShellScript, ShellWord } from './script.ts';
import { covers } from './spans.ts';

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
export function unquotedIn(command: ShellCommand): (offset: number) => boolean {
  return covers(allWords(command).flatMap(unquotedParts));
}

/** Returns a test for whether an offset stands where the shell takes every character as it is: quoted, in a heredoc, in a comment. */
export function textIn(script: ShellScript): (offset: number) => boolean {
  const quoted = script.commands.flatMap((command) =>
    allWords(command).filter((word) => word.quoting !== 'none'),
  );
  return covers([...script.heredocs.map(({ body }) => body), ...quoted, ...findComments(script.text)]);
}
