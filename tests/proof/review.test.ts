import { describe, expect, test } from 'vitest';
import { gatherProofs } from '../../src/proof/gather.ts';
import { isWhole, reviewProofs } from '../../src/proof/review.ts';
import { guideOf, ran } from './support.ts';

const guide = guideOf();
const proofs = gatherProofs(guide, [...ran(guide, 'en'), ...ran(guide, 'it')], '2026-11-25');

/** What a review finds, in short. */
function found(now = guide, of = proofs) {
  const review = reviewProofs(of, now);
  const places = (states: typeof review.stale) =>
    states.map(({ page, fence }) => `${page.language} ${fence.lang}`);
  return {
    stale: places(review.stale),
    unheld: places(review.unheld),
    gone: review.gone,
    whole: isWhole(review),
  };
}

describe('what a guide’s proofs are worth now', () => {
  test('what was proven and has not changed is whole', () => {
    expect(found()).toEqual({ stale: [], unheld: [], gone: [], whole: true });
  });

  test('a changed fence is stale in each language, and its old proof is of nothing', () => {
    expect(found(guideOf({ command: 'echo hallo' }))).toEqual({
      stale: ['en bash', 'it bash'],
      unheld: [],
      gone: ['a#one'],
      whole: false,
    });
  });

  test('with another version everything is stale, but for what nobody checks', () => {
    expect(found(guideOf({ tool: '1.0.1' }))).toEqual({
      stale: ['en bash', 'en text', 'it bash', 'it text'],
      unheld: [],
      gone: [],
      whole: false,
    });
  });

  test('a fence that is taken away leaves a proof of nothing', () => {
    const [english, italian] = guide.pages;
    if (english === undefined || italian === undefined) throw new Error('no pages');
    const shorter = {
      ...guide,
      pages: [english, italian].map((one) => ({ ...one, fences: one.fences.slice(1) })),
    };
    expect(found(shorter)).toEqual({ stale: [], unheld: [], gone: ['a#one'], whole: false });
  });

  test('an output that no test held against what was printed is named, in its language', () => {
    const half = gatherProofs(guide, ran(guide, 'en'), '2026-11-25');
    expect(found(guide, half)).toEqual({ stale: [], unheld: ['it text'], gone: [], whole: false });
  });
});
