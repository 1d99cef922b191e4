import type { Fix, Span } from '../../../diagnostics/diagnostic.ts';

/** Returns the safe fix that puts a text in the place of a span. */
export function replace(span: Span, text: string): Fix {
  const edits = [{ start: span.start, end: span.end, text }];
  return { message: { key: 'fix.replace', values: { text } }, edits, safe: true };
}
