import type { Diagnostic, Message, Span } from '../../diagnostics/diagnostic.ts';
import type { Fence } from '../../guide/fence.ts';
import { type Guide, rootLanguage } from '../../guide/guide.ts';
import type { Page, Part } from '../../guide/page.ts';
import type { Rule, RuleInfo } from '../rule.ts';
import { align } from './align.ts';
import { essence } from './essence.ts';
import { compareFences } from './fences.ts';
import { compareFrontmatter } from './frontmatter.ts';
import { compareLinks } from './links.ts';

const rules: RuleInfo[] = [
  {
    code: 'parity/page',
    severity: 'error',
    summary: 'summary.parity/page',
    explain: 'explain.parity/page',
    examples: [
      {
        wrong: 'One.\n\n@ docs/costs.mdx\nTwo.\n\n@ docs/it/index.mdx\nUno.\n',
        right: 'One.\n\n@ docs/it/index.mdx\nUno.\n',
      },
    ],
  },
  {
    code: 'parity/missing',
    severity: 'error',
    summary: 'summary.parity/missing',
    explain: 'explain.parity/missing',
    examples: [
      {
        wrong: '## Deploy {#deploy}\n\n## Costs {#costs}\n\n@ docs/it/index.mdx\n## Deploy {#deploy}\n',
        right: '## Deploy {#deploy}\n\n@ docs/it/index.mdx\n## Deploy {#deploy}\n',
      },
    ],
  },
  {
    code: 'parity/extra',
    severity: 'error',
    summary: 'summary.parity/extra',
    explain: 'explain.parity/extra',
    examples: [
      {
        wrong: '## Deploy {#deploy}\n\n@ docs/it/index.mdx\n## Deploy {#deploy}\n\n## Costi {#costs}\n',
        right: '## Deploy {#deploy}\n\n@ docs/it/index.mdx\n## Deploy {#deploy}\n',
      },
    ],
  },
  {
    code: 'parity/part',
    severity: 'error',
    summary: 'summary.parity/part',
    explain: 'explain.parity/part',
    examples: [
      {
        wrong: '## Deploy {#deploy}\n\n@ docs/it/index.mdx\n### Deploy {#deploy}\n',
        right: '## Deploy {#deploy}\n\n@ docs/it/index.mdx\n## Deploy {#deploy}\n',
      },
    ],
  },
  {
    code: 'parity/fence',
    severity: 'error',
    summary: 'summary.parity/fence',
    explain: 'explain.parity/fence',
    examples: [
      {
        wrong: '```bash\nfly deploy\n```\n\n@ docs/it/index.mdx\n```bash\nfly status\n```\n',
        right: '```bash\nfly deploy # now\n```\n\n@ docs/it/index.mdx\n```bash\nfly deploy # adesso\n```\n',
      },
    ],
  },
  {
    code: 'parity/link',
    severity: 'error',
    summary: 'summary.parity/link',
    explain: 'explain.parity/link',
    examples: [
      {
        wrong:
          'See [costs](/costs/).\n\n@ docs/costs.mdx\nOne.\n\n@ docs/it/index.mdx\nVedi [i costi](/costs/).\n\n@ docs/it/costs.mdx\nUno.\n',
        right:
          'See [costs](/costs/).\n\n@ docs/costs.mdx\nOne.\n\n@ docs/it/index.mdx\nVedi [i costi](/it/costs/).\n\n@ docs/it/costs.mdx\nUno.\n',
      },
    ],
  },
  {
    code: 'parity/frontmatter',
    severity: 'error',
    summary: 'summary.parity/frontmatter',
    explain: 'explain.parity/frontmatter',
    examples: [
      {
        wrong: '---\ntitle: Deploy\ndescription: How.\n---\n\n@ docs/it/index.mdx\n---\ntitle: Deploy\n---\n',
        right:
          '---\ntitle: Deploy\ndescription: How.\n---\n\n@ docs/it/index.mdx\n---\ntitle: Deploy\ndescription: Come.\n---\n',
      },
    ],
  },
];

