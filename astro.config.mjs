import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import project from './package.json' with { type: 'json' };
import { guideOnce } from './src/guide/guide.ts';
import { markdownFeatures } from './src/guide/page.ts';
import { readProofs } from './src/proof/proofs.ts';
import { addressOf } from './src/site/address.ts';
import { aliasAnchors } from './src/site/alias-anchors.ts';
import { asLoaded } from './src/site/as-loaded.ts';
import { baseLinks } from './src/site/base-links.ts';
import { colouredCode } from './src/site/code/colours.ts';
import { annotatedFences } from './src/site/code/plugin.ts';
import { proofFinder } from './src/site/code/proof.ts';
import { codeThemes } from './src/site/code/theme.ts';
import { downloadsOf } from './src/site/downloads.ts';
import { guidePages } from './src/site/integration.ts';
import { runbookPanels } from './src/site/runbooks/insert.ts';
import { programOf } from './src/site/runbooks/program.ts';
import { searchWords } from './src/site/search-words.ts';
import { orderOf, readSettings, sidebarOf } from './src/site/settings.ts';
import { shortCode } from './src/site/short-code.ts';
import { tableCorners, tableLabels } from './src/site/tables.ts';
import { variableMarks } from './src/site/values/marks.ts';
import { workerApart } from './src/site/worker-apart.ts';
import { languages } from './src/words.ts';

const content = fileURLToPath(new URL('./content', import.meta.url));
const source = fileURLToPath(new URL('./src', import.meta.url));
const publicFolder = fileURLToPath(new URL('./public', import.meta.url));
const { site, base } = addressOf(process.env, project.homepage);
const settings = readSettings(content);
const guide = guideOnce(content);
const proofs = readProofs(content);
const { variables } = guide.variables;

/** Astro marks its modules with a directive that the bundler does not know; each would be a warning of ten lines. */
function onLog(level, log, handle) {
  if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
}

/** What a browser runs of ours where Starlight has its own: a search that shows what we pick, a table of contents that costs little. */
const ownScripts = [
  [/^@pagefind\/default-ui$/, 'pagefind-ui.ts'],
  [/TableOfContents\/starlight-toc$/, 'toc.ts'],
].map(([id, file]) => ({
  name: `our ${file}`,
  enforce: 'pre',
  // As an alias this would be asked of every import there is.
  resolveId: { filter: { id }, handler: () => join(source, 'site/browser', file) },
}));

export default defineConfig({
  site,
  base,
  srcDir: '.',
  trailingSlash: 'always',
  // While one page is written, others are made. What Starlight's pages share meanwhile, src/site/route-data.ts puts right.
  build: { concurrency: 4 },
  outDir: process.env.OUT_DIR ?? './dist',
  markdown: {
    processor: satteri({
      features: { ...markdownFeatures, smartPunctuation: false },
      hastPlugins: [
        baseLinks(base),
        aliasAnchors(guide),
        searchWords(guide),
        tableLabels(),
        tableCorners(),
        variableMarks(variables),
        shortCode(),
        runbookPanels(guide, {
          root: new URL(base, site).href,
          base,
          sha256: programOf(publicFolder)?.sha256,
        }),
      ],
    }),
  },
  vite: {
    plugins: [asLoaded(source, 'site'), workerApart(join(source, 'site/check/worker.ts')), ...ownScripts],
    build: { rolldownOptions: { onLog } },
    worker: { format: 'es' },
    // What loads a script later stands in a file of its own: src/site/one-script.ts can then leave what is loaded later as it is.
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: { codeSplitting: { groups: [{ name: 'preload', test: /vite\/preload-helper/ }] } },
          },
        },
      },
    },
  },
  integrations: [
    guidePages(content, settings.moved, languages),
    // Starlight's own would list the pages that only lead on, and that search engines are told to leave alone.
    sitemap({
      i18n: { defaultLocale: 'root', locales: { root: 'en', it: 'it' } },
      filter: (page) => !settings.moved.some((path) => page.endsWith(`/${path}/`)),
    }),
    starlight({
      title: settings.title,
      description: settings.description.en,
      locales: { root: { label: 'English', lang: 'en' }, it: { label: 'Italiano', lang: 'it' } },
      sidebar: sidebarOf(settings, content),
      logo: { src: './src/site/mark.svg', alt: '' },
      customCss: ['type', 'identity', 'code', 'values', 'words', 'print'].map(
        (name) => `./src/site/styles/${name}.css`,
      ),
      components: Object.fromEntries(
        ['Banner', 'Hero', 'MarkdownContent', 'PageTitle', 'SkipLink'].map((name) => [
          name,
          `./src/site/components/${name}.astro`,
        ]),
      ),
      routeMiddleware: './src/site/route-data.ts',
      editLink: { baseUrl: `${project.repository}/edit/main/` },
      lastUpdated: true,
      disable404Route: true,
      expressiveCode: {
        defaultProps: { wrap: true },
        themes: codeThemes,
        useStarlightUiThemeColors: true,
        // Our blocks are `not-content`, which keeps the page's styles out. A reset of each element in them is a third of a page's styling.
        useStyleReset: false,
        plugins: [
          colouredCode(guide),
          annotatedFences(guide, downloadsOf(guide, orderOf(settings)), proofFinder(guide, proofs), base),
        ],
        frames: { removeCommentsWhenCopyingTerminalFrames: false, extractFileNameFromCode: false },
      },
    }),
  ],
});
