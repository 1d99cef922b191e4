import { join } from 'node:path';
import type { Say } from '../words.ts';
import { curl } from './curl.ts';
import { Uncovered } from './failure.ts';
import { fly } from './fly/index.ts';
import { git } from './git.ts';
import { type Io, processIo } from './io.ts';
import { openWorld, programs, worldEnvironment, worldVariable, writePrograms } from './world.ts';

export { faultNames, type OrderOptions, order } from './faults/order.ts';
export { type Io, processIo } from './io.ts';
export { worldVariable } from './world.ts';

/** A world that is ready to be worked in. */
export interface PreparedWorld {
  /** What a process in it has in its environment beside, or instead of, what this one has. */
  env: Record<string, string>;
  /** The folder to work in. */
  cwd: string;
}

/**
 * Opens the world in a folder, or makes one there: its programs first on the path, its own home, a folder to work in. Nothing is
 * left elsewhere.
 *
 * @param options.self the command that calls this program again, one word an item; `rehearsed PROGRAM …` is added to it
 * @param options.seed what a new world's identifiers come from
 * @throws the system's error where the folder cannot be written, and Error where it holds something else
 */
export async function prepareWorld(
  dir: string,
  options: { self: readonly string[]; seed?: number },
): Promise<PreparedWorld> {
  const world = openWorld(dir, options.seed === undefined ? {} : { seed: options.seed });
  writePrograms(world, options.self);
  return { env: worldEnvironment(world, process.env.PATH), cwd: join(world.dir, 'work') };
}

/** The exit status of what the rehearsal does not cover. */
const uncovered = 3;

/**
 * Runs one of the world's programs: what stands behind the names on its path.
 *
 * @returns the exit status
 */
export async function rehearsed(
  program: string,
  argv: readonly string[],
  io: Io = processIo(),
): Promise<number> {
  const dir = io.env[worldVariable];
  if (dir === undefined || !programs.some((one) => one === program)) {
    const say = await sayIn(io);
    io.stderr.write(`${say('rehearsal.noWorld')}\n`);
    return uncovered;
  }
  const world = openWorld(dir);
  const words = [program, ...argv];
  try {
    if (program === 'git') return await git(world, words, io);
    if (program === 'curl') return await curl(world, words, io);
    return await fly(world, words, io);
  } catch (error) {
    if (!(error instanceof Uncovered)) throw error;
    const say = await sayIn(io);
    io.stderr.write(`${say('rehearsal.uncovered', { command: error.what })}\n`);
    return uncovered;
  }
}

/** Returns the function that speaks the user's language, loaded only where something is to be said. */
async function sayIn({ env }: Io): Promise<Say> {
  const { languageOf, languageOfLocale, speak } = await import('../words.ts');
  return speak(env.REHEARSAL_LANG ? languageOf(env.REHEARSAL_LANG) : languageOfLocale(env));
}