/** Two languages, one guide: every page stands in each language with the same structure, fences, links and frontmatter. */
export const parity: Rule = { rules, check: checkParity };

function checkParity(guide: Guide): Diagnostic[] {
  const originals = guide.pages.filter(({ language }) => language === rootLanguage);
  const translations = guide.languages.filter((language) => language !== rootLanguage);
  return translations.flatMap((language) => {
    const pages = guide.pages.filter((page) => page.language === language);
    const missing = originals.filter(({ slug }) => !pages.some((page) => page.slug === slug));
    const found = missing.map((page) => lonely(page, language));
    for (const page of pages) {
      const original = originals.find(({ slug }) => slug === page.slug);
      if (original) found.push(...comparePages(original, page));
      else found.push(lonely(page, rootLanguage));
    }
    return found;
  });
}

function lonely(page: Page, language: string): Diagnostic {
  return {
    file: page.file,
    code: 'parity/page',
    severity: 'error',
    message: { key: 'rules.parity/page', values: { language } },
    start: 0,
    end: Math.min(3, page.source.length),
  };
}

/** Returns how a translation differs from its original, each difference once. */
export function comparePages(original: Page, translation: Page): Diagnostic[] {
  const found: Diagnostic[] = [
    ...compareFrontmatter(original, translation),
    ...compareLinks(original, translation),
  ];
  const fenceAt = (page: Page, part: Part): Fence | undefined =>
    part.kind === 'fence' ? page.fences.find(({ start }) => start === part.start) : undefined;
  const key = (page: Page, part: Part) => {
    const fence = fenceAt(page, part);
    return fence
      ? `fence ${fence.lang} ${JSON.stringify(fence.annotations)}\n${essence(fence).join('\n')}`
      : part.kind;
  };
  const keyed = (page: Page) =>
    page.parts.map((part) => ({ part, key: key(page, part), kind: part.kind.split(' ')[0] }));
  let last: Span = { start: 0, end: 0 };
  const pairs = align(
    keyed(original),
    keyed(translation),
    (a, b) => a.key === b.key,
    (a, b) => a.kind === b.kind,
  );
  for (const { left, right } of pairs) {
    if (left && right) {
      const fence = fenceAt(original, left.part);
      const twin = fenceAt(translation, right.part);
      if (fence && twin) found.push(...compareFences(fence, twin));
      else if (left.key !== right.key) {
        found.push(
          differ(translation, firstLine(translation, right.part), original, left.part, 'parity/part', {
            key: 'rules.parity/part',
            values: { here: right.part.kind, there: left.part.kind },
          }),
        );
      }
      last = right.part;
    } else if (left) {
      const place = firstLine(translation, last);
      found.push(
        differ(translation, place, original, left.part, 'parity/missing', {
          key: 'rules.parity/missing',
          values: { part: describe(original, left.part) },
        }),
      );
    } else {
      found.push({
        file: translation.file,
        code: 'parity/extra',
        severity: 'error',
        message: {
          key: 'rules.parity/extra',
          values: { part: describe(translation, right.part), file: original.file },
        },
        ...firstLine(translation, right.part),
      });
      last = right.part;
    }
  }
  return found;
}

function differ(
  page: Page,
  place: Span,
  original: Page,
  there: Span,
  code: string,
  message: Message,
): Diagnostic {
  return {
    file: page.file,
    code,
    severity: 'error',
    message,
    ...place,
    related: [
      { file: original.file, message: { key: 'rules.parity.original' }, ...firstLine(original, there) },
    ],
  };
}

/** Returns the part's first line: enough to underline. */
function firstLine(page: Page, { start, end }: Span): Span {
  const newline = page.source.indexOf('\n', start);
  return { start, end: newline < 0 || newline > end ? end : newline };
}

function describe(page: Page, part: Part): string {
  return part.kind === 'fence' ? page.source.slice(part.start, firstLine(page, part).end) : part.kind;
}
