import type { Fence } from '../guide/fence.ts';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import { identify } from './identity.ts';
import { type FenceProof, type Level, levels, type Proofs, type ProvingTest } from './proofs.ts';

/** How far one fence of one page is proven. */
export interface ProofState {
  page: Page;
  fence: Fence;
  /** Whether what was proven is what stands on the page now, for the versions that the guide is true for now. */
  current: boolean;
  /** The farthest level that was reached, or none. */
  level: Level | undefined;
  /** The tests that reached each level. */
  tests: Partial<Record<Level, ProvingTest>>;
}

/** Returns how far each fence of a page is proven, in the order of the page. */
export function proofStates(proofs: Proofs, guide: Pick<Guide, 'targets'>, page: Page): ProofState[] {
  const sameTargets = isSame(proofs.targets, guide.targets);
  return page.fences.map((fence) => {
    const found = proofOf(proofs, page, fence);
    const tests = found === undefined ? {} : testsIn(found, proofs, page.language);
    return {
      page,
      fence,
      current: found !== undefined && sameTargets,
      level: levels.findLast((level) => tests[level] !== undefined),
      tests,
    };
  });
}

/** Returns how far each fence of a guide is proven, in the order of its pages. */
export function allProofStates(proofs: Proofs, guide: Guide): ProofState[] {
  return guide.pages.flatMap((page) => proofStates(proofs, guide, page));
}

function proofOf(proofs: Proofs, page: Page, fence: Fence): FenceProof | undefined {
  const { page: slug, section, digest } = identify(page, fence);
  return proofs.pages[slug]?.[section]?.find((proof) => proof.digest === digest);
}

function testsIn(proof: FenceProof, proofs: Proofs, language: string): ProofState['tests'] {
  return Object.fromEntries(
    levels.flatMap((level) => {
      const test = proofs.tests[proof[level]?.[language] ?? ''];
      return test === undefined ? [] : [[level, test]];
    }),
  );
}

function isSame(a: Record<string, string | undefined>, b: Record<string, string | undefined>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
