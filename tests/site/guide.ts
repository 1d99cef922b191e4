import { join } from 'node:path';
import { readGuide } from '../../src/guide/guide.ts';
import { addressOfPage } from '../../src/site/old-ids.ts';
import { readSettings } from '../../src/site/settings.ts';

const content = join(import.meta.dirname, '../../content');

export const { guide } = readGuide(content);
export const settings = readSettings(content);

/** The pages of the guide with their addresses below the site's root. */
export const pages = guide.pages.map((page) => ({
  page,
  path: addressOfPage(page, guide.languages[0] ?? 'en'),
}));

/** The pages of the site that are no page of the guide. */
export const others = [
  '/404.html',
  ...[...settings.moved, 'check', 'machines', 'proofs'].flatMap((path) => [`/${path}/`, `/it/${path}/`]),
];
