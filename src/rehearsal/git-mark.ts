import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { sources } from './sources.ts';
import { writeWhole } from './write.ts';

/** The file that tells a folder cloned in a rehearsal, and what it holds. */
const mark = join('.git', 'rehearsal');

const markSchema = z.strictObject({
  version: z.string(),
  /** The branch that is checked out; empty on a tag. */
  branch: z.string(),
});
export type Mark = z.infer<typeof markSchema>;

/** A folder that was cloned in a rehearsal, and what it is of. */
export interface Cloned {
  folder: string;
  mark: Mark;
}

/** Writes the files of a release. */
export function writeSources(folder: string, version: string): void {
  for (const [path, text] of Object.entries(sources(version))) {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Writes down what a folder is of. */
export function writeMark(folder: string, value: Mark): void {
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeWhole(join(folder, mark), `${JSON.stringify(value)}\n`);
}

/** Returns the cloned folder that a folder is, or lies in. */
export function findCloned(from: string): Cloned | undefined {
  for (let folder = resolve(from); ; folder = join(folder, '..')) {
    const found = readMark(join(folder, mark));
    if (found !== undefined) return { folder, mark: found };
    if (folder === join(folder, '..')) return undefined;
  }
}

/** Returns what a mark says; one that is not there, or that cannot be read, is none. */
function readMark(file: string): Mark | undefined {
  try {
    return markSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
