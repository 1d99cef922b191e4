import { basename, dirname } from 'node:path';
import type { AstroUserConfig } from 'astro';
import { type BuildResult, build } from 'esbuild';

type Plugins = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>, unknown[]>;
type Bundle = BuildResult<{ write: false; metafile: true }>;

/**
 * Returns the plugin that bundles a worker beside the build of the pages, on a processor that would else wait. Who imports it with
 * `?worker&url` gets its address, as from Vite itself.
 *
 * @param entry the worker's file, absolute
 */
export function workerApart(entry: string): Plugins[number] {
  const wanted = `${entry}?worker&url`;
  let target: string[];
  let folder: string;
  let base: string;
  let bundle: Promise<Bundle> | undefined;
  return {
    name: 'worker apart',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      target = [config.build.target || 'esnext'].flat();
      folder = config.build.assetsDir;
      base = config.base;
    },
    buildStart() {
      bundle ??= bundleOf(entry, target);
      // What went wrong is told where the worker is asked for.
      bundle.catch(() => {});
    },
    load: {
      filter: { id: /\?worker&url$/ },
      async handler(id) {
        if (id !== wanted) return undefined;
        const { outputFiles, metafile } = await (bundle ?? bundleOf(entry, target));
        for (const { path, contents } of outputFiles)
          this.emitFile({ type: 'asset', fileName: `${folder}/${basename(path)}`, source: contents });
        // What it imports dynamically is an entry point to esbuild as well.
        const own = Object.entries(metafile.outputs).find(
          ([, { entryPoint }]) => entryPoint === basename(entry),
        );
        if (own === undefined) throw new Error(`esbuild made nothing of ${entry}.`);
        return `export default ${JSON.stringify(`${base}${folder}/${basename(own[0])}`)};`;
      },
    },
  };
}

function bundleOf(entry: string, target: string[]): Promise<Bundle> {
  return build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    outdir: '.',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
}
