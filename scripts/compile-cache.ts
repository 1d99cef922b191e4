import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/** Where this checkout keeps what was compiled once. */
const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile');

/** Lets this process keep what it compiles, and find what was compiled before. */
export function keepCompiled(): void {
  enableCompileCache(folder);
}

/**
 * Returns the command that calls a script of this checkout again: a rehearsed run calls `fly` a hundred times, and from the
 * environment the cache holds for the first file too.
 */
export function callAgain(script: string): string[] {
  return ['/usr/bin/env', `NODE_COMPILE_CACHE=${folder}`, process.execPath, script];
}
