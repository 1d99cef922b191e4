import type { Guide } from '../../src/guide/guide.ts';
import { readPage } from '../../src/guide/page.ts';
import { reachSchema } from '../../src/guide/reach.ts';
import { variablesSchema } from '../../src/guide/variables.ts';
import type { Evidence } from '../../src/proof/evidence.ts';
import { identify } from '../../src/proof/identity.ts';

export const rehearsal = { file: 'tests/rehearsal.test.ts', name: 'x is done' };

const page = (comment: string, command: string) =>
  `---\ntitle: A\n---\n\n## One {#one}\n\n\`\`\`bash step="x"\n${command} # ${comment}\n\`\`\`\n\n` +
  `\`\`\`text expect="x"\nhello*\n\`\`\`\n\n\`\`\`js ignore="${comment}"\n1\n\`\`\`\n`;

/** A guide of one page in two languages: a step, its output, and a fence that is not checked. */
export function guideOf({ command = 'echo hello', tool = '1.0.0' } = {}): Guide {
  const read = (file: string, language: string, comment: string) =>
    readPage({ file, language, slug: 'a' }, page(comment, command)).page;
  return {
    root: '',
    languages: ['en', 'it'],
    pages: [read('docs/a.mdx', 'en', 'says'), read('docs/it/a.mdx', 'it', 'dice')],
    variables: variablesSchema.parse({}),
    targets: { tool },
    reach: reachSchema.parse({}),
    glossary: [],
    meanings: new Map(),
    sources: new Map(),
  };
}

/** What a test says that ran every fence of a guide in one language that can be run. */
export function ran(guide: Guide, language: string, test = rehearsal): Evidence[] {
  return guide.pages
    .filter((one) => one.language === language)
    .flatMap((one) =>
      one.fences
        .filter(({ lang }) => lang !== 'js')
        .map((fence) => ({ ...identify(one, fence), language, level: 'rehearsed' as const, test })),
    );
}
