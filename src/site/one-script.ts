import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const externalScript = /<script type="module" src="([^"]*)"><\/script>/g;

interface Bundle {
  name: string;
  code: Uint8Array;
  /** The names of the files that went into it. */
  inputs: string[];
}

/**
 * Returns built pages with one script in place of their several, which a phone would fetch one by one before it shows anything: Astro
 * makes a file of each component's. Pages with the same components share it. Writes the new files, and removes those that nothing
 * names any more. What a script imports dynamically stays a file of its own.
 *
 * @param folder the folder of the built scripts
 * @param address its address, as it stands in the pages
 * @throws where a script cannot be bundled
 */
export async function withOneScript(
  pages: readonly string[],
  folder: string,
  address: string,
): Promise<string[]> {
  const bundles = new Map<string, Promise<Bundle>>();
  const made = await Promise.all(
    pages.map(async (html) => {
      const sources = [...html.matchAll(externalScript)].map(([, source = '']) => source);
      if (sources.length === 0) return html;
      const key = sources.join('\n');
      const bundle = bundles.get(key) ?? bundleOf(sources, folder);
      bundles.set(key, bundle);
      const { name } = await bundle;
      const rest = html.replaceAll(externalScript, '');
      return rest.replace('</head>', `<script type="module" src="${address}${name}"></script></head>`);
    }),
  );
  const all = await Promise.all(bundles.values());
  removeReplaced(folder, new Set(all.flatMap(({ inputs }) => inputs)));
  for (const { name, code } of all) writeFileSync(join(folder, name), code);
  return made;
}

async function bundleOf(sources: readonly string[], folder: string): Promise<Bundle> {
  const contents = sources.map((source) => `import ${JSON.stringify(`./${basename(source)}`)};`).join('\n');
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
    outdir: folder,
    entryNames: 'page.[hash]',
    bundle: true,
    format: 'esm',
    target: 'esnext',
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [
      {
        name: 'dynamic imports apart',
        setup({ onResolve }) {
          onResolve({ filter: /^\./ }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path, external: true } : undefined,
          );
        },
      },
    ],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${sources.join(', ')}.`);
  const inputs = Object.keys(metafile.inputs).map((path) => basename(path));
  return { name: basename(file.path), code: file.contents, inputs };
}

/** Removes what has gone into a page's script, unless a file that stays names it as well. */
function removeReplaced(folder: string, replaced: ReadonlySet<string>): void {
  const stays = readdirSync(folder)
    .filter((name) => name.endsWith('.js') && !replaced.has(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const name of replaced) {
    if (!stays.some((text) => text.includes(name))) rmSync(join(folder, name), { force: true });
  }
}
