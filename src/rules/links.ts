import type { Diagnostic, Message } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { type Guide, rootLanguage } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import type { Rule } from './rule.ts';

/** A link within the guide leads to a page and a heading that are there. */
export const links: Rule = {
  rules: [
    {
      code: 'link/page',
      severity: 'error',
      summary: 'summary.link/page',
      explain: 'explain.link/page',
      examples: [
        {
          wrong: 'See [costs](/cost/).\n\n@ docs/costs.mdx\nIt costs little.\n',
          right: 'See [costs](/costs/).\n\n@ docs/costs.mdx\nIt costs little.\n',
        },
        {
          wrong: 'See [what was proven](/proof/).\n',
          right: 'See [what was proven](/proofs/), [the words](/words/) and [the machines](/machines/).\n',
        },
      ],
    },
    {
      code: 'link/heading',
      severity: 'error',
      summary: 'summary.link/heading',
      explain: 'explain.link/heading',
      examples: [
        {
          wrong: '## Deploy {#deploy}\n\nBack to [deploying](#deploying).\n',
          right: '## Deploy {#deploy}\n\nBack to [deploying](#deploy).\n',
        },
      ],
    },
  ],
  check: checkLinks,
};

/** What the site serves under the guide's addresses beside the guide's own pages. */
const served =
  /^\/(?:[a-z]{2}\/)?(?:check|install\/fly|machines|proofs|runbooks|schemas|words)\/$|\.(?!mdx?$)[a-z0-9]+$/;

function checkLinks(guide: Guide): Diagnostic[] {
  const pages = new Map(guide.pages.map((page) => [addressOf(page), page]));
  return guide.pages.flatMap((page) =>
    page.links.flatMap(({ url, start, end }): Diagnostic[] => {
      if (!/^[/#.]/.test(url) || url.startsWith('//')) return [];
      const [path = '', fragment] = url.split('#');
      const target = path === '' ? page : pages.get(path.replace(/\?.*$/, ''));
      const place = { file: page.file, severity: 'error' as const, start, end };
      if (!target) {
        if (served.test(path)) return [];
        const similar = nearest(path, pages.keys());
        const message: Message = similar
          ? { key: 'rules.link/page.nearest', values: { path, nearest: similar } }
          : { key: 'rules.link/page', values: { path } };
        return [{ ...place, code: 'link/page', message }];
      }
      if (fragment === undefined || fragment === '' || idsOf(target).includes(fragment)) return [];
      const similar = nearest(fragment, idsOf(target));
      const message: Message = similar
        ? { key: 'rules.link/heading.nearest', values: { file: target.file, fragment, nearest: similar } }
        : { key: 'rules.link/heading', values: { file: target.file, fragment } };
      return [{ ...place, code: 'link/heading', message }];
    }),
  );
}

function addressOf({ language, slug }: Page): string {
  return `${language === rootLanguage ? '' : `/${language}`}/${slug === '' ? '' : `${slug}/`}`;
}

function idsOf(page: Page): string[] {
  return page.headings.flatMap(({ id }) => (id === undefined ? [] : [id]));
}
