import { defineHastPlugin, type HastPluginEntry } from 'satteri';
import { withBase } from './address.ts';

/** Returns the Markdown plugin that puts the base path before the addresses that authors write from the root (`/deploy/`). */
export function baseLinks(base: string): HastPluginEntry {
  if (base === '/') return undefined;
  const jsx = {
    filter: [],
    visit(
      node: { attributes: { type: string; name?: string; value?: unknown }[] },
      ctx: { setProperty(node: never, key: string, value: unknown): void },
    ) {
      for (const { type, name, value } of node.attributes) {
        if (type === 'mdxJsxAttribute' && name === 'href' && typeof value === 'string') {
          ctx.setProperty(node as never, name, withBase(value, base));
        }
      }
    },
  };
  return defineHastPlugin({
    name: 'base links',
    element: {
      filter: ['a', 'img'],
      visit(node, ctx) {
        for (const name of ['href', 'src']) {
          const value = node.properties[name];
          if (typeof value === 'string') ctx.setProperty(node, name, withBase(value, base));
        }
      },
    },
    mdxJsxFlowElement: jsx,
    mdxJsxTextElement: jsx,
  });
}
