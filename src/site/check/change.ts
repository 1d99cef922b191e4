/** What turns one text into another: what stands between two offsets of the first gives way to another text. */
export interface Change {
  start: number;
  end: number;
  inserted: string;
}

/** Returns the one change that turns a text into another, without what both begin and end with. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, inserted: after.slice(start, after.length - same) };
}
