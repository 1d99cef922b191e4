import type { ParsedScript, SyntaxNode, Word, WordPart } from 'unbash';
import { forEachChild } from 'unbash';
import { unmask } from './placeholder.ts';
import type { ShellWord } from './script.ts';

const special = /[$`'"\\*?[\]{}()<>]/;

/** Returns a word as the shell reads it. `text` is the masked script, which the word's offsets count in. */
export function readWord(word: Word, text: string): ShellWord {
  const raw = text.slice(word.pos, word.end);
  const span = { start: word.pos, end: word.end };
  if (!special.test(raw)) {
    const value = unmask(raw);
    return { ...span, text: value, value, dynamic: false, expands: false, quoting: 'none', inner: span };
  }
  const parts = word.parts ?? [];
  const value = unmask(word.value);
  const read: ShellWord = {
    ...span,
    text: unmask(raw),
    value,
    dynamic: parts.some(isDynamic),
    expands: parts.some(isPattern),
    quoting: quotingOf(raw, parts),
  };
  const quoted = read.quoting === 'single' || read.quoting === 'double';
  // A quote at the end of the text closes nothing: behind it there is no value to point at.
  const inner = quoted && raw.length > 1 ? { start: word.pos + 1, end: word.end - 1 } : span;
  if (unmask(text.slice(inner.start, inner.end)) === value) read.inner = inner;
  return read;
}

function isDynamic(part: WordPart): boolean {
  switch (part.type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.some(isDynamic);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
      return true;
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return (part.parts ?? []).some(isDynamic);
    default:
      return false;
  }
}

function isPattern(part: WordPart): boolean {
  return part.type === 'Glob' || part.type === 'ExtendedGlob' || part.type === 'BraceExpansion';
}

function quotingOf(raw: string, parts: readonly WordPart[]): ShellWord['quoting'] {
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'SingleQuoted') return 'single';
  if (parts.length === 1 && only?.type === 'DoubleQuoted') return 'double';
  return /['"\\]/.test(raw) ? 'mixed' : 'none';
}

/** Calls back with each script that is nested in a word, a redirection or an expression: `$(…)`, `` `…` ``, `<(…)`. */
export function forEachScript(node: SyntaxNode, callback: (script: ParsedScript, at: number) => void): void {
  if ('script' in node) {
    // A script between escaped backticks counts its offsets in a text of its own.
    if (node.script && node.script.source === undefined) callback(node.script, node.pos);
    return;
  }
  forEachChild(node, (child) => forEachScript(child, callback));
}
