import { lineMatches } from './glob.ts';

/** A line that both have, one that is missing, or one too many. */
export interface DiffLine {
  sign: ' ' | '-' | '+';
  text: string;
}

const most = 400;

/**
 * Returns what differs between the expected lines and those that came: the longest common part stays, the rest is marked. A pattern's
 * line that fits counts as common, and `...` takes up as many lines as it may.
 */
export function diff(expected: readonly string[], found: readonly string[]): DiffLine[] {
  const a = expected.slice(0, most);
  const b = found.slice(0, most);
  const same = (i: number, j: number) => lineMatches(a[i] ?? '', b[j] ?? '');
  const isGap = (i: number) => a[i]?.trim() === '...';
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const fits = isGap(i) ? Math.max(at(i, j + 1), at(i + 1, j)) : same(i, j) ? at(i + 1, j + 1) + 1 : 0;
      best[i * width + j] = Math.max(fits, at(i + 1, j), at(i, j + 1));
    }
  }
  /** A gap takes all at the end; else as much as leaves the most in common for what follows, and nothing where that is nothing. */
  const afterGap = (i: number, from: number) => {
    if (i === a.length) return b.length;
    const common = at(i, from);
    let j = from;
    while (common > 0 && j < b.length && at(i, j + 1) === common) j++;
    return j;
  };
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && isGap(i)) {
      lines.push({ sign: ' ', text: a[i++] ?? '' });
      j = afterGap(i, j);
    } else if (i < a.length && j < b.length && same(i, j) && at(i, j) === at(i + 1, j + 1) + 1) {
      lines.push({ sign: ' ', text: b[j++] ?? '' });
      i++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1)))
      lines.push({ sign: '-', text: a[i++] ?? '' });
    else lines.push({ sign: '+', text: b[j++] ?? '' });
  }
  return lines;
}
