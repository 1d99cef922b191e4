import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { type Count, kindsIn, readCounts, writeCounts } from '../src/project/faults.ts';
import { Tally } from '../src/project/tally.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));
const home = join(import.meta.dirname, '..');
const folder = join(home, 'tests/faults');

await runProgram(say, async () => {
  const { values } = readArguments(
    args,
    {
      only: { type: 'string' },
      seed: { type: 'string' },
      sample: { type: 'boolean' },
      list: { type: 'boolean' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  const kinds = kindsIn(folder);
  if (values.help) {
    process.stdout.write(`${say('faults.help', { kinds: kinds.join(', ') })}\n`);
    return 0;
  }
  if (values.list) {
    process.stdout.write(`${kinds.map((kind) => line(kind, readCounts(folder)[kind])).join('\n')}\n`);
    return 0;
  }
  const [only = '', ...below] = values.only?.split('/') ?? [];
  if (values.only !== undefined && !kinds.includes(only))
    throw new UsageError(say('faults.unknown', { kind: only, kinds: kinds.join(', ') }));
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!Number.isInteger(seed)) throw new UsageError(say('faults.number'));
  const label = below.join('/');
  return await tryAll(only === '' ? kinds : [only], { seed, label, isSample: values.sample === true });
});

/** What is known of a kind, in a line. */
function line(kind: string, count: Count | undefined): string {
  return count === undefined
    ? say('faults.never', { kind })
    : say('faults.count', { kind, ...count, failed: count.cases - count.held });
}

/** Tries the cases of kinds, tells how it comes along, and writes what became of them where they were all tried. */
async function tryAll(
  kinds: readonly string[],
  { seed, label, isSample }: { seed: number; label: string; isSample: boolean },
): Promise<number> {
  process.env.FAULTS = isSample ? '' : 'all';
  process.env.FAULTS_SEED = String(seed);
  process.env.FAULTS_ONLY = label;
  const tally = new Tally(seed, say);
  process.stdout.write(`${say('faults.begins', { seed })}\n`);
  const files = kinds.map((kind) => join(folder, `${kind}.test.ts`));
  const vitest = await startVitest('test', files, {
    root: home,
    run: true,
    watch: false,
    project: ['faults'],
    passWithNoTests: true,
    reporters: [tally],
  });
  await vitest.close();
  const date = new Date().toISOString().slice(0, 10);
  const counts = Object.fromEntries(kinds.map((kind) => [kind, { ...tally.of(kind), date, seed }]));
  process.stdout.write(`${kinds.map((kind) => line(kind, counts[kind])).join('\n')}\n`);
  const isWhole = Object.values(counts).every(({ cases }) => cases > 0);
  if (!isWhole) process.stderr.write(`${say('faults.none', { label })}\n`);
  if (label === '' && !isSample && isWhole) writeCounts(folder, counts);
  const hasHeld =
    isWhole && !tally.isBroken && Object.values(counts).every(({ cases, held }) => cases === held);
  return hasHeld ? 0 : 1;
}
