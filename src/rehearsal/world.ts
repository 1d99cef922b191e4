import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { createWorldState } from './model/create.ts';
import { openStore, type Store } from './model/store.ts';
import { writeWhole } from './write.ts';

/** A place to practise in: a folder, and the state of everything in it. */
export interface World {
  /** The world's folder, absolute. */
  dir: string;
  store: Store;
}

/** The environment variable that names the world's folder to whatever runs in it. */
export const worldVariable = 'REHEARSAL_WORLD';

/** The programs that a world answers itself. */
export const programs = ['fly', 'flyctl', 'git', 'curl'] as const;

/** How many worlds one folder may describe: the seed that ids come from, where none is told. */
const defaultSeed = 1;

/**
 * Opens the world in a folder, or makes one there.
 *
 * @throws the system's error where the folder cannot be written, and Error where its state is not a world's
 */
export function openWorld(dir: string, options: { seed?: number } = {}): World {
  const root = resolve(dir);
  for (const folder of ['bin', 'work', 'home', 'machines', 'volumes']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const store = openStore(join(root, 'state.json'), () => createWorldState(options.seed ?? defaultSeed));
  return { dir: root, store };
}

/**
 * Writes the programs that stand first on the path in the world.
 *
 * @param self the command that calls this program again, one word an item
 */
export function writePrograms(world: World, self: readonly string[]): void {
  for (const program of programs) {
    const path = join(world.dir, 'bin', program);
    const script = `#!/bin/sh\nexec ${self.map(quote).join(' ')} rehearsed ${program} "$@"\n`;
    // Another run may be in this world, and call the program at this very moment.
    writeWhole(path, script, 0o755);
  }
}

/** Returns what a process in the world has in its environment beside, or instead of, what its parent has. */
export function worldEnvironment(world: World, path: string | undefined): Record<string, string> {
  const home = join(world.dir, 'home');
  const bin = join(world.dir, 'bin');
  const rest = (path ?? '').split(delimiter).filter((folder) => folder !== '' && folder !== bin);
  return {
    [worldVariable]: world.dir,
    PATH: [bin, ...rest].join(delimiter),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    GIT_CONFIG_NOSYSTEM: '1',
    HISTFILE: join(home, '.history'),
    TMPDIR: ensure(join(world.dir, 'tmp')),
  };
}

function ensure(folder: string): string {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  return folder;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
