import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type CheckResult, inOrder } from '../diagnostics/report.ts';
import { readGuide } from '../guide/guide.ts';
import { compile } from '../runbook/compile.ts';
import { deployment } from './deployment/deployment.ts';
import { checkFences } from './fences.ts';
import { glossary } from './glossary.ts';
import { headings } from './headings.ts';
import { links } from './links.ts';
import { parity } from './parity/parity.ts';
import { stale } from './parity/stale.ts';
import { untranslated } from './parity/untranslated.ts';
import type { Rule } from './rule.ts';
import { variables } from './variables.ts';

/** Everything that has to hold in a guide as a whole. */
export const guideRules: Rule[] = [
  headings,
  links,
  variables,
  deployment,
  parity,
  untranslated,
  glossary,
  stale,
];

/**
 * Checks a content folder as a guide: every fence by what it is, every annotation, every runbook, and what has to hold between them.
 *
 * @param options.openclaw the version to check configurations against in the place of the guide's target
 * @throws the system's error where the folder cannot be read
 */
export function checkGuide(root: string, options: { openclaw?: string } = {}): CheckResult {
  const { guide, diagnostics: read } = readGuide(root);
  const targets =
    options.openclaw === undefined ? guide.targets : { ...guide.targets, openclaw: options.openclaw };
  const diagnostics: Diagnostic[] = [...read];
  const checked: Record<string, number> = { pages: guide.pages.length };
  const ignored: CheckResult['ignored'] = [];
  for (const page of guide.pages) {
    const fences = checkFences(page, { targets, foreign: false });
    diagnostics.push(...fences.diagnostics);
    ignored.push(...fences.ignored);
    for (const [kind, count] of Object.entries(fences.checked)) checked[kind] = (checked[kind] ?? 0) + count;
  }
  diagnostics.push(...compile(guide).diagnostics);
  for (const rule of guideRules) diagnostics.push(...rule.check(guide));
  return { diagnostics: inOrder(diagnostics), checked, ignored, sources: guide.sources };
}
