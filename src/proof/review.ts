import type { Guide } from '../guide/guide.ts';
import { identify } from './identity.ts';
import { levels, type Proofs } from './proofs.ts';
import { allProofStates, type ProofState } from './state.ts';

/** How far a guide is proven, and what of its proofs no longer holds. */
export interface Review {
  states: ProofState[];
  /** What has changed since it was proven, or came after. What nobody checks or runs does not get old. */
  stale: ProofState[];
  /** Outputs that a page shows and that no test has held against what was printed. */
  unheld: ProofState[];
  /** Proofs of what stands on no page any more, as `page#section`, an entry each. */
  gone: string[];
}

/** Returns what a guide's proofs are worth for the guide as it stands. */
export function reviewProofs(proofs: Proofs, guide: Guide): Review {
  const states = allProofStates(proofs, guide);
  const current = states.filter((state) => state.current);
  return {
    states,
    stale: states.filter((state) => !state.current && state.fence.annotations.ignore === undefined),
    unheld: current.filter(
      ({ fence: { annotations }, level }) => annotations.expect !== undefined && level === undefined,
    ),
    gone: goneFrom(proofs, guide),
  };
}

/** Whether `npm run prove` has nothing to renew. */
export function isWhole({ stale, unheld, gone }: Review): boolean {
  return stale.length === 0 && unheld.length === 0 && gone.length === 0;
}

function goneFrom(proofs: Proofs, guide: Guide): string[] {
  const there = new Set(
    guide.pages.flatMap((page) =>
      page.fences.map((fence) => {
        const { page: slug, section, digest } = identify(page, fence);
        return `${slug}#${section} ${digest}`;
      }),
    ),
  );
  return Object.entries(proofs.pages).flatMap(([page, sections]) =>
    Object.entries(sections).flatMap(([section, fences]) =>
      fences
        .filter((proof) => levels.some((level) => proof[level] !== undefined))
        .filter(({ digest }) => !there.has(`${page}#${section} ${digest}`))
        .map(() => `${page}#${section}`),
    ),
  );
}
