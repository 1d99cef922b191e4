import * as z from 'zod';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import { levels, type Proofs, type ProvingTest } from '../proof/proofs.ts';
import { type ProofState, proofStates } from '../proof/state.ts';
import type { WordKey } from '../words.ts';
import { addressOfPage } from './old-ids.ts';

/** What a reader is told of a fence: how far it is proven, that it has changed since, or that it is not. */
export const verdicts = [...levels, 'none', 'stale'] as const;
export type Verdict = (typeof verdicts)[number];

/** What each verdict says. */
export const verdictWords: Record<Verdict, { name: WordKey; text: WordKey }> = {
  format: { name: 'proof.format', text: 'proofs.format.text' },
  rehearsed: { name: 'proof.rehearsed', text: 'proofs.rehearsed.text' },
  real: { name: 'proof.real', text: 'proofs.real.text' },
  none: { name: 'proof.none', text: 'proofs.none.text' },
  stale: { name: 'proof.stale', text: 'proofs.stale.text' },
};

/** One fence as the list of proofs has it. */
export interface ShownProof {
  /** Unique on the page of proofs, and the same in every language. */
  anchor: string;
  verdict: Verdict;
  /** The tests that proved it, the farthest first. */
  tests: ProvingTest[];
  state: ProofState;
}

/** Returns how far each fence of a page is proven, in the order of the page, as the site shows it. */
export function shownProofs(proofs: Proofs, guide: Guide, page: Page): ShownProof[] {
  return proofStates(proofs, guide, page).map((state, index) => ({
    anchor: `${page.slug || 'index'}-${index + 1}`,
    verdict: verdictOf(state),
    tests: levels.toReversed().flatMap((level) => state.tests[level] ?? []),
    state,
  }));
}

function verdictOf({ current, level, fence }: ProofState): Verdict {
  // What nobody checks or runs does not get old.
  if (fence.annotations.ignore !== undefined) return 'none';
  if (!current) return 'stale';
  return level ?? 'none';
}

/** What the site offers to machines of the proofs: each fence of each page, in each language. */
export const proofReportSchema = z.strictObject({
  proven: z.iso.date().describe('The day of the last proof.'),
  targets: z.record(z.string(), z.string()).describe('The versions that it was a proof for.'),
  fences: z.array(
    z.strictObject({
      page: z.string().describe("The page's address below the base path, with the heading as fragment."),
      language: z.string(),
      file: z.string(),
      line: z.number().int().positive(),
      text: z.string(),
      verdict: z.enum(verdicts),
      tests: z.array(z.strictObject({ file: z.string(), name: z.string() })),
      reason: z.string().optional().describe('Why it is not checked.'),
    }),
  ),
});

/** Returns the proofs of a guide for machines. */
export function proofReport(proofs: Proofs, guide: Guide): z.infer<typeof proofReportSchema> {
  return {
    proven: proofs.proven,
    targets: proofs.targets,
    fences: guide.pages.flatMap((page) =>
      shownProofs(proofs, guide, page).map(({ verdict, tests, state: { fence } }) => ({
        page: placeOf(page, fence.section, guide),
        language: page.language,
        file: page.file,
        line: fence.line,
        text: fence.text,
        verdict,
        tests,
        ...(fence.annotations.ignore !== undefined && { reason: fence.annotations.ignore }),
      })),
    ),
  };
}

/** Returns where a section stands, below the base path. */
export function placeOf(page: Page, section: string | undefined, guide: Guide): string {
  const address = addressOfPage(page, guide.languages[0] ?? page.language);
  return section === undefined ? address : `${address}#${section}`;
}
