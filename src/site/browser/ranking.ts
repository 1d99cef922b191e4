/** A section that the search found on a page, as Pagefind tells of it. */
export interface FoundSection {
  url: string;
  locations: readonly number[];
  weighted_locations: readonly { balanced_score: number }[];
}

const shown = 3;

/**
 * Returns what is shown of the sections that were found on a page: the page's own beginning first, where words were found there, then
 * the three that fit best, the best first. Pagefind's own interface takes those with the most words in them, which the longest ones
 * win however little they help.
 *
 * @param page the address of the page's own beginning
 */
export function bestSections<Section extends FoundSection>(
  sections: readonly Section[],
  page: string | undefined,
): Section[] {
  const isBeginning = sections[0]?.url === page;
  const ranked = sections.slice(isBeginning ? 1 : 0).toSorted((a, b) => scoreOf(b) - scoreOf(a));
  return [...sections.slice(0, isBeginning ? 1 : 0), ...ranked.slice(0, shown)];
}

function scoreOf({ weighted_locations }: FoundSection): number {
  return weighted_locations.reduce((total, { balanced_score }) => total + balanced_score, 0);
}
