import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { Files } from '../machine/files.ts';
import { at, readJson5, stateFolder } from './config.ts';

type Env = Readonly<Record<string, string>>;

/** Where installed plugins stand in a state folder (seen), under the name's digest. */
export function pluginFolder(env: Env, name: string): string {
  const tail = createHash('sha256').update(`@openclaw/${name}`).digest('hex').slice(0, 10);
  return posix.join(stateFolder(env), 'npm', 'projects', `openclaw-${name}-${tail}`);
}

/** Where a plugin's own package stands in its folder. */
export function packageFolder(env: Env, name: string): string {
  return posix.join(pluginFolder(env, name), 'node_modules', '@openclaw', name);
}

/** Returns the version of a plugin in the state folder, or undefined where it is not installed. */
export function installedVersion(files: Files, env: Env, name: string): string | undefined {
  const manifest = files.host(posix.join(packageFolder(env, name), 'package.json'));
  if (!existsSync(manifest)) return undefined;
  const version = at(readJson5(readFileSync(manifest, 'utf8')), 'version');
  return typeof version === 'string' ? version : '';
}

/** Returns the names of the plugins in the state folder. */
export function installedPlugins(files: Files, env: Env): string[] {
  const projects = files.host(posix.join(stateFolder(env), 'npm', 'projects'));
  if (!existsSync(projects)) return [];
  return readdirSync(projects).flatMap((folder) => /^openclaw-(.+)-[0-9a-f]{10}$/.exec(folder)?.[1] ?? []);
}
