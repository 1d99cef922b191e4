import { root } from 'astro:config/server';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Returns the text of a file in public/, such as those that `npm run extract` writes there. */
export function readPublic(path: string): string {
  return readFileSync(fileURLToPath(new URL(`./public/${path}`, root)), 'utf8');
}

/** Returns the names of the files in a folder of public/. */
export function listPublic(path: string): string[] {
  return readdirSync(fileURLToPath(new URL(`./public/${path}`, root)));
}
