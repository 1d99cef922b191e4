import type { Edit, Finding } from '../../../src/diagnostics/diagnostic.ts';

/** Returns a text without its `⟦ ⟧`, and the spans between them. */
export function unmark(marked: string): { text: string; spans: [number, number][] } {
  const spans: [number, number][] = [];
  let text = '';
  for (const piece of marked.split(/(?=[⟦⟧])/)) {
    if (piece.startsWith('⟦')) spans.push([text.length, -1]);
    const open = spans.findLast(([, end]) => end < 0);
    if (piece.startsWith('⟧') && open) open[1] = text.length;
    text += piece.replace(/^[⟦⟧]/, '');
  }
  return { text, spans };
}

/** Returns a text with the findings' places between `⟦ ⟧`. */
export function mark(text: string, findings: Finding[]): string {
  const edits = findings.flatMap(({ start, end }) => [
    { start, end: start, text: '⟦' },
    { start: end, end, text: '⟧' },
  ]);
  return apply(text, edits);
}

/** Returns a text with every finding's first fix applied. */
export function mend(text: string, findings: Finding[]): string {
  return apply(
    text,
    findings.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []),
  );
}

function apply(text: string, edits: Edit[]): string {
  return edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => b.start - a.start || b.index - a.index)
    .reduce((mended, { start, end, text: by }) => mended.slice(0, start) + by + mended.slice(end), text);
}
