import { describe, expect, test } from 'vitest';
import { checkShell } from '../../../src/formats/shell/check.ts';
import { shellRules } from '../../../src/formats/shell/rules.ts';

describe.each(shellRules)('$code', ({ code, examples }) => {
  test.each(examples)('finds exactly itself in $wrong', ({ wrong }) => {
    expect(checkShell(wrong).map((finding) => finding.code)).toEqual([code]);
  });

  test.each(examples)('finds nothing in $right', ({ right }) => {
    expect(checkShell(right)).toEqual([]);
  });
});
