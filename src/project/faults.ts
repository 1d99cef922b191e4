import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const countSchema = z.strictObject({
  /** How many cases were tried, and how many of them held. */
  cases: z.int().min(0),
  held: z.int().min(0),
  /** The day, as in 2026-11-27, and the seed. */
  date: z.iso.date(),
  seed: z.int(),
  /** How long they took on that machine. */
  seconds: z.int().min(0),
});
const countsSchema = z.record(z.string(), countSchema);

/** What became of a kind of fault when all of its cases were tried last. */
export type Count = z.infer<typeof countSchema>;

/** The kinds, and what became of them last: the folder is tests/faults, a file for each kind. */
const suffix = '.test.ts';
const file = 'counts.json';

/** Returns the names of the kinds of fault that a folder has a file for, in order. */
export function kindsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}

/** Returns the kind that a test file is for. */
export function kindOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -suffix.length);
}

/** Returns what became of each kind when it was tried last. */
export function readCounts(folder: string): Record<string, Count> {
  const path = join(folder, file);
  return existsSync(path) ? countsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
}

/** Writes what became of some kinds beside what is known of the others; a kind that is no more is dropped. */
export function writeCounts(folder: string, counts: Readonly<Record<string, Count>>): void {
  const all = { ...readCounts(folder), ...counts };
  const known = kindsIn(folder).flatMap((kind) => (all[kind] ? [[kind, all[kind]] as const] : []));
  const path = join(folder, file);
  writeFileSync(`${path}.new`, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
