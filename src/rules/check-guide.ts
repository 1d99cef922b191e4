import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type CheckResult, inOrder } from '../diagnostics/report.ts';
import { readGuide } from '../guide/guide.ts';
import { Memory } from '../guide/memory.ts';
import { compile } from '../runbook/compile.ts';
import { withoutConsequences } from './consequences.ts';
import { deployment } from './deployment/deployment.ts';
import { checkFences } from './fences.ts';
import { glossary } from './glossary.ts';
import { headings } from './headings.ts';
import { links } from './links.ts';
import { meanings } from './meanings.ts';
import { parity } from './parity/parity.ts';
import { stale } from './parity/stale.ts';
import { untranslated } from './parity/untranslated.ts';
import { questions } from './questions.ts';
import type { Rule } from './rule.ts';
import { withSecrets } from './secrets.ts';
import { variables } from './variables.ts';

/** Everything that has to hold in a guide as a whole. */
export const guideRules: Rule[] = [
  headings,
  links,
  variables,
  questions,
  meanings,
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
 * @param options.memory what an earlier check of the same folder worked out, so that only what has changed is looked at again
 * @throws the system's error where the folder cannot be read
 */
export function checkGuide(
  root: string,
  { openclaw, memory = new Memory() }: { openclaw?: string; memory?: Memory } = {},
): CheckResult {
  memory.age();
  const { guide, diagnostics: read } = readGuide(root, memory);
  if (openclaw !== undefined) guide.targets = { ...guide.targets, openclaw };
  const diagnostics: Diagnostic[] = [...read];
  const checked: Record<string, number> = { pages: guide.pages.length };
  const ignored: CheckResult['ignored'] = [];
  for (const page of guide.pages) {
    const fences = checkFences(page, { targets: guide.targets, foreign: false, memory });
    diagnostics.push(
      ...withSecrets(page.file, guide.sources.get(page.file) ?? '', fences.diagnostics, { memory }),
    );
    ignored.push(...fences.ignored);
    for (const [kind, count] of Object.entries(fences.checked)) checked[kind] = (checked[kind] ?? 0) + count;
  }
  diagnostics.push(...compile(guide).diagnostics);
  for (const rule of guideRules) diagnostics.push(...rule.check(guide, memory));
  const told = withoutConsequences(diagnostics, guide.sources);
  return { diagnostics: inOrder(told), checked, ignored, sources: guide.sources };
}
