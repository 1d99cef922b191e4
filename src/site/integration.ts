import type { AstroIntegration } from 'astro';

/**
 * Returns the Astro integration with the pages that are ours and not Markdown's: the page for what is missing, and one in each
 * language for every address that readers of an older guide arrive at.
 */
export function guidePages(moved: string[], languages: readonly string[]): AstroIntegration {
  return {
    name: 'guide pages',
    hooks: {
      'astro:config:setup': ({ injectRoute }) => {
        injectRoute({ pattern: '/404', entrypoint: './src/site/routes/missing.astro' });
        for (const path of moved) {
          for (const [index, language] of languages.entries()) {
            const pattern = index === 0 ? `/${path}` : `/${language}/${path}`;
            injectRoute({ pattern, entrypoint: './src/site/routes/moved.astro' });
          }
        }
      },
    },
  };
}
