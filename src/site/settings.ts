import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { localized } from '../guide/localized.ts';

/** content/site.json: what the site is called and how its pages are put in order. */
const settingsSchema = z.strictObject({
  title: localized,
  description: localized,
  moved: z
    .array(z.string().regex(/^[\w-]+(\/[\w-]+)*$/))
    .default([])
    .describe('Addresses that readers of an older guide arrive at, with the fragments of its only page.'),
  sidebar: z.array(
    z.strictObject({
      label: localized,
      pages: z
        .array(
          z.union([
            z.strictObject({ page: z.string(), label: localized }),
            z.strictObject({
              link: z.string().describe('A page of the site that is none of the guide.'),
              label: localized,
            }),
          ]),
        )
        .min(1),
    }),
  ),
});
export type Settings = z.infer<typeof settingsSchema>;

/**
 * Reads the site's settings.
 *
 * @throws the system's error, or zod's, where the file is missing or wrong: there is no site without it
 */
export function readSettings(content: string): Settings {
  return settingsSchema.parse(JSON.parse(readFileSync(join(content, 'site.json'), 'utf8')));
}

/** Returns the pages' addresses below their language, in the order of the sidebar. */
export function orderOf(settings: Settings): string[] {
  return settings.sidebar.flatMap(({ pages }) =>
    pages.flatMap((entry) => ('page' in entry ? (entry.page === 'index' ? '' : entry.page) : [])),
  );
}

/** Returns Starlight's sidebar: the settings' groups, with the pages that are there. */
export function sidebarOf(settings: Settings, content: string) {
  return settings.sidebar
    .map(({ label, pages }) => ({
      ...named(label),
      items: pages.flatMap((entry) => {
        if ('link' in entry) return { ...named(entry.label), link: entry.link };
        return isPage(content, entry.page) ? { ...named(entry.label), slug: entry.page } : [];
      }),
    }))
    .filter(({ items }) => items.length > 0);
}

/** Starlight takes the root locale's label apart from the others. */
function named(label: Record<string, string>): { label: string; translations: Record<string, string> } {
  return { label: label.en ?? '', translations: label };
}

function isPage(content: string, page: string): boolean {
  return ['.mdx', '.md'].some((extension) => existsSync(join(content, 'docs', page + extension)));
}
