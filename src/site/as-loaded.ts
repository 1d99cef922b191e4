import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroUserConfig } from 'astro';

type Plugins = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>, unknown[]>;

/**
 * Returns the plugin by which pages are built with the modules that the configuration has loaded, instead of a second bundle of
 * them: the guide is read once, and Node compiles what it has to compile once.
 *
 * @param source the folder of the modules that Node can run as they stand
 * @param own the folder in it whose modules are the bundler's: they ask Astro for what only it knows
 */
export function asLoaded(source: string, own: string): Plugins[number] {
  return {
    name: 'as loaded',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'prerender',
    resolveId: {
      filter: { id: /^\.{1,2}\/.*\.ts$/ },
      handler(id, importer = '') {
        const file = resolve(importer, '..', id);
        if (!file.startsWith(source + sep) || file.startsWith(join(source, own) + sep)) return undefined;
        return { id: pathToFileURL(file).href, external: 'absolute' };
      },
    },
  };
}
