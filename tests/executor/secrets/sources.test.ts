import { expect, test } from 'vitest';
import { generate, makeUp } from '../../../src/executor/secrets/sources.ts';
import { secret } from '../support/plans.ts';

test.each([
  ['hex', /^[0-9a-f]{48}$/],
  ['base64url', /^[\w-]{32}$/],
] as const)('a secret is made as the plan says, in %s, each time another', (encoding, form) => {
  const one = secret('TOKEN', { generate: { bytes: 24, encoding } });
  const made = [generate(one), generate(one), makeUp(one), makeUp(one)];
  for (const value of made) expect(value).toMatch(form);
  expect(new Set(made).size).toBe(4);
});

test('one that nothing makes is left to the user, and plainly made up in a rehearsal', () => {
  expect(generate(secret('TOKEN'))).toBeUndefined();
  expect(makeUp(secret('TOKEN'))).toMatch(/^rehearsed-[0-9a-f]{24}$/);
  expect(makeUp(secret('TOKEN'))).not.toBe(makeUp(secret('TOKEN')));
});
