import { fileURLToPath } from 'node:url';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';

/**
 * Returns the guide's page whose file the Markdown processor is at. The processor does not know a page's frontmatter: Astro puts
 * spaces in its place first.
 */
export function pageAt(guide: Guide, fileURL: URL | undefined): Page | undefined {
  const path = fileURL === undefined ? '' : fileURLToPath(fileURL).replaceAll('\\', '/');
  return guide.pages.find(({ file }) => path.endsWith(`/${file}`));
}
