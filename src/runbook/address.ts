import type { Fence } from '../guide/fence.ts';
import { rootLanguage } from '../guide/guide.ts';
import type { Heading, Page } from '../guide/page.ts';
import type { Plan } from './plan.ts';

/** A fence with the page that it stands on. */
export interface PlacedFence {
  page: Page;
  fence: Fence;
}

/** Returns a page's address below the site's base. */
export function addressOf(page: { language: string; slug: string }, fragment?: string): string {
  const folders = [
    ...(page.language === rootLanguage ? [] : [page.language]),
    ...(page.slug ? [page.slug] : []),
  ];
  return `/${folders.map((folder) => `${folder}/`).join('')}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** Returns, by language, the address, file and line of a fence. */
export function placesOf(twins: PlacedFence[]): Plan['source'] {
  return Object.fromEntries(
    twins.map(({ page, fence }) => [
      page.language,
      { page: addressOf(page, fence.section), file: page.file, line: fence.line },
    ]),
  );
}

/**
 * Returns, by language, the text of the heading that a fence stands under, or the page's title. A heading's own number is left out:
 * steps have numbers of their own.
 */
export function titlesOf(twins: PlacedFence[]): Record<string, string> {
  return Object.fromEntries(
    twins.map(({ page, fence }) => {
      const title = headingOver(page, fence)?.text ?? page.frontmatter.title;
      return [page.language, title.replace(/^\d+\.\s+/, '')];
    }),
  );
}

/** Returns, by language, the prose between a fence and the heading or fence before it; languages without any are left out. */
export function wordsBefore(twins: PlacedFence[]): Record<string, string> {
  return Object.fromEntries(
    twins.flatMap(({ page, fence }) => {
      const before = [...page.fences, ...page.headings].filter(({ end }) => end <= fence.start);
      const from = Math.max(0, ...before.map(({ end }) => end));
      const words = page.source
        .slice(from, fence.start)
        .replaceAll(/^\s*(<\/?[A-Z].*>|:::.*|import .*)$/gm, '')
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/\*\*|__/g, '')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim();
      return words === '' ? [] : [[page.language, words]];
    }),
  );
}

function headingOver(page: Page, fence: Fence): Heading | undefined {
  return page.headings.findLast(({ start }) => start < fence.start);
}
