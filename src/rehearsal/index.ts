import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languageOfLocale, speak, type WordKey } from '../words.ts';
import { createWorldState } from './model/create.ts';
import { openStore } from './model/store.ts';
import { stopBehind } from './real/behind.ts';
import { openWorld, worldEnvironment, writePrograms } from './world.ts';

export { faultNames, order } from './faults/order.ts';
export { type Io, processIo } from './io.ts';
export { rehearsed } from './rehearsed.ts';
export { worldVariable } from './world.ts';

/** A world that is ready to be worked in. */
export interface PreparedWorld {
  /** What a process in it has in its environment beside, or instead of, what this one has. */
  env: Record<string, string>;
  /** The folder to work in. */
  cwd: string;
  /** Ends the real programs of its machines. */
  leave(): void;
}

/**
 * Opens the world in a folder, or makes one there: its programs first on the path, its own home, a folder to work in. Nothing is
 * left elsewhere.
 *
 * @param options.self the command that calls this program again, one word an item; `rehearsed PROGRAM …` is added to it
 * @param options.seed what a new world's identifiers come from
 * @param options.real the release that is to run on its machines, in place of the model's gateway
 * @throws the system's error where the folder cannot be written, and Error where it holds something else
 */
export async function prepareWorld(
  dir: string,
  options: { self: readonly string[]; seed?: number; real?: { folder: string } },
): Promise<PreparedWorld> {
  if (holdsOther(dir)) throw unusable('rehearsal.holdsOther');
  if (!isWhole(dir)) throw unusable('rehearsal.spoilt');
  const world = openWorld(dir, options.seed === undefined ? {} : { seed: options.seed });
  writePrograms(world, options.self);
  const { real } = options;
  if (real !== undefined) {
    world.store.change((state) => {
      state.real = { release: real.folder };
    });
  }
  return {
    env: worldEnvironment(world, process.env.PATH),
    cwd: join(world.dir, 'work'),
    leave: () => leaveWorld(world.dir),
  };
}

/** Ends the real programs of a world's machines. */
function leaveWorld(dir: string): void {
  const real = join(dir, 'real');
  if (!existsSync(real)) return;
  for (const machine of readdirSync(real)) stopBehind({ folder: join(real, machine) });
}

/** What stands in a world's folder; one that was killed while it was made may have some of it and no state yet. */
const own = /^(?:bin|home|machines|real|runbook|state\.json.*|tmp|volumes|work)$/;

function holdsOther(dir: string): boolean {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory() || existsSync(join(dir, 'state.json')))
    return false;
  return readdirSync(dir).some((name) => !own.test(name));
}

function isWhole(dir: string): boolean {
  const file = join(dir, 'state.json');
  if (!existsSync(file)) return true;
  try {
    openStore(file, () => createWorldState(0)).read();
    return true;
  } catch {
    return false;
  }
}

function unusable(key: WordKey): Error {
  return new Error(speak(languageOfLocale(process.env))(key));
}
