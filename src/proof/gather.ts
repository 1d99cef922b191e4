import type { Fence } from '../guide/fence.ts';
import type { Guide } from '../guide/guide.ts';
import { rootLanguage } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import { kindOf } from '../rules/snippets/kind.ts';
import { digest } from '../runbook/digest.ts';
import type { Evidence } from './evidence.ts';
import { type FenceIdentity, identify } from './identity.ts';
import { type FenceProof, type Level, levels, type Proofs, type ProvingTest } from './proofs.ts';

/** The check as a test: what it proves is every format. */
export const formatCheck: ProvingTest = { file: 'scripts/check.ts', name: 'npm run check' };

/**
 * Returns what is proven of a guide whose check found no error, with what its tests have proven. Of several tests that proved the
 * same, the first by name stands for all, so that two runs of the same tests come to the same.
 *
 * @param day the day on which the tests ran: `2026-11-25`
 */
export function gatherProofs(guide: Guide, evidence: readonly Evidence[], day: string): Proofs {
  const tests = new Map<string, ProvingTest>();
  const keyOf = (test: ProvingTest): string => {
    const key = digest(test).slice(0, 6);
    tests.set(key, test);
    return key;
  };
  const sorted = evidence.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const prove = (fence: Fence, own: FenceIdentity, language: string): Partial<Record<Level, string>> =>
    Object.fromEntries(
      levels.flatMap((level) => {
        const test =
          level === 'format' && isChecked(fence) ? formatCheck : firstTest(sorted, own, language, level);
        return test === undefined ? [] : [[level, keyOf(test)]];
      }),
    );
  const pages: Proofs['pages'] = {};
  for (const page of guide.pages.filter(({ language }) => language === rootLanguage)) {
    const twins = guide.pages.filter(({ slug }) => slug === page.slug);
    for (const fence of page.fences) {
      const own = identify(page, fence);
      const sections = pages[own.page] ?? {};
      const section = sections[own.section] ?? [];
      pages[own.page] = { ...sections, [own.section]: section };
      if (section.some((known) => known.digest === own.digest)) continue;
      const proof: FenceProof = { digest: own.digest };
      for (const twin of twins.filter((each) => hasFence(each, own))) {
        for (const [level, key] of Object.entries(prove(fence, own, twin.language)))
          proof[level as Level] = { ...proof[level as Level], [twin.language]: key };
      }
      section.push(proof);
    }
  }
  return {
    version: 1,
    proven: day,
    targets: guide.targets as Record<string, string>,
    tests: Object.fromEntries([...tests].sort(([a], [b]) => (a < b ? -1 : 1))),
    pages,
  };
}

/** Whether the check knows what a fence is, and was not told to leave it alone. Output is compared, not checked. */
export function isChecked(fence: Fence): boolean {
  const kind = kindOf(fence, false);
  return fence.annotations.ignore === undefined && kind !== undefined && kind !== 'output';
}

function hasFence(page: Page, own: FenceIdentity): boolean {
  return page.fences.some((fence) => isSame(identify(page, fence), own));
}

function isSame(a: FenceIdentity, b: FenceIdentity): boolean {
  return a.page === b.page && a.section === b.section && a.digest === b.digest;
}

function firstTest(
  sorted: readonly Evidence[],
  own: FenceIdentity,
  language: string,
  level: Level,
): ProvingTest | undefined {
  return sorted.find((one) => one.level === level && one.language === language && isSame(one, own))?.test;
}

function nameOf({ test }: Evidence): string {
  return `${test.file} ${test.name}`;
}

/** How many levels of each part stand open, a line an entry. */
const open: Partial<Record<keyof Proofs, number>> = { tests: 1, pages: 3 };

/** Returns the proofs as the file has them: a line a fence, so that a change shows what it changed. */
export function printProofs(proofs: Proofs): string {
  const parts = Object.entries(proofs).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${lay(value, open[key as keyof Proofs] ?? 0, '  ')}`,
  );
  return `{\n${parts.join(',\n')}\n}\n`;
}

function lay(value: unknown, levelsOpen: number, indent: string): string {
  if (levelsOpen === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${isList ? '' : `${JSON.stringify(key)}: `}${lay(item, levelsOpen - 1, inner)}`,
  );
  const [left, right] = isList ? '[]' : '{}';
  return entries.length === 0 ? `${left}${right}` : `${left}\n${entries.join(',\n')}\n${indent}${right}`;
}
