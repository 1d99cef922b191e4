import type { Guide } from '../guide/guide.ts';

/** A whole file of the guide, to be had by its name. */
export interface Download {
  language: string;
  file: string;
  text: string;
  /** Its address below the site's root. */
  path: string;
}

/**
 * Returns the files that the guide's fences carry, each once a language: the first of its name, in the order of the pages. Files
 * of another version than the guide's are not among them.
 */
export function downloadsOf(guide: Guide, order: readonly string[]): Download[] {
  const rank = (slug: string) => (order.includes(slug) ? order.indexOf(slug) : order.length);
  const found = new Map<string, Download>();
  for (const page of guide.pages.toSorted((a, b) => rank(a.slug) - rank(b.slug))) {
    const prefix = page.language === guide.languages[0] ? '' : `/${page.language}`;
    for (const { annotations, text } of page.fences) {
      const { file, target } = annotations;
      if (file === undefined || target !== undefined) continue;
      const path = `${prefix}/files/${file}`;
      if (!found.has(path)) found.set(path, { language: page.language, file, text, path });
    }
  }
  return [...found.values()];
}
