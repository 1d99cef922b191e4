import { defineHastPlugin, type HastPluginEntry } from 'satteri';
import type { Guide } from '../../guide/guide.ts';
import { compile } from '../../runbook/compile.ts';
import { languageOf } from '../../words.ts';
import { pageAt } from '../page-at.ts';
import { type Place, runbookPanel } from './panel.ts';

/** Returns the Markdown plugin that puts each runbook's panel under its heading, or before a page that is one as a whole. */
export function runbookPanels(guide: Guide, place: Place): HastPluginEntry {
  const { plans } = compile(guide);
  return ({ fileURL }) => {
    const page = pageAt(guide, fileURL);
    if (page === undefined || page.frontmatter.runbooks.length === 0) return;
    const panels = (section: string | undefined) =>
      page.frontmatter.runbooks
        .filter((entry) => entry.section === section)
        .flatMap((entry) => {
          const plan = plans.find(({ id }) => id === entry.id);
          return plan ? [runbookPanel(plan, languageOf(page.language), place, entry.minutes)] : [];
        });
    return defineHastPlugin({
      name: 'runbook panels',
      before(root, ctx) {
        const [first] = root.children;
        const whole = panels(undefined);
        if (first !== undefined && whole.length > 0) ctx.insertBefore(first, whole);
      },
      element: {
        filter: ['h2', 'h3', 'h4'],
        visit(node, ctx) {
          const found = panels(String(node.properties.id ?? ''));
          if (found.length > 0) ctx.insertAfter(node, found);
        },
      },
    });
  };
}
