import { describe, expect, test } from 'vitest';
import { checkOpenclawConfig } from '../../../src/formats/openclaw-config/check.ts';
import { exampleOptions, openclawRules } from '../../../src/formats/openclaw-config/rules.ts';

const examples = openclawRules.flatMap(({ code, examples, options }) =>
  examples.map((example) => ({ code, ...example, options: { ...exampleOptions, ...options } })),
);

describe('every rule proves itself', () => {
  test.each(examples)('$code finds $wrong', ({ code, wrong, options }) => {
    expect(checkOpenclawConfig(wrong, options).map((finding) => finding.code)).toEqual([code]);
  });

  test.each(examples)('$code leaves $right alone', ({ right, options }) => {
    expect(checkOpenclawConfig(right, options)).toEqual([]);
  });

  test.each(examples)('$code is as grave as its list says: $wrong', ({ code, wrong, options }) => {
    const rule = openclawRules.find((each) => each.code === code);
    expect(checkOpenclawConfig(wrong, options)[0]?.severity).toBe(rule?.severity);
  });

  test('a rule is named once', () => {
    const codes = openclawRules.map((rule) => rule.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
