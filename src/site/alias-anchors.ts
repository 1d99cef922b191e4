import { defineHastPlugin, type HastPluginEntry } from 'satteri';
import type { Guide } from '../guide/guide.ts';
import { pageAt } from './page-at.ts';

/**
 * Returns the Markdown plugin that keeps old ids alive where the section still stands on the page: an empty anchor for each
 * alias of a heading's id, and those of `top` before everything else.
 */
export function aliasAnchors(guide: Guide): HastPluginEntry {
  return ({ fileURL }) => {
    // The source has spaces in its frontmatter's place by now.
    const { aliases } = pageAt(guide, fileURL)?.frontmatter ?? {};
    if (aliases === undefined) return;
    const anchors = (id: string) =>
      (aliases[id] ?? []).map((alias) => ({
        type: 'element' as const,
        tagName: 'span',
        properties: { id: alias, className: ['alias'] },
        children: [],
      }));
    return defineHastPlugin({
      name: 'alias anchors',
      before(root, ctx) {
        const first = root.children[0];
        const top = anchors('top');
        if (first !== undefined && top.length > 0) ctx.insertBefore(first, top);
      },
      element: {
        filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
        visit(node, ctx) {
          const found = anchors(String(node.properties.id ?? ''));
          if (found.length > 0) ctx.prependChild(node, found);
        },
      },
    });
  };
}
