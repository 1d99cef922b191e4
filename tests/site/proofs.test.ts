import { expect, test } from 'vitest';
import { gatherProofs } from '../../src/proof/gather.ts';
import { noProofs } from '../../src/proof/proofs.ts';
import { proofReport, proofReportSchema, shownProofs } from '../../src/site/proofs.ts';
import { guide } from './guide.ts';

const proofs = gatherProofs(guide, [], '2026-11-25');
const page = guide.pages.find(({ file }) => file === 'docs/deploy.mdx');
if (page === undefined) throw new Error('no page');

const verdicts = (of: typeof proofs, now = guide) =>
  new Set(shownProofs(of, now, page).map(({ verdict }) => verdict));

test('without a proof every snippet that is checked at all counts as changed', () => {
  expect(verdicts(noProofs)).toEqual(new Set(['stale', 'none']));
});

test('another version of a target makes every proof stale', () => {
  expect(verdicts(proofs)).toEqual(new Set(['format', 'none']));
  const moved = { ...guide, targets: { ...guide.targets, openclaw: '2099.1.1' } };
  expect(verdicts(proofs, moved)).toEqual(new Set(['stale', 'none']));
});

test('a changed snippet is stale on its page, and no other snippet is', () => {
  const index = page.fences.findIndex(({ annotations }) => annotations.step !== undefined);
  const changed = {
    ...page,
    fences: page.fences.map((fence, at) =>
      at === index ? { ...fence, text: `${fence.text}\necho more` } : fence,
    ),
  };
  const shown = shownProofs(proofs, guide, changed).map(({ verdict }) => verdict);
  expect(shown.flatMap((verdict, at) => (verdict === 'stale' ? [at] : []))).toEqual([index]);
});

test('the report says why a snippet is not checked, and holds to its schema', () => {
  const report = proofReport(proofs, guide);
  expect(proofReportSchema.parse(report)).toEqual(report);
  const reasons = report.fences.filter(({ reason }) => reason !== undefined);
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.every(({ verdict }) => verdict === 'none')).toBe(true);
});
