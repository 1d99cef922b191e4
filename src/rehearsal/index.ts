import { join } from 'node:path';
import { openWorld, worldEnvironment, writePrograms } from './world.ts';

export { faultNames, type OrderOptions, order } from './faults/order.ts';
export { type Io, processIo } from './io.ts';
export { rehearsed } from './rehearsed.ts';
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
