import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readGuide } from '../guide/guide.ts';
import { readPage } from '../guide/page.ts';
import { checkDeployment } from './deployment/deployment.ts';
import { checkFences } from './fences.ts';
import { comparePages } from './parity/parity.ts';
import { withSecrets } from './secrets.ts';
import { checkSnippet } from './snippets/check.ts';
import { contextOf } from './snippets/context.ts';
import { kindOf } from './snippets/kind.ts';

/** Something that the check is fed with: a text, and the check that has to bear every spoilt form of it. */
export interface Feed {
  name: string;
  text: string;
  check: (text: string) => { start: number; end: number }[];
}

/** Returns every page and every snippet of a guide with the check that reads it. */
export function feeds(root: string): Feed[] {
  const { guide } = readGuide(root);
  const { targets } = guide;
  return guide.pages.flatMap((page): Feed[] => {
    const place = { file: page.file, language: page.language, slug: page.slug };
    const asPage: Feed = {
      name: page.file,
      text: page.source,
      check: (text): Diagnostic[] => {
        const { page: spoilt, diagnostics } = readPage(place, text);
        const fences = checkFences(spoilt, { targets, foreign: false }).diagnostics;
        return [
          ...diagnostics,
          ...withSecrets(page.file, text, fences),
          ...checkDeployment(spoilt, targets),
          ...comparePages(page, spoilt),
        ];
      },
    };
    const snippets = page.fences.flatMap((fence): Feed[] => {
      const kind = kindOf(fence, false);
      if (kind === undefined || kind === 'output') return [];
      const context = contextOf(fence, { targets, foreign: false });
      const check = (text: string) => checkSnippet(text, kind, context);
      return [{ name: `${page.file}:${fence.line}`, text: fence.text, check }];
    });
    return [asPage, ...snippets];
  });
}

/** Returns what is wrong with the findings themselves: a place outside of the text, or one that ends before it starts. */
export function misplaced(text: string, findings: { start: number; end: number }[]): string | undefined {
  const wrong = findings.find(({ start, end }) => !(start >= 0 && start <= end && end <= text.length));
  return wrong && `${wrong.start}-${wrong.end} of ${text.length}`;
}
