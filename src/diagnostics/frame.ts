import type { Span } from './diagnostic.ts';
import type { Lines } from './position.ts';
import type { Style } from './style.ts';

const maximalWidth = 160;
const context = 1;

/**
 * Returns the lines around a span with the span underlined, columns counted as a terminal shows them: wide characters take two,
 * tabs reach the next stop, and what a terminal would act on is shown as `·`.
 */
export function frame(lines: Lines, span: Span, mark: (text: string) => string, style: Style): string {
  const start = lines.at(span.start);
  const end = lines.at(Math.max(span.end, span.start));
  const first = Math.max(1, start.line - context);
  const last = Math.min(lines.count, start.line + context);
  const gutter = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = lines.line(number);
    // A very long line is shown around the span alone.
    const from = number === start.line ? Math.max(0, start.column - 1 - maximalWidth / 2) : 0;
    const shown = text.slice(from, from + maximalWidth);
    rows.push(`${style.faint(`${String(number).padStart(gutter)} │`)} ${display(shown)}`.trimEnd());
    if (number !== start.line) continue;
    const stop = end.line === start.line ? end.column - 1 : text.length;
    const before = widthOf(text.slice(from, start.column - 1));
    const length = Math.max(1, widthOf(text.slice(start.column - 1, Math.min(stop, from + maximalWidth))));
    rows.push(`${style.faint(`${' '.repeat(gutter)} │`)} ${' '.repeat(before)}${mark('^'.repeat(length))}`);
  }
  return rows.join('\n');
}

const tabWidth = 2;

function display(text: string): string {
  return text
    .replaceAll('\t', ' '.repeat(tabWidth))
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '·');
}

/** Characters that terminals draw two columns wide: East Asian wide and full-width forms, and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const combining = /\p{Mark}|\u200b|\u200d|\ufe0f/u;

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character === '\t') width += tabWidth;
    else if (combining.test(character)) width += 0;
    else width += wide.test(character) ? 2 : 1;
  }
  return width;
}
