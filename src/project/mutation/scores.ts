import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Result } from './campaign.ts';

/** The score of a room: of the mutants tried, how many hundredths the tests noticed. */
const scoreSchema = z.object({
  score: z.number(),
  date: z.string(),
  seed: z.number(),
  /** All mutants that the room has. */
  mutants: z.number(),
  tried: z.number(),
  killed: z.number(),
  timedOut: z.number(),
  survived: z.number(),
  /** No test comes by them. */
  notReached: z.number(),
  /** The milliseconds of tests that one mutant could cost: what a longer test might have noticed counts as survived. */
  patience: z.number(),
});
const scoresSchema = z.record(z.string(), scoreSchema);
export type Score = z.infer<typeof scoreSchema>;

/** Returns the score of what was tried. */
export function scoreOf(
  results: readonly Result[],
  { mutants, date, seed, patience }: Pick<Score, 'mutants' | 'date' | 'seed' | 'patience'>,
): Score {
  const count = (verdict: Result['verdict']) => results.filter((result) => result.verdict === verdict).length;
  const [killed, timedOut] = [count('killed'), count('timed-out')];
  return {
    score: results.length === 0 ? 100 : Math.round(((killed + timedOut) / results.length) * 1000) / 10,
    date,
    seed,
    mutants,
    tried: results.length,
    killed,
    timedOut,
    survived: count('survived'),
    notReached: count('not-reached'),
    patience,
  };
}

/** Writes a room's score into the file of all scores, beside first. */
export function keepScore(file: string, room: string, score: Score): void {
  const scores = existsSync(file) ? scoresSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const sorted = Object.entries({ ...scores, [room]: score }).sort(([a], [b]) => (a < b ? -1 : 1));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}
