import { describe, expect, test } from 'vitest';
import { gatherProofs, printProofs } from '../../src/proof/gather.ts';
import { identify } from '../../src/proof/identity.ts';
import { proofsSchema } from '../../src/proof/proofs.ts';
import { allProofStates } from '../../src/proof/state.ts';
import { guideOf, ran, rehearsal } from './support.ts';

const guide = guideOf();

const proofs = gatherProofs(guide, [...ran(guide, 'en'), ...ran(guide, 'it')], '2026-11-25');

/** Each fence of a guide as the proofs have it: its language, how far, and whether that is still true. */
function told(now = guide, of = proofs) {
  return allProofStates(of, now).map((state) => [
    state.page.language,
    state.fence.lang,
    state.level ?? 'none',
    state.current ? 'current' : 'stale',
  ]);
}

describe('what is proven of a guide', () => {
  test('a fence is proven as far as a test has come with it, in each language', () => {
    expect(told()).toEqual([
      ['en', 'bash', 'rehearsed', 'current'],
      ['en', 'text', 'rehearsed', 'current'],
      ['en', 'js', 'none', 'current'],
      ['it', 'bash', 'rehearsed', 'current'],
      ['it', 'text', 'rehearsed', 'current'],
      ['it', 'js', 'none', 'current'],
    ]);
  });

  test('what no test has run is proven as far as the check goes', () => {
    const half = gatherProofs(guide, ran(guide, 'en'), '2026-11-25');
    expect(told(guide, half).slice(3)).toEqual([
      ['it', 'bash', 'format', 'current'],
      ['it', 'text', 'none', 'current'],
      ['it', 'js', 'none', 'current'],
    ]);
  });

  test.each([
    ['a changed command', guideOf({ command: 'echo hallo' }), ['stale', 'current', 'current']],
    ['another version', guideOf({ tool: '1.0.1' }), ['stale', 'stale', 'stale']],
  ])('%s makes a proof stale', (_, now, states) => {
    expect(told(now).map(([, , , state]) => state)).toEqual([...states, ...states]);
  });

  test('a translated comment and a reason in another language mean the same', () => {
    const [english, italian] = guide.pages.map((one) => one.fences.map((fence) => identify(one, fence)));
    expect(english).toEqual(italian);
  });

  test('a test says by which name it can be found', () => {
    expect(allProofStates(proofs, guide)[0]?.tests).toEqual({
      format: { file: 'scripts/check.ts', name: 'npm run check' },
      rehearsed: rehearsal,
    });
  });

  test('of several tests the first by name stands, in whatever order they ran', () => {
    const other = { file: 'tests/a.test.ts', name: 'y' };
    const [one, two] = [ran(guide, 'en'), ran(guide, 'en', other)];
    expect(gatherProofs(guide, [...one, ...two], '2026-11-25')).toEqual(
      gatherProofs(guide, [...two, ...one], '2026-11-25'),
    );
  });

  test('the file has a line for each fence, and reads back as what was written', () => {
    const text = printProofs(proofs);
    expect(proofsSchema.parse(JSON.parse(text))).toEqual(proofs);
    expect(text.split('\n').filter((line) => line.includes('"digest"'))).toHaveLength(3);
  });
});
