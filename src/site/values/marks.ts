import { defineHastPlugin, type HastPluginEntry } from 'satteri';
import { findVariables, toTemplate, type Variable } from '../../guide/variables.ts';

/**
 * Returns the Markdown plugin that marks variables in a page's prose: in inline code, and in the addresses of links. A bare
 * default out of a list of choices (`iad` beside `lhr`) is an example there, not the reader's own.
 */
export function variableMarks(variables: Variable[]): HastPluginEntry {
  const examples = new Set(variables.flatMap((variable) => (variable.choices ? [variable.default] : [])));
  return defineHastPlugin({
    name: 'variable marks',
    element: [
      {
        filter: ['code'],
        visit(node, ctx) {
          const [text, ...more] = node.children;
          const parent = ctx.parent(node);
          if (text?.type !== 'text' || more.length > 0 || examples.has(text.value)) return;
          if (parent?.type === 'element' && parent.tagName === 'pre') return;
          const children = marked(text.value, variables);
          if (children.length > 1 || children[0]?.type === 'element')
            ctx.replaceNode(node, { ...node, children });
        },
      },
      {
        filter: ['a'],
        visit(node, ctx) {
          const template = toTemplate(String(node.properties.href ?? ''), variables);
          if (template.some((piece) => typeof piece !== 'string')) {
            ctx.setProperty(node, 'dataTemplate', JSON.stringify(template));
          }
        },
      },
    ],
  });
}

function marked(value: string, variables: Variable[]) {
  const children = [];
  let at = 0;
  for (const { name, start, end } of findVariables(value, variables)) {
    if (start > at) children.push(text(value.slice(at, start)));
    children.push({
      type: 'element' as const,
      tagName: 'span',
      properties: { dataVar: name },
      children: [text(value.slice(start, end))],
    });
    at = end;
  }
  if (at < value.length) children.push(text(value.slice(at)));
  return children;
}

function text(value: string) {
  return { type: 'text' as const, value };
}
