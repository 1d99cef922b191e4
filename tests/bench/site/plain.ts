import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../support/program.ts';
import { makeProject, write } from '../../support/project.ts';

/** Starlight as it comes, with what our Markdown needs to be read at all: ids on headings. */
const config = `import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
export default defineConfig({
  site: 'https://plain.example',
  srcDir: '.',
  cacheDir: './.cache',
  trailingSlash: 'always',
  markdown: { processor: satteri({ features: { headingAttributes: true, directive: true } }) },
  integrations: [starlight({
    title: 'Plain',
    locales: { root: { label: 'English', lang: 'en' }, it: { label: 'Italiano', lang: 'it' } },
  })],
});
`;

const collections = `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

/** Makes a project of plain Starlight with these pages, by their paths below content/docs, and without our components. */
export function makePlain(folder: string, pages: ReadonlyMap<string, string>): void {
  makeProject(folder);
  writeFileSync(join(folder, 'astro.config.mjs'), config);
  writeFileSync(join(folder, 'content.config.ts'), collections);
  for (const [path, text] of pages) write(join(folder, 'content/docs', path), withoutOurs(text));
}

/** Returns the guide's pages, by their paths below content/docs. */
export function readPages(): Map<string, string> {
  const docs = join(home, 'content/docs');
  return new Map(
    readdirSync(docs, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.mdx'))
      .map((file) => [file, readFileSync(join(docs, file), 'utf8')]),
  );
}

/** Returns pages in this number: the guide's, and copies of those that stand for themselves, in both languages. */
export function grown(pages: ReadonlyMap<string, string>, count: number): Map<string, string> {
  const all = new Map(pages);
  const plain = ['access.mdx', 'costs.mdx', 'updates.mdx', 'versions.mdx'];
  for (let copy = 1; all.size < count; copy++) {
    for (const name of plain) {
      for (const prefix of ['', 'it/']) {
        const text = (pages.get(prefix + name) ?? '').replace(/^(runbooks|aliases):\n( .*\n)+/gm, '');
        if (all.size < count) all.set(`${prefix}copy-${copy}/${name}`, text);
      }
    }
  }
  return all;
}

function withoutOurs(text: string): string {
  return text.replaceAll(/^import .*'\/src\/.*\n/gm, '').replaceAll(/^<DeploymentDrawing .*\n/gm, '');
}
