import type { Fence } from '../../../../src/guide/fence.ts';
import type { Plan } from '../../../../src/runbook/plan.ts';
import { type PageStep, readRunbooks } from '../../../../src/runbook/steps.ts';
import type { Language } from '../../../../src/words.ts';
import { theGuide } from '../../../support/evidence.ts';
import { expectations, outcomes, undone } from './life.ts';
import type { Run } from './runbook.ts';

/** Returns the fences of a runbook that its runs have proven: what was done, verified, printed as the page says, and taken back. */
export function livedThrough(language: Language, plan: Plan, runs: readonly Run[]): Fence[] {
  const steps = stepsOf(language, plan.id);
  return runs.flatMap((run) => {
    const [done, back, printed] = [outcomes(run), undone(run), expectations(plan, run)];
    return steps.flatMap(({ id, fence, check, undo, expect }) => [
      ...(done[id] === 'done' ? [fence] : []),
      ...(check && (done[id] === 'done' || done[id] === 'found by check') ? [check] : []),
      ...(undo && back[id] === 'done' ? [undo] : []),
      ...(expect && done[id] === 'done' && printed[id] ? [expect] : []),
    ]);
  });
}

/** Returns the steps of a runbook as its page in one language has them. */
export function stepsOf(language: Language, runbook: string): PageStep[] {
  const steps = theGuide()
    .pages.filter((page) => page.language === language)
    .flatMap((page) => readRunbooks(page).runbooks)
    .find(({ entry }) => entry.id === runbook)?.steps;
  if (steps === undefined) throw new Error(`No runbook ${runbook}.`);
  return steps;
}

/** Returns the fence that tells whether a problem is present. */
export function symptomFence(language: Language, symptom: string | undefined): Fence[] {
  return theGuide()
    .pages.filter((page) => page.language === language && symptom !== undefined)
    .flatMap(({ fences }) => fences.filter(({ annotations }) => annotations.symptom === symptom));
}
