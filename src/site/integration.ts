import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { languageOfLocale } from '../words.ts';
import { withOneScript } from './one-script.ts';
import { headersFile, withPolicy } from './security.ts';
import { withStylesFirst } from './styles-first.ts';

const routes = './src/site/routes';

/**
 * Returns the Astro integration with the pages that are ours and not Markdown's: the page for what is missing, the guide's files,
 * and one page in each language for every address that readers of an older guide arrive at. It ends by giving every page its
 * styles at once, one script and its security policy. While pages are being written, it shows in the browser what the check finds.
 */
export function guidePages(content: string, moved: string[], languages: readonly string[]): AstroIntegration {
  let base = '/';
  let assets = '';
  return {
    name: 'guide pages',
    hooks: {
      'astro:config:setup': ({ injectRoute }) => {
        injectRoute({ pattern: '/404', entrypoint: `${routes}/missing.astro` });
        injectRoute({ pattern: '/files/templates.json', entrypoint: `${routes}/templates.json.ts` });
        injectRoute({ pattern: '/[...path].md', entrypoint: `${routes}/page.md.ts` });
        injectRoute({ pattern: '/[...path].txt', entrypoint: `${routes}/llms.txt.ts` });
        injectRoute({ pattern: '/[...path].xml', entrypoint: `${routes}/feed.xml.ts` });
        injectRoute({ pattern: '/proofs.json', entrypoint: `${routes}/proofs.json.ts` });
        injectRoute({
          pattern: '/runbooks/[name].template.json',
          entrypoint: `${routes}/script.template.json.ts`,
        });
        injectRoute({ pattern: '/rules.json', entrypoint: `${routes}/rules.json.ts` });
        injectRoute({ pattern: '/recordings/[name].txt', entrypoint: `${routes}/recording.txt.ts` });
        injectRoute({ pattern: '/schemas/[name].json', entrypoint: `${routes}/schema.json.ts` });
        for (const [index, language] of languages.entries()) {
          const prefix = index === 0 ? '' : `/${language}`;
          injectRoute({ pattern: `${prefix}/check`, entrypoint: `${routes}/check.astro` });
          injectRoute({ pattern: `${prefix}/proofs`, entrypoint: `${routes}/proofs.astro` });
          injectRoute({ pattern: `${prefix}/words`, entrypoint: `${routes}/words.astro` });
          injectRoute({ pattern: `${prefix}/machines`, entrypoint: `${routes}/machines.astro` });
          injectRoute({ pattern: `${prefix}/files/[...file]`, entrypoint: `${routes}/file.ts` });
          for (const path of moved) {
            injectRoute({ pattern: `${prefix}/${path}`, entrypoint: `${routes}/moved.astro` });
          }
        }
      },
      'astro:config:done': ({ config }) => {
        base = config.base;
        assets = config.build.assets;
      },
      'astro:server:setup': async ({ server }) => {
        const { showFindings } = await import('./findings.ts');
        showFindings(server, content, languageOfLocale(process.env));
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const pages = readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.html'))
          .map((file) => join(root, file));
        const built = pages.map((page) => withStylesFirst(readFileSync(page, 'utf8')));
        const sources = await withOneScript(built, join(root, assets), `${base}${assets}/`);
        for (const [index, page] of pages.entries()) writeFileSync(page, withPolicy(sources[index] ?? ''));
        writeFileSync(join(root, '_headers'), headersFile(sources, base));
      },
    },
  };
}
