/**
 * A text cut out of a file, which knows where each of its characters stood. Lines may have lost an indent on the way, so an
 * offset in the snippet and one in the file differ by an amount that changes from line to line.
 */
export interface Snippet {
  /** The snippet's own text, each line with its `\n`. */
  text: string;
  /** For each line: where it starts in the snippet, and where that same character stands in the file. */
  lines: { snippet: number; file: number }[];
}

/** Returns the offset in the file of an offset in the snippet. */
export function inFile(snippet: Snippet, offset: number): number {
  let low = 0;
  let high = snippet.lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((snippet.lines[middle]?.snippet ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const line = snippet.lines[low];
  return line ? line.file + (offset - line.snippet) : offset;
}
