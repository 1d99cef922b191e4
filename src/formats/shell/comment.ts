import { forEachChild, parse, type SyntaxNode } from 'unbash';
import type { Span } from '../../diagnostics/diagnostic.ts';
import { mask } from './placeholder.ts';

/** Returns the comments of a script, without those that are text of a heredoc or a string, and without their line ends. */
export function findComments(text: string): Span[] {
  if (!text.includes('#')) return [];
  const opaque = opaqueSpans(parse(mask(text)));
  const comments: Span[] = [];
  let next = 0;
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    while ((opaque[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    if ((opaque[next]?.start ?? Number.POSITIVE_INFINITY) <= at) continue;
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    comments.push({ start: at, end });
    at = end;
  }
  return comments;
}

/** Returns the places where a `#` is no comment, in order and without overlap: words, heredocs, expressions. */
function opaqueSpans(script: SyntaxNode): Span[] {
  const spans: Span[] = [];
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'Word':
      case 'Assignment':
      case 'HereDocBody':
      case 'HereDocDelimiter':
      case 'ArithmeticCommand':
      case 'TestCommand':
        spans.push({ start: node.pos, end: node.end });
        return;
      default:
        forEachChild(node, visit);
    }
  };
  visit(script);
  return spans.sort((a, b) => a.start - b.start);
}
