import { readFileSync, statSync } from 'node:fs';
import type { Guide } from '../../guide/guide.ts';
import { type Page, readPage } from '../../guide/page.ts';
import { pageAt } from '../page-at.ts';

/** Finds the page of a file, as it stands on disk: while pages are being written, they change after the guide was read. */
export type PageFinder = (path: string | undefined) => Page | undefined;

/** Returns what finds a guide's pages. What it returns is the same as long as the file is. */
export function pageFinder(guide: Pick<Guide, 'pages'>): PageFinder {
  const known = new Map<string, { changed: number; page: Page }>();
  return (path) => {
    const page = pageAt(guide, path);
    if (path === undefined || page === undefined) return undefined;
    const changed = statSync(path).mtimeMs;
    const before = known.get(path);
    if (before?.changed === changed) return before.page;
    const source = readFileSync(path, 'utf8');
    const now = source === page.source ? page : readPage(page, source).page;
    known.set(path, { changed, page: now });
    return now;
  };
}
