import { join } from 'node:path';
import { mutate, randomFrom } from '../src/project/mutate.ts';
import { feeds, misplaced } from '../src/rules/fuzz.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));

await runProgram(say, () => {
  const { values } = readArguments(
    args,
    {
      count: { type: 'string' },
      seed: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('fuzz.help')}\n`);
    return 0;
  }
  const count = Number(values.count ?? 100_000);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!Number.isInteger(count) || !Number.isInteger(seed)) throw new UsageError(say('fuzz.number'));
  const sources = feeds(join(import.meta.dirname, '../content'));
  const others = sources.map(({ text }) => text);
  const random = randomFrom(seed);
  let findings = 0;
  for (let done = 0; done < count; done++) {
    const feed = sources[Math.floor(random() * sources.length)];
    if (!feed) break;
    const text = mutate(feed.text, others, random);
    try {
      const found = feed.check(text);
      findings += found.length;
      const wrong = misplaced(text, found);
      if (wrong !== undefined) throw new Error(wrong);
    } catch (error) {
      process.stderr.write(
        `${say('fuzz.failed', { name: feed.name, seed, number: done })}\n${JSON.stringify(text.slice(-2000))}\n`,
      );
      throw error;
    }
    if (process.stderr.isTTY && done % 1000 === 0) process.stderr.write(`\r${done}/${count}`);
  }
  process.stdout.write(`${say('fuzz.done', { count, seed, findings })}\n`);
  return 0;
});
