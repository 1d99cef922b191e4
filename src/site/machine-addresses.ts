import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import { addressOfPage } from './old-ids.ts';

/** Returns the address of a page's Markdown below the site's root: `/it/deploy.md`, `/index.md`. */
export function markdownAddress(page: Page, guide: Guide): string {
  return addressOfPage(page, guide.languages[0] ?? page.language).replace(
    /\/$/,
    page.slug === '' ? '/index.md' : '.md',
  );
}

/** Returns a language's pages, those of the sidebar first and in its order. */
export function inOrder(guide: Guide, language: string, order: readonly string[]): Page[] {
  const rank = (page: Page) => (order.includes(page.slug) ? order.indexOf(page.slug) : order.length);
  return guide.pages.filter((page) => page.language === language).toSorted((a, b) => rank(a) - rank(b));
}
