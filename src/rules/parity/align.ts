/** Two lists' items side by side; one of the two is missing where the other list has nothing that fits. */
export type Pair<Item> =
  | { left: Item; right: Item }
  | { left: Item; right?: never }
  | { left?: never; right: Item };

/**
 * Lays two lists side by side so that as many items as possible stand beside an equal one, and what is left between these beside
 * one of the same class. One missing item thus shifts nothing else.
 */
export function align<Item>(
  left: Item[],
  right: Item[],
  equal: (a: Item, b: Item) => boolean,
  sameClass: (a: Item, b: Item) => boolean,
): Pair<Item>[] {
  const pairs: Pair<Item>[] = [];
  let i = 0;
  let j = 0;
  for (const [anchorLeft, anchorRight] of [
    ...common(left, right, equal),
    [left.length, right.length] as const,
  ]) {
    pairs.push(...fillGap(left.slice(i, anchorLeft), right.slice(j, anchorRight), sameClass));
    const a = left[anchorLeft];
    const b = right[anchorRight];
    if (a !== undefined && b !== undefined) pairs.push({ left: a, right: b });
    i = anchorLeft + 1;
    j = anchorRight + 1;
  }
  return pairs;
}

function fillGap<Item>(left: Item[], right: Item[], sameClass: (a: Item, b: Item) => boolean): Pair<Item>[] {
  const pairs: Pair<Item>[] = [];
  let i = 0;
  let j = 0;
  for (const [a, b] of [...common(left, right, sameClass), [left.length, right.length] as const]) {
    for (const item of left.slice(i, a)) pairs.push({ left: item });
    for (const item of right.slice(j, b)) pairs.push({ right: item });
    const one = left[a];
    const other = right[b];
    if (one !== undefined && other !== undefined) pairs.push({ left: one, right: other });
    i = a + 1;
    j = b + 1;
  }
  return pairs;
}

/** Returns the indexes of a longest common subsequence; what the lists begin and end with alike costs nothing. */
function common<Item>(
  left: Item[],
  right: Item[],
  equal: (a: Item, b: Item) => boolean,
): (readonly [number, number])[] {
  let start = 0;
  const shorter = Math.min(left.length, right.length);
  const alike = (i: number, j: number) => {
    const a = left[i];
    const b = right[j];
    return a !== undefined && b !== undefined && equal(a, b);
  };
  while (start < shorter && alike(start, start)) start++;
  let tail = 0;
  while (tail < shorter - start && alike(left.length - 1 - tail, right.length - 1 - tail)) tail++;
  const rows = left.length - start - tail;
  const columns = right.length - start - tail;
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const row = lengths[i];
      const below = lengths[i + 1];
      if (!row || !below) continue;
      row[j] = alike(start + i, start + j)
        ? (below[j + 1] ?? 0) + 1
        : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const found: (readonly [number, number])[] = [];
  for (let k = 0; k < start; k++) found.push([k, k]);
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (alike(start + i, start + j)) found.push([start + i++, start + j++]);
    else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) i++;
    else j++;
  }
  for (let k = tail; k > 0; k--) found.push([left.length - k, right.length - k]);
  return found;
}
