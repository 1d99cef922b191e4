import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/diagnostics/fix.ts';
import { checkFlyCommands } from '../../../src/formats/fly-command/check.ts';
import type { FlyOptions } from '../../../src/formats/fly-command/command.ts';
import { flyCommandRules } from '../../../src/formats/fly-command/rules.ts';
import { parseShell } from '../../../src/formats/shell/parse.ts';

const check = (text: string, options?: FlyOptions) => checkFlyCommands(parseShell(text), options);
const codes = (text: string, options?: FlyOptions) =>
  check(text, options).map(({ code }) => code.slice('fly-command/'.length));

function mended(text: string, options?: FlyOptions): string {
  return applyEdits(
    text,
    check(text, options).flatMap(({ fixes }) => fixes?.find(({ safe }) => safe)?.edits ?? []),
  );
}

test.each([
  ['fly open', 'fly apps open'],
  ['fly depoly --remote-onyl', 'fly deploy --remote-onyl'],
  ['fly deploy --remote-onyl --ha=false', 'fly deploy --remote-only --ha=false'],
  ['fly deploy --ha false', 'fly deploy --ha=false'],
  ['fly status -app x', 'fly status --app x'],
  ['fly deploy --strategy blue-green', 'fly deploy --strategy bluegreen'],
  ['fly ssh console -C "rm -f /data/*.lock"', `fly ssh console -C "sh -c 'rm -f /data/*.lock'"`],
  ["fly ssh console -C 'cat a | wc'", `fly ssh console -C 'sh -c "cat a | wc"'`],
  ['fly ssh console -C bash < a', 'fly ssh console -C "bash -s" < a'],
  ['fly ssh console -C "sh" < a', 'fly ssh console -C "sh -s" < a'],
])('%s is mended to %s', (wrong, right) => {
  expect(mended(wrong)).toBe(right);
});

test.each([
  ['fly volumes create d -a x -r iad', 'fly volumes create d -a x -r iad -y'],
  ['fly machine update <id> --vm-memory 2048', 'fly machine update <id> --vm-memory 2048 -y'],
  ['fly logs -a x', 'fly logs --no-tail -a x'],
])('where nobody watches, %s is mended to %s', (wrong, right) => {
  expect(mended(wrong, { watched: false })).toBe(right);
});

test('a safe fix leaves nothing of what it mends', () => {
  for (const { code, examples, options } of flyCommandRules) {
    for (const { wrong } of examples) {
      const safe = check(wrong, options).some(({ fixes }) => fixes?.some((fix) => fix.safe));
      if (safe)
        expect(
          check(mended(wrong, options), options).map((finding) => finding.code),
          wrong,
        ).not.toContain(code);
    }
  }
});

describe('one mistake is one finding', () => {
  test.each([
    ['fly depoly --bogus a b c', ['unknown-command']],
    ['fly status --aap my-app', ['unknown-flag']],
    ['fly status -app my-app', ['single-dash']],
    ['fly deploy --ha false .', ['bool']],
    ['fly machine bogus --x', ['unknown-command']],
    ['fly volumes create d -a x --size big --vm-memory 100', ['value', 'memory']],
    ['fly deploy --bogus --regions xyz', ['unknown-flag', 'region']],
  ])('%s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe('what is known only at run time is let be', () => {
  test.each([
    'fly $COMMAND --x',
    'fly deploy $OPTIONS',
    'fly volumes create $ARGS -a x',
    'fly volumes create "$NAME" --size "$SIZE" -a x --region $REGION',
    'fly machine restart $(fly machine list -q)',
    'fly machine restart "$@"',
    'fly scale count <count>',
    'fly scale memory $MEMORY',
    'fly ssh console -C "$COMMAND"',
    'fly ssh console -C "ls $DIR"',
    'fly proxy $PORT:3000',
    'fly ips release <address>',
    'echo fly depoly',
    './butterfly depoly',
  ])('%s', (text) => {
    expect(check(text)).toEqual([]);
  });
});

describe('commands are found behind others', () => {
  test.each([
    'sudo fly depoly',
    'env A=1 fly depoly',
    'timeout 10 fly depoly',
    'ID=$(fly depoly)',
    'if ! fly depoly; then ls; fi',
  ])('%s', (text) => {
    expect(codes(text)).toEqual(['unknown-command']);
  });
});

describe('where nobody watches', () => {
  test.each([
    'fly logs | head -5',
    'timeout 5 fly logs',
    'fly proxy 3000 &',
    'fly volumes create --help',
    'fly volumes create d -a x $OPTIONS',
    'fly scale count 1 --yes',
    'fly ips allocate-v4 --shared',
    'fly wireguard list',
  ])('%s needs nobody', (text) => {
    expect(check(text, { watched: false })).toEqual([]);
  });

  test('a step with a terminal may ask', () => {
    expect(check('fly ssh console', { watched: false, interactive: true })).toEqual([]);
    expect(check('fly ssh console')).toEqual([]);
  });

  test('a background step may go on', () => {
    expect(check('fly proxy 3000:3000 -a x', { watched: false, background: true })).toEqual([]);
  });
});

describe('secrets', () => {
  test.each([
    ['fly secrets set A=- < a\nfly secrets set B=- -a x < b', []],
    ['fly secrets set A=- < a\nfly deploy\nfly secrets set B=- < b', []],
    ['if a; then fly secrets unset A; else fly secrets unset B; fi', []],
    ['fly secrets unset A\nls\nfly secrets unset B\nfly secrets unset C', ['restarts']],
  ])('%s restarts %s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('a value that looks like a secret is graver than one that does not', () => {
    expect(check('fly secrets set API_KEY=x MODE=y').map(({ severity }) => severity)).toEqual([
      'warning',
      'info',
    ]);
  });
});

test('a finding stands where the mistake stands', () => {
  const text = 'fly ssh console -C "ls /data && cat x"\nfly deploy --strategy=fast\n';
  expect(check(text).map(({ start, end }) => text.slice(start, end))).toEqual(['&&', 'fast']);
});
