import { defineHastPlugin, type HastPluginEntry } from 'satteri';

/** Letters that stand on a line of the narrowest phone and in a table's first column beside the others. */
const room = 20;

/** A flag among other words, with what stands before it. */
const flag = /(?<=^|\s)--?[a-zA-Z][\w-]*/g;

/**
 * Returns the Markdown plugin that keeps short words of inline code whole: a browser divides `--yes` after its hyphens. Code that is one
 * such word gets the class `whole`, code of several `words`, and so do flags by themselves. A reader's own value may be longer than the
 * example, and is left alone.
 */
export function shortCode(): HastPluginEntry {
  return defineHastPlugin({
    name: 'short code',
    element: {
      filter: ['code'],
      visit(node, ctx) {
        const parent = ctx.parent(node);
        if (parent?.type === 'element' && parent.tagName === 'pre') return;
        const words = ctx.textContent(node).trim().split(/\s+/);
        const isShort = words.every(({ length }) => length <= room);
        const isPlain = node.children.every(({ type }) => type === 'text');
        const properties =
          isShort && isPlain
            ? { ...node.properties, className: [words.length === 1 ? 'whole' : 'words'] }
            : node.properties;
        const children =
          words.length === 1
            ? node.children
            : node.children.flatMap((child): typeof node.children =>
                child.type === 'text' ? withFlags(child.value) : [child],
              );
        ctx.replaceNode(node, { ...node, properties, children });
      },
    },
  });
}

function withFlags(value: string) {
  const pieces = [];
  let at = 0;
  for (const { 0: name, index } of value.matchAll(flag)) {
    if (index > at) pieces.push(text(value.slice(at, index)));
    pieces.push({
      type: 'element' as const,
      tagName: 'span',
      properties: { className: ['whole'] },
      children: [text(name)],
    });
    at = index + name.length;
  }
  if (at < value.length) pieces.push(text(value.slice(at)));
  return pieces;
}

function text(value: string) {
  return { type: 'text' as const, value };
}
