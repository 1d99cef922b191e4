/** Returns whether the text is what the pattern says, a line at a time: `...` alone stands for any lines, `*` for anything in one. */
export function matchesGlob(pattern: string, text: string): boolean {
  return aligned(linesOf(pattern), linesOf(text)) !== undefined;
}

/** The lines of a text; spaces at the ends of lines and empty lines around it do not count. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  while (lines.length > 0 && lines[0] === '') lines.shift();
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether one line is what one line of the pattern says. */
export function lineMatches(pattern: string, line: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return line === pattern;
  if (!line.startsWith(first) || !line.endsWith(last) || line.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= line.length - last.length;
}

/**
 * Walks pattern and text together, going back to the last `...` where a line does not fit, so that it takes no more than their
 * product in time. Returns true, or undefined where they differ.
 */
function aligned(pattern: string[], text: string[]): true | undefined {
  let p = 0;
  let t = 0;
  let gap = -1;
  let gapEnd = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted?.trim() === '...') {
      gap = p++;
      gapEnd = t;
    } else if (wanted !== undefined && lineMatches(wanted, text[t] ?? '')) {
      p++;
      t++;
    } else if (gap >= 0) {
      p = gap + 1;
      t = ++gapEnd;
    } else return undefined;
  }
  while (pattern[p]?.trim() === '...') p++;
  return p === pattern.length ? true : undefined;
}
