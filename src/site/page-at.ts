import { fileURLToPath } from 'node:url';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';

type Pages = Pick<Guide, 'pages'>;

const folder = '/content/';
const known = new WeakMap<Pages['pages'], Map<string, Page>>();

/** Returns the guide's page in a file, as it was when the guide was read, or nothing where the file is none of its pages. */
export function pageAt({ pages }: Pages, place: URL | string | undefined): Page | undefined {
  const path = (place instanceof URL ? fileURLToPath(place) : (place ?? '')).replaceAll('\\', '/');
  const byFile = known.get(pages) ?? new Map(pages.map((page) => [page.file, page]));
  known.set(pages, byFile);
  // A folder above the project, or one of its own, may have the same name.
  for (let at = path.indexOf(folder); at >= 0; at = path.indexOf(folder, at + 1)) {
    const page = byFile.get(path.slice(at + folder.length));
    if (page !== undefined) return page;
  }
  return undefined;
}
