import { fileURLToPath } from 'node:url';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';

/** Returns the guide's page in a file, as it was when the guide was read, or nothing where the file is none of its pages. */
export function pageAt(guide: Pick<Guide, 'pages'>, place: URL | string | undefined): Page | undefined {
  const path = place instanceof URL ? fileURLToPath(place) : (place ?? '');
  return guide.pages.find(({ file }) => path.replaceAll('\\', '/').endsWith(`/content/${file}`));
}
