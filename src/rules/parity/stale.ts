import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Guide, rootLanguage } from '../../guide/guide.ts';
import type { Page } from '../../guide/page.ts';
import { proseDigest } from '../../guide/prose.ts';
import type { Rule } from '../rule.ts';

/** A translation that was confirmed, with the original whose prose it follows. */
export interface Translation {
  page: Page;
  original: Page;
}

/** Returns the translations whose original has changed since they were last confirmed, or that never were. */
export function staleTranslations(guide: Guide): Translation[] {
  return guide.pages.flatMap((page) => {
    if (page.language === rootLanguage) return [];
    const original = guide.pages.find(
      ({ language, slug }) => language === rootLanguage && slug === page.slug,
    );
    return original && page.frontmatter.confirmed !== proseDigest(original) ? [{ page, original }] : [];
  });
}

/** A translation follows its original: where that has changed since, somebody has to look. */
export const stale: Rule = {
  rules: [
    {
      code: 'parity/stale',
      severity: 'info',
      summary: 'summary.parity/stale',
      explain: 'explain.parity/stale',
      examples: [
        {
          wrong:
            'The gateway runs.\n\n@ docs/it/index.mdx\n---\ntitle: Deploy\nconfirmed: "0000000000000000"\n---\n\nIl gateway gira.\n',
          right:
            'The gateway runs.\n\n@ docs/it/index.mdx\n---\ntitle: Deploy\nconfirmed: "359a5ce14b8f2cf7"\n---\n\nIl gateway gira.\n',
        },
      ],
    },
  ],
  check: (guide: Guide) =>
    staleTranslations(guide).map(({ page, original }): Diagnostic => {
      const { confirmed } = page.frontmatter;
      const at = confirmed === undefined ? -1 : page.source.indexOf(confirmed);
      return {
        file: page.file,
        code: 'parity/stale',
        severity: 'info',
        message: {
          key: confirmed === undefined ? 'rules.parity/stale.never' : 'rules.parity/stale',
          values: { file: original.file },
        },
        start: Math.max(at, 0),
        end: at < 0 ? Math.min(3, page.source.length) : at + 16,
      };
    }),
};
