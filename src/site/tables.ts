import { defineHastPlugin, type HastPluginEntry } from 'satteri';

/** Returns the Markdown plugin that makes the empty corner of a table a plain cell: an empty header heads nothing. */
export function tableCorners(): HastPluginEntry {
  return defineHastPlugin({
    name: 'table corners',
    element: {
      filter: ['th'],
      visit(node) {
        return node.children.length === 0 ? { ...node, tagName: 'td' } : undefined;
      },
    },
  });
}
