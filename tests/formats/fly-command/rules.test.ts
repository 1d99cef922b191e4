import { describe, expect, test } from 'vitest';
import { checkFlyCommands } from '../../../src/formats/fly-command/check.ts';
import { flyCommandRules } from '../../../src/formats/fly-command/rules.ts';
import { parseShell } from '../../../src/formats/shell/parse.ts';

describe.each(flyCommandRules)('$code', ({ code, examples, options }) => {
  const codes = (text: string) => checkFlyCommands(parseShell(text), options).map((finding) => finding.code);

  test.each(examples)('finds exactly itself in $wrong', ({ wrong }) => {
    expect(codes(wrong)).toEqual([code]);
  });

  test.each(examples)('finds nothing in $right', ({ right }) => {
    expect(codes(right)).toEqual([]);
  });
});
