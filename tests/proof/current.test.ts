import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGuide } from '../../src/guide/guide.ts';
import { identify } from '../../src/proof/identity.ts';
import { readProofs } from '../../src/proof/proofs.ts';
import { allProofStates } from '../../src/proof/state.ts';

const content = join(import.meta.dirname, '../../content');
const { guide } = readGuide(content);
const proofs = readProofs(content);
const states = allProofStates(proofs, guide);

test('what was proven is what stands on the pages now; `npm run prove` proves it anew', () => {
  const stale = states.filter(({ current }) => !current);
  expect(stale.map(({ page, fence }) => `${page.file}:${fence.line}`)).toEqual([]);
});

test('nothing is proven that stands on no page any more', () => {
  const there = new Set(
    guide.pages.flatMap((page) =>
      page.fences.map((fence) => {
        const { page: slug, section, digest } = identify(page, fence);
        return `${slug}#${section} ${digest}`;
      }),
    ),
  );
  const kept = Object.entries(proofs.pages).flatMap(([page, sections]) =>
    Object.entries(sections).flatMap(([section, fences]) =>
      fences.map(({ digest }) => `${page}#${section} ${digest}`),
    ),
  );
  expect(kept.filter((one) => !there.has(one))).toEqual([]);
});

test('every output that a page shows was held against what was printed', () => {
  const left = states.filter(
    ({ fence: { annotations }, level }) => annotations.expect !== undefined && level === undefined,
  );
  expect(left.map(({ page, fence }) => `${page.file}:${fence.line}`)).toEqual([]);
});
