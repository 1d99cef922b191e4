import { createHash } from 'node:crypto';
import { describe, type TestContext, test } from 'vitest';
import { randomFrom } from '../../../src/project/mutate.ts';

/** One kind of fault: what is done to a program, in every way there is, and what holds all the same. */
export interface Faults<Case> {
  /** The kind's name, that of its file: what `npm run faults -- --only` takes. */
  name: string;
  /** What holds in each case, as a test's title says it. */
  holds: string;
  /** Every case there is, or, of those without end, as many as `npm run faults` is to try: the same ones for the same `random`. */
  cases: (random: () => number) => readonly Case[];
  /** Tells a case from all others in a word, such as `12-torn` or `deploy/check/3`. */
  label: (one: Case) => string;
  /** How many of the cases the suite tries: about a tenth of them unless told. */
  sample?: number;
  /** How long one case may take, in milliseconds: two minutes unless told. */
  timeout?: number;
  /**
   * Does one case; throws where it does not hold. Cases go side by side, each with numbers of its own: hooks such as
   * `onTestFinished` are the context's, and nothing else is shared.
   */
  run: (one: Case, context: TestContext & { random: () => number }) => Promise<void> | void;
}

/** What `npm run faults` asks for in the environment; the suite asks for nothing. */
const { FAULTS: extent, FAULTS_SEED: given = '20261127', FAULTS_ONLY: only = '' } = process.env;
const seed = Number(given);

/** Makes a test of each case of a kind: of all of them in `npm run faults`, and of a sample, which the seed decides, in the suite. */
export function defineFaults<Case>({
  name,
  holds,
  cases,
  label,
  sample,
  timeout = 120_000,
  run,
}: Faults<Case>): void {
  const all = cases(numbersOf(name)).map((one) => ({ one, label: label(one) }));
  const twice = all.map((each) => each.label).find((each, index, labels) => labels.indexOf(each) !== index);
  if (twice !== undefined) throw new Error(`${name} has two cases that are called ${twice}.`);
  const chosen = choose(all, name, sample ?? Math.ceil(all.length / 10));
  describe.concurrent(name, { timeout }, () => {
    test.for(chosen)(`$label: ${holds}`, async ({ one, label: called }, context) => {
      await run(one, Object.assign(context, { random: numbersOf(`${name}/${called}`) }));
    });
  });
}

function choose<Labelled extends { label: string }>(
  all: readonly Labelled[],
  name: string,
  size: number,
): readonly Labelled[] {
  if (only !== '') return all.filter(({ label }) => label === only || isBelow(label, only));
  if (extent === 'all') return all;
  const random = numbersOf(`${name}, the sample`);
  const drawn = all.map((one, index) => ({ one, index, lot: random() })).sort((a, b) => a.lot - b.lot);
  return drawn
    .slice(0, size)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

/** Whether a label goes on where another ends: `12` has `12-torn` below it, and not `120-torn`. */
function isBelow(label: string, above: string): boolean {
  return label.startsWith(above) && /^\W/.test(label.slice(above.length));
}

/** Returns numbers in [0, 1) that the seed and a purpose decide. */
function numbersOf(purpose: string): () => number {
  return randomFrom(createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32LE());
}
