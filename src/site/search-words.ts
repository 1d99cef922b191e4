import { defineHastPlugin, type HastPluginEntry } from 'satteri';
import type { Guide } from '../guide/guide.ts';
import { pageAt } from './page-at.ts';

/**
 * Returns the Markdown plugin that lets a section be found by words that do not stand in it, which the page's frontmatter lists: they
 * are an attribute of its heading, which Pagefind reads as if it were text.
 */
export function searchWords(guide: Guide): HastPluginEntry {
  return ({ fileURL }) => {
    const { search } = pageAt(guide, fileURL)?.frontmatter ?? {};
    if (search === undefined) return;
    return defineHastPlugin({
      name: 'search words',
      element: {
        filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
        visit(node, ctx) {
          const words = search[String(node.properties.id ?? '')];
          if (words === undefined) return;
          ctx.setProperty(node, 'dataSearch', words.join(', '));
          ctx.setProperty(node, 'dataPagefindIndexAttrs', 'data-search');
        },
      },
    });
  };
}
