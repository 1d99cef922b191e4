import { bestSections, type FoundSection } from './ranking.ts';

interface Found {
  url: string;
  meta?: { url?: string };
  sub_results: FoundSection[];
}

interface Options {
  processResult?(result: Found): void;
}

/**
 * Pagefind's interface, which takes the place of the package's own in the build: of each page it shows the sections that fit best. It
 * comes when a reader turns to the search, and not with every page: with the pointer or the keyboard on it, or the dialog open.
 */
export class PagefindUI {
  constructor(options: Options) {
    void turnedTo(document.querySelector('site-search')).then(() => show(options));
  }
}

/** Waits until an element has the pointer on it or the keyboard in it, or its dialog is open. */
async function turnedTo(element: Element | null): Promise<void> {
  if (element === null || element.matches(':hover, :focus-within, :has([open])')) return;
  await new Promise<unknown>((resolve) => {
    for (const event of ['pointerover', 'focusin']) element.addEventListener(event, resolve, { once: true });
  });
}

async function show(options: Options): Promise<void> {
  // @ts-expect-error: the package has no types.
  const { PagefindUI: Whole } = await import('@pagefind/default-ui/npm_dist/mjs/ui-core.mjs');
  const processResult = (result: Found) => {
    options.processResult?.(result);
    return { ...result, sub_results: bestSections(result.sub_results, result.meta?.url ?? result.url) };
  };
  new Whole({ ...options, processResult });
}
