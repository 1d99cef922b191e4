import { defineHastPlugin, type HastPluginEntry } from 'satteri';

/** Letters that stand on a line of the narrowest phone and in a table's first column beside the others. */
const room = 20;

/**
 * Returns the Markdown plugin that keeps short words of inline code whole: a browser divides `--yes` after its hyphens. Code that is one
 * such word gets the class `whole`, code of several `words`. A reader's own value may be longer than the example, and is left alone.
 */
export function shortCode(): HastPluginEntry {
  return defineHastPlugin({
    name: 'short code',
    element: {
      filter: ['code'],
      visit(node, ctx) {
        const parent = ctx.parent(node);
        if (parent?.type === 'element' && parent.tagName === 'pre') return;
        if (node.children.some(({ type }) => type !== 'text')) return;
        const words = ctx.textContent(node).trim().split(/\s+/);
        if (words.every(({ length }) => length <= room)) {
          ctx.setProperty(node, 'className', [words.length === 1 ? 'whole' : 'words']);
        }
      },
    },
  });
}
