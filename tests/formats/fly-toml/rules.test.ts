import { describe, expect, test } from 'vitest';
import { checkFlyToml } from '../../../src/formats/fly-toml/check.ts';
import { flyTomlRules } from '../../../src/formats/fly-toml/rules.ts';

const examples = flyTomlRules.flatMap(({ code, examples: pairs }) =>
  pairs.map((pair) => ({ code, ...pair })),
);

describe('the examples that --explain shows', () => {
  test.each(examples)('$code finds $wrong', ({ code, wrong }) => {
    expect(checkFlyToml(wrong).map((finding) => finding.code)).toEqual([code]);
  });

  test.each(examples)('nothing is wrong with $right', ({ right }) => {
    expect(checkFlyToml(right)).toEqual([]);
  });

  test('every rule has its own code and at least one example', () => {
    const codes = flyTomlRules.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(flyTomlRules.filter(({ examples: pairs }) => pairs.length === 0)).toEqual([]);
  });
});
