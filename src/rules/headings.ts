import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import type { Rule } from './rule.ts';

/** Every heading has an id of its own, written out, so that links hold when titles change or are translated. */
export const headings: Rule = {
  rules: [
    {
      code: 'heading/id',
      severity: 'error',
      summary: 'summary.heading/id',
      explain: 'explain.heading/id',
      examples: [{ wrong: '## Deploy\n', right: '## Deploy {#deploy}\n' }],
    },
    {
      code: 'heading/twice',
      severity: 'error',
      summary: 'summary.heading/twice',
      explain: 'explain.heading/twice',
      examples: [
        {
          wrong: '## Deploy {#deploy}\n\n## Again {#deploy}\n',
          right: '## Deploy {#deploy}\n\n## Again {#again}\n',
        },
      ],
    },
    {
      code: 'heading/alias',
      severity: 'error',
      summary: 'summary.heading/alias',
      explain: 'explain.heading/alias',
      examples: [
        {
          wrong: '---\ntitle: Deploy\naliases:\n  launch: [start]\n---\n\n## Deploy {#deploy}\n',
          right: '---\ntitle: Deploy\naliases:\n  deploy: [start]\n---\n\n## Deploy {#deploy}\n',
        },
      ],
    },
    {
      code: 'heading/search',
      severity: 'error',
      summary: 'summary.heading/search',
      explain: 'explain.heading/search',
      examples: [
        {
          wrong: '---\ntitle: Deploy\nsearch:\n  launch: [upload]\n---\n\n## Deploy {#deploy}\n',
          right: '---\ntitle: Deploy\nsearch:\n  deploy: [upload]\n---\n\n## Deploy {#deploy}\n',
        },
      ],
    },
  ],
  check: (guide: Guide) => guide.pages.flatMap(checkPage),
};

function checkPage(page: Page): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Map<string, { start: number; end: number }>();
  for (const { id, start, end } of page.headings) {
    const place = { file: page.file, severity: 'error' as const, start, end };
    if (id === undefined) {
      found.push({ ...place, code: 'heading/id', message: { key: 'rules.heading/id' } });
      continue;
    }
    const twin = seen.get(id);
    if (twin) {
      found.push({
        ...place,
        code: 'heading/twice',
        message: { key: 'rules.heading/twice', values: { id } },
        related: [{ message: { key: 'rules.runbook/step-twice.first' }, ...twin }],
      });
    }
    seen.set(id, { start, end });
  }
  for (const [id, aliases] of Object.entries(page.frontmatter.aliases)) {
    const known = id === 'top' || seen.has(id);
    const clash = aliases.find((alias) => seen.has(alias));
    if (known && clash === undefined) continue;
    const at = Math.max(page.source.indexOf(known ? (clash ?? id) : id), 0);
    found.push({
      file: page.file,
      severity: 'error',
      code: 'heading/alias',
      message: known
        ? { key: 'rules.heading/alias.clash', values: { alias: clash ?? '' } }
        : { key: 'rules.heading/alias', values: { id } },
      start: at,
      end: at + id.length,
    });
  }
  for (const id of Object.keys(page.frontmatter.search).filter((one) => !seen.has(one))) {
    const start = Math.max(page.source.indexOf(`${id}:`, page.source.indexOf('search:')), 0);
    found.push({
      file: page.file,
      severity: 'error',
      code: 'heading/search',
      message: { key: 'rules.heading/search', values: { id } },
      start,
      end: start + id.length,
    });
  }
  return found;
}
