import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Host } from '../host.ts';
import { makeFolder, stateFolder } from '../journal/folder.ts';
import { exits, reasonOf, Stop } from '../stop.ts';
import { chooseLanguage } from './console.ts';
import type { Options } from './options.ts';

const prefix = 'runbook-world-';

/** Where commands of the plan run: the user's own surroundings, or a world to practise in. */
export interface Place {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Where journals stand. */
  state: string;
  world?: { folder: string; temporary: boolean };
  /** Ends what runs in the world. */
  leave?: () => void;
}

/** Returns the place that the options ask for, made where it is not there yet. */
export async function openPlace(
  host: Host,
  options: Options,
  known?: { folder: string; temporary: boolean },
): Promise<Place> {
  const state = options.stateDir === undefined ? undefined : resolve(host.cwd, options.stateDir);
  if (!options.rehearse && !known)
    return { env: host.env, cwd: host.cwd, state: state ?? stateFolder(host.env) };
  if (!host.rehearse) throw new Stop(exits.usage, { key: 'runbook.world.none' });
  const named =
    options.world === undefined ? undefined : { folder: resolve(host.cwd, options.world), temporary: false };
  const world = named ?? known ?? { folder: mkdtempSync(join(tmpdir(), prefix)), temporary: true };
  const place = { state: state ?? stateOf(world.folder), world };
  try {
    makeFolder(world.folder);
    const prepared = await host.rehearse(world.folder, chooseLanguage(host, options), options.realGateway);
    const { env, ...rest } = prepared;
    return { ...place, ...rest, env: { ...host.env, ...env } };
  } catch (error) {
    closePlace({ ...place, env: {}, cwd: '' });
    throw new Stop(exits.failed, {
      key: 'runbook.world.unusable',
      values: { folder: world.folder, reason: reasonOf(error) },
    });
  }
}

/** Returns where the journals of a world stand. */
export function stateOf(world: string): string {
  return join(world, 'runbook');
}

/** Returns the state folders in which a run may be looked for, the likeliest first. */
export function stateFolders(host: Host, options: Options): string[] {
  if (options.stateDir !== undefined) return [resolve(host.cwd, options.stateDir)];
  if (options.world !== undefined) return [stateOf(resolve(host.cwd, options.world))];
  const worlds = leftWorlds().map(stateOf);
  return options.rehearse ? worlds : [stateFolder(host.env), ...worlds];
}

/** Removes a temporary world once nothing in it is needed any more. */
export function closePlace(place: Place): void {
  if (!place.world?.temporary) return;
  place.leave?.();
  rmSync(place.world.folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Returns temporary worlds of this user that runs left for being resumed. */
function leftWorlds(): string[] {
  const uid = process.getuid?.();
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter((folder) => {
      const stat = statSync(folder, { throwIfNoEntry: false });
      return stat?.isDirectory() && (uid === undefined || stat.uid === uid);
    });
}
