import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';

/** Returns the page's address below the site's root: `/it/deploy/`. */
export function addressOfPage(page: Page, rootLanguage: string): string {
  const language = page.language === rootLanguage ? '' : `/${page.language}`;
  return page.slug === '' ? `${language}/` : `${language}/${page.slug}/`;
}

/**
 * Returns where each id leads in one language: the aliases of every page, and the ids of headings that are no alias elsewhere.
 * Of two headings with the same id, the one on the page that comes first in `order` has it.
 */
export function oldIds(guide: Guide, language: string, order: readonly string[]): Map<string, string> {
  const rank = (page: Page) => (order.includes(page.slug) ? order.indexOf(page.slug) : order.length);
  const pages = guide.pages
    .filter((page) => page.language === language)
    .toSorted((a, b) => rank(a) - rank(b));
  const leads = new Map<string, string>();
  for (const page of pages) {
    const address = addressOfPage(page, guide.languages[0] ?? language);
    for (const [id, aliases] of Object.entries(page.frontmatter.aliases)) {
      const target = id === 'top' ? address : `${address}#${id}`;
      for (const alias of aliases) if (!leads.has(alias)) leads.set(alias, target);
    }
  }
  for (const page of pages) {
    const address = addressOfPage(page, guide.languages[0] ?? language);
    for (const { id } of page.headings)
      if (id !== undefined && !leads.has(id)) leads.set(id, `${address}#${id}`);
  }
  return leads;
}

/** A page and its sections, to be linked to. */
export interface Contents {
  title: string;
  address: string;
  sections: { title: string; address: string }[];
}

/** Returns the pages of a language in `order`, with their sections of the second level. */
export function contentsOf(guide: Guide, language: string, order: readonly string[]): Contents[] {
  return order.flatMap((slug) => {
    const page = guide.pages.find((candidate) => candidate.language === language && candidate.slug === slug);
    if (page === undefined) return [];
    const address = addressOfPage(page, guide.languages[0] ?? language);
    const sections = page.headings
      .filter(({ depth, id }) => depth === 2 && id !== undefined)
      .map(({ text, id }) => ({ title: text, address: `${address}#${id}` }));
    return [{ title: page.frontmatter.title, address, sections }];
  });
}
