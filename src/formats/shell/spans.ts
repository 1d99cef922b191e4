import type { Span } from '../../diagnostics/diagnostic.ts';

/** Returns a test for whether an offset stands in one of the spans, in logarithmic time. */
export function covers(spans: readonly Span[]): (offset: number) => boolean {
  const merged = merge(spans);
  return (offset) => {
    const span = merged[firstEndingAfter(merged, offset)];
    return span !== undefined && span.start <= offset;
  };
}

/** Returns the index of the first of the spans, which stand in order and apart, that ends after an offset. */
export function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the spans in order, those that overlap or touch made one. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
