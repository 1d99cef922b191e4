import { describe, expect, test } from 'vitest';
import { generate, makeUp, secretsFor, secretsReadBy } from '../../../src/executor/secrets/sources.ts';
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

describe('a command reads a secret', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: shell
  test.each([
    ['echo "$TOKEN"', true],
    ['echo ${TOKEN:-none}', true],
    ['printenv TOKEN', true],
    ['TOKEN', true],
    ['echo "$TOKEN_FILE"', false],
    ['echo "$MY_TOKEN"', false],
    ['echo "$TOKENS"', false],
    ['echo "$TOKEN2"', false],
    ['echo "$XTOKEN $1TOKEN"', false],
    ['echo "$token"', false],
    ['echo "$TOKEN_FILE" "$TOKEN"', true],
  ])('%j: %s', (shell, isRead) => {
    expect(secretsReadBy({ shell: [shell] }, ['TOKEN'])).toEqual(isRead ? ['TOKEN'] : []);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: shell

  test('a value in its place parts a name from what stands beside it', () => {
    const shell = ['echo $TO', { var: 'x' }, 'KEN; echo $A_', { var: 'x' }, 'TOKEN'];
    expect(secretsReadBy({ shell }, ['TOKEN'])).toEqual(['TOKEN']);
    expect(secretsReadBy({ shell: ['echo $TO', { var: 'x' }, 'KEN'] }, ['TOKEN'])).toEqual([]);
  });

  test('where the plan says which, those and no others; on the machine, none', () => {
    const shell = ['echo $TOKEN $KEY'];
    expect(secretsReadBy({ shell, reads: ['KEY'] }, ['TOKEN', 'KEY'])).toEqual(['KEY']);
    expect(secretsReadBy({ shell, reads: [] }, ['TOKEN'])).toEqual([]);
    expect(secretsReadBy({ shell, on: 'machine' }, ['TOKEN'])).toEqual([]);
  });

  test('of several commands, all that any reads, in the plan’s order', () => {
    const secrets = ['A', 'B', 'C'].map((name) => secret(name));
    const commands = [{ shell: ['echo $C'] }, { shell: ['echo $A'] }, { shell: ['true'] }];
    expect(secretsFor(secrets, commands).map(({ name }) => name)).toEqual(['A', 'C']);
    expect(secretsFor(secrets, [])).toEqual([]);
  });
});
