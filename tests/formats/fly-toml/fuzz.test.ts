import { describe, expect, test } from 'vitest';
import { checkFlyToml } from '../../../src/formats/fly-toml/check.ts';
import { loadFlyToml } from '../../../src/formats/fly-toml/load.ts';
import { flyTomlRules } from '../../../src/formats/fly-toml/rules.ts';

const corpus = flyTomlRules.flatMap(({ examples }) => examples.flatMap(({ wrong, right }) => [wrong, right]));

/** Returns numbers from 0 to below 1 that are the same on every run. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('spoilt files', () => {
  const rounds = Number(process.env.FUZZ_ROUNDS ?? 3000);

  test(`none of ${rounds} makes the check throw or point outside of the text`, () => {
    const random = randoms(20_261_121);
    const pick = () => corpus[Math.floor(random() * corpus.length)] ?? '';
    const cut = (text: string) =>
      text.slice(Math.floor(random() * text.length), Math.floor(random() * text.length) + 40);
    for (let round = 0; round < rounds; round++) {
      let text = pick();
      const at = Math.floor(random() * (text.length + 1));
      switch (round % 4) {
        case 0:
          text = text.slice(0, at);
          break;
        case 1:
          text = text.slice(0, at) + cut(pick()) + text.slice(at);
          break;
        case 2:
          text =
            text.slice(0, at) +
            String.fromCharCode(text.charCodeAt(at) ^ (1 << Math.floor(random() * 7))) +
            text.slice(at + 1);
          break;
        default:
          text += pick();
      }
      for (const { start, end, fixes = [], related = [] } of checkFlyToml(text, {
        foreign: round % 2 === 0,
      })) {
        const spans = [{ start, end }, ...related, ...fixes.flatMap(({ edits }) => edits)];
        for (const span of spans) {
          expect(span.start, text).toBeGreaterThanOrEqual(0);
          expect(span.end, text).toBeGreaterThanOrEqual(span.start);
          expect(span.end, text).toBeLessThanOrEqual(text.length);
        }
      }
      loadFlyToml(text);
    }
  });
});
