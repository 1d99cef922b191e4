/** What a measurement came to, in milliseconds. */
export interface Times {
  min: number;
  median: number;
  max: number;
}

/**
 * Takes the time of several pieces of work in turns, so that what else the machine does falls on all of them alike.
 *
 * @param rounds how often each is done; the first round more, which warms up, does not count unless it is the only one
 */
export async function inTurns<Name extends string>(
  rounds: number,
  work: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, Times>> {
  const names = Object.keys(work) as Name[];
  const taken = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const before = performance.now();
      await work[name]();
      if (round > 0 || rounds === 0) taken.get(name)?.push(performance.now() - before);
    }
  }
  return Object.fromEntries(names.map((name) => [name, timesOf(taken.get(name) ?? [])])) as Record<
    Name,
    Times
  >;
}

function timesOf(all: number[]): Times {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}
