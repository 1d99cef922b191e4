import { join } from 'node:path';
import { campaign, filesOf, type Progress, type Result } from '../src/project/mutation/campaign.ts';
import { keepScore, scoreOf } from '../src/project/mutation/scores.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));
const home = join(import.meta.dirname, '..');

await runProgram(say, async () => {
  const { values, positionals } = readArguments(
    args,
    {
      seed: { type: 'string' },
      sample: { type: 'string' },
      workers: { type: 'string' },
      patience: { type: 'string' },
      keep: { type: 'boolean' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('mutate.help')}\n`);
    return 0;
  }
  const [room, extra] = positionals;
  if (extra !== undefined) throw new UsageError(say('usage.positional', { argument: extra }));
  if (room === undefined) throw new UsageError(say('mutate.roomless'));
  if (filesOf(home, room).length === 0) throw new UsageError(say('mutate.unknown', { room }));
  const number = (text: string | undefined, otherwise: number) => {
    const value = Number(text ?? otherwise);
    if (!Number.isInteger(value) || value < 1) throw new UsageError(say('mutate.number'));
    return value;
  };
  const seed = number(values.seed, 1);
  const patience = number(values.patience, 5) * 1000;
  const sample = values.sample === 'all' ? Number.POSITIVE_INFINITY : number(values.sample, 300);
  const workers = number(values.workers, 2);
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => abort.abort(new UsageError(say('mutate.stopped'))));
  const started = performance.now();
  const { results, mutants } = await campaign(
    { home, room, seed, sample, workers, patience, slack: 15_000 },
    shown(),
    abort.signal,
  );
  const date = new Date().toISOString().slice(0, 10);
  const score = scoreOf(results, { mutants, date, seed, patience });
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  process.stdout.write(
    `${say('mutate.done', { room, score: score.score, noticed: score.killed + score.timedOut, tried: score.tried, mutants, late: score.timedOut, unreached: score.notReached, seed, minutes })}\n`,
  );
  if (values.keep) keepScore(join(home, 'tests/mutation/scores.json'), room, score);
  return 0;
});

function lineOf({ mutant, verdict }: Result): string {
  const { file, line, column, original, text } = mutant;
  const short = (code: string) => {
    const whole = code.replaceAll(/\s+/g, ' ').trim();
    return whole.length > 100 ? `${whole.slice(0, 60)} … ${whole.slice(-35)}` : whole;
  };
  const what = say(verdict === 'survived' ? 'mutate.survived' : 'mutate.unreached');
  return `${file}:${line}:${column} ${what}\n  - ${short(original)}\n  + ${short(text)}`;
}

/** Shows on a terminal how far it is, and elsewhere a line for each part of the work. */
function shown(): Progress {
  const isTerminal = process.stderr.isTTY;
  const passing = (line: string) => {
    if (isTerminal)
      process.stderr.write(`\r\x1b[2K${line.slice(0, Math.max((process.stderr.columns ?? 80) - 1, 20))}`);
  };
  const lasting = (line: string) => process.stderr.write(`${isTerminal ? '\r\x1b[2K' : ''}${line}\n`);
  return {
    sampled: (mutants, tried, files) => lasting(say('mutate.sampled', { mutants, tried, count: files })),
    surveying: (test) => passing(say('mutate.surveying', { test })),
    unfit: (tests, unsurveyed) => {
      if (unsurveyed.length > 0)
        lasting(say('mutate.unsurveyed', { count: unsurveyed.length, files: unsurveyed.join(', ') }));
      for (const { name, why } of tests)
        lasting(say('mutate.unfit', { name, why: why.split('\n')[0] ?? '' }));
    },
    tried: (done, of, result) => {
      const { mutant, verdict } = result;
      if (verdict === 'survived' || verdict === 'not-reached') {
        passing('');
        process.stdout.write(`${lineOf(result)}\n`);
      }
      const line = say('mutate.tried', { done, of, place: `${mutant.file}:${mutant.line}`, verdict });
      if (isTerminal) passing(line);
      else if (done % 25 === 0 || done === of) lasting(line);
    },
  };
}
