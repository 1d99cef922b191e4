import { root } from 'astro:config/server';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Returns the text of a file in public/, such as those that `npm run extract` writes there. */
export function readPublic(path: string): string {
  return readFileSync(fileURLToPath(new URL(`./public/${path}`, root)), 'utf8');
}
