import { defineHastPlugin, type HastPluginEntry } from 'satteri';

interface Node {
  type: string;
  tagName?: string;
  children?: readonly unknown[];
}

const roles: Readonly<Record<string, string>> = {
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tr: 'row',
  th: 'columnheader',
  td: 'cell',
};

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

/**
 * Returns the Markdown plugin that lets a narrow screen lay out a table's rows one below the other: each cell carries the name of its
 * column, and every part says what it is, since a table that is laid out as something else loses its meaning to screen readers.
 */
export function tableLabels(): HastPluginEntry {
  return defineHastPlugin({
    name: 'table labels',
    element: {
      filter: ['table'],
      visit(table, ctx) {
        const rows = elements(table).flatMap((group) => elements(group));
        const [head = [], ...body] = rows.map((row) => elements(row));
        const labels = head.map((cell) => ctx.textContent(cell as never).trim());
        for (const part of [...elements(table), ...rows, ...head, ...body.flat()]) {
          const isCorner = part.tagName === 'th' && (part.children ?? []).length === 0;
          ctx.setProperty(part as never, 'role', isCorner ? 'cell' : roles[part.tagName ?? '']);
        }
        ctx.setProperty(table, 'role', 'table');
        // The second of two columns says what the first one names: there is nothing to add.
        if (labels.length < 3) return;
        for (const cells of body) {
          for (const [index, cell] of cells.entries()) {
            if (index > 0) ctx.setProperty(cell as never, 'dataLabel', labels[index]);
          }
        }
      },
    },
  });
}

function elements(node: unknown): Node[] {
  return ((node as Node).children ?? []).filter((child): child is Node => (child as Node).type === 'element');
}
