// @ts-expect-error: the package has no types.
import { PagefindUI as Default } from '@pagefind/default-ui/npm_dist/mjs/ui-core.mjs';
import { bestSections, type FoundSection } from './ranking.ts';

interface Found {
  url: string;
  meta?: { url?: string };
  sub_results: FoundSection[];
}

interface Options {
  processResult?(result: Found): void;
}

/** Pagefind's interface, which takes the place of the package's own in the build: of each page it shows the sections that fit best. */
export class PagefindUI {
  constructor(options: Options) {
    const processResult = (result: Found) => {
      options.processResult?.(result);
      return { ...result, sub_results: bestSections(result.sub_results, result.meta?.url ?? result.url) };
    };
    new Default({ ...options, processResult });
  }
}
