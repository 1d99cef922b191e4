import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { home } from './program.ts';

/** Makes an empty project folder, with the project's own packages. */
export function makeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(home, 'package.json'), join(folder, 'package.json'));
}

/** Makes a copy of our site, with a cache of its own and with these pages beside its own, by their paths below content/docs. */
export function copySite(folder: string, pages: ReadonlyMap<string, string> = new Map()): void {
  makeProject(folder);
  for (const part of ['src', 'public', 'content', 'content.config.ts', 'astro.config.mjs', 'tsconfig.json'])
    cpSync(join(home, part), join(folder, part), { recursive: true });
  const text = readFileSync(join(folder, 'astro.config.mjs'), 'utf8');
  writeFileSync(
    join(folder, 'astro.config.mjs'),
    text.replace("srcDir: '.',", "srcDir: '.', cacheDir: './.cache',"),
  );
  for (const [path, page] of pages) write(join(folder, 'content/docs', path), page);
}

/** Writes a file, and the folders that it stands in. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
