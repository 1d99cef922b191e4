import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ground, ground, until } from '../support/ground.ts';
import { plan, secret, step, variable } from '../support/plans.ts';

const token = 'canary-7f3a"9&/+ß-token';
const key = '-----BEGIN KEY-----\ncanaryAAAABBBBCCCC1111\ncanaryDDDDEEEEFFFF2222\n-----END KEY-----';
const word = 'ab12';
const environment = { TOKEN: token, KEY: key, WORD: word };

/** What no file, screen or argument may hold: every canary, in every disguise that a program may give it. */
const canaries = [
  token,
  JSON.stringify(token).slice(1, -1),
  encodeURIComponent(token),
  Buffer.from(token).toString('base64'),
  Buffer.from(token).toString('hex'),
  ...key.split('\n').filter((line) => line.startsWith('canary')),
  Buffer.from(key).toString('base64').slice(0, 60),
];

const leak = [
  'printf "%s\\n" "$TOKEN" "$KEY"',
  'printf "%s" "$TOKEN" | head -c 9; sleep 0.2; printf "%s\\n" "$TOKEN" | tail -c +10',
  'printf "%s" "$TOKEN" | base64; printf "%s" "$TOKEN" | od -An -v -tx1 | tr -d " \\n"; echo',
  'printf "%s" "$KEY" | base64',
  `node -e 'console.log(JSON.stringify({token: process.env.TOKEN}), encodeURIComponent(process.env.TOKEN))'`,
  'printf "\\033[1m%s\\033[0m%s\\n" "$(printf %s "$TOKEN" | head -c 12)" "$(printf %s "$TOKEN" | tail -c +13)"',
  'echo "a word like cab123 stays, but $WORD goes" >&2',
].join('\n');

function leakyPlan() {
  return plan([step('leak', leak, { expect: { text: ['something else'], match: 'exact' }, retries: 1 })], {
    id: 'leak',
    secrets: [secret('TOKEN'), secret('KEY'), secret('WORD')],
  });
}

function carryingPlan() {
  return plan(
    [
      step('export', 'export HEADER="Bearer $TOKEN" PLAIN=kept'),
      step(
        'use',
        'test "$HEADER" = "Bearer $TOKEN"; test "$PLAIN" = kept; echo used; touch here; until test -e "$GO"; do sleep 0.01; done',
      ),
      step('capture', 'echo "value: $TOKEN"', { capture: { name: 'taken', pattern: 'value: (.*)' } }),
    ],
    {
      id: 'carry',
      secrets: [secret('TOKEN'), secret('KEY'), secret('WORD')],
      variables: [variable('taken', undefined, '.*')],
    },
  );
}

/** Returns every file below the ground, whole, but for the plans. */
function everything(at: Ground): string {
  return readdirSync(at.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

function expectNoCanary(text: string): void {
  for (const canary of canaries)
    expect(text.includes(canary), `${canary.slice(0, 12)}… in ${text.slice(0, 300)}`).toBe(false);
}

describe('a secret', () => {
  test.each([
    ['plainly', []],
    ['as events', ['--json']],
  ])('that a step prints is on no screen and in no file, told %s', async (_, options) => {
    const at = await ground([leakyPlan()]);
    const { exit, out, err } = await at.run(['run', 'leak', '--yes', ...options], { env: environment });
    expect(exit).toBe(1);
    expect(out).toContain('[secret]');
    expect(out).toContain('a word like cab123 stays, but [secret] goes');
    expectNoCanary(out + err + everything(at));
  });

  test('of short lines shows none of them in what was expected and what came', async () => {
    const at = await ground([
      plan([step('leak', 'echo "$LINES"', { expect: { text: ['other'], match: 'exact' } })], {
        secrets: [secret('LINES')],
      }),
    ]);
    const { out } = await at.run(['run', 'try', '--yes'], { env: { LINES: 'canary\nvwxyz\nklmno' } });
    expect(out).toContain('+ [secret]');
    expect(out + everything(at)).not.toMatch(/canary|vwxyz|klmno/);
  });

  test('that a step changes stays one', async () => {
    const change = "export TOKEN=$(printf 'canary-%s' tomorrow)";
    const at = await ground([
      plan([step('change', change), step('show', 'echo "now $TOKEN"')], { secrets: [secret('TOKEN')] }),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes'], { env: environment });
    expect(exit).toBe(0);
    expect(out).toContain('now [secret]');
    expect(out + everything(at)).not.toContain('canary-tomorrow');
  });

  test('goes on from step to step in memory alone, and is captured by nothing', async () => {
    const at = await ground([carryingPlan()]);
    const { exit, out, err } = await at.run(['run', 'carry', '--yes'], { env: { ...environment, GO: '/' } });
    expect(exit, out).toBe(1);
    expect(out).toContain('used');
    expect(at.records().find((record) => record.type === 'end')).toMatchObject({
      withheld: ['HEADER'],
      environment: { set: { PLAIN: 'kept' } },
    });
    expectNoCanary(out + err + everything(at));
    const told = await Promise.all(
      [
        ['status'],
        ['report', '--format', 'md'],
        ['report', '--format', 'json'],
        ['report', '--format', 'junit'],
        ['plan', 'carry'],
        ['show', 'carry'],
        ['export', 'carry'],
        ['runs', '--json'],
      ].map((args) => at.run(args, { env: environment })),
    );
    for (const { out: text, err: complaint } of told) expectNoCanary(text + complaint);
  });

  test('stands in no argument of any process while a run is under way', async () => {
    const at = await ground([carryingPlan()]);
    const { ended } = at.start(['run', 'carry', '--yes'], {
      env: { ...environment, GO: join(at.work, 'go') },
    });
    await until(() => readdirSync(at.work).includes('here'));
    const list = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        } catch {
          return '';
        }
      });
    expect(list.some((words) => words.includes('carry'))).toBe(true);
    expectNoCanary(list.join('\n'));
    writeFileSync(join(at.work, 'go'), '');
    await ended;
  });

  test('leaves no core: a step cannot dump one, nor can the executor’s memory be in one', async () => {
    const at = await ground([plan([step('limit', 'ulimit -c; cat /proc/$PPID/coredump_filter')])]);
    const { out } = await at.run(['run', 'try', '--yes']);
    expect(out).toMatch(/\n0\n0+\n/);
  });

  test('that is not given is refused by name, made in a rehearsal, and left out where it may be', async () => {
    const secrets = [
      secret('TOKEN'),
      secret('SPARE', { optional: true }),
      secret('MADE', { generate: { bytes: 16, encoding: 'hex' } }),
    ];
    const at = await ground([
      plan(
        [
          step(
            'look',
            'for name in TOKEN SPARE MADE; do printf %s "$(printenv $name)" | wc -c; done | paste -sd" "',
          ),
        ],
        { secrets },
      ),
    ]);
    const refused = await at.run(['run', 'try', '--yes']);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('The secret TOKEN is missing');
    const rehearsed = await at.run(['run', 'try', '--yes', '--rehearse']);
    expect(rehearsed.exit, rehearsed.err).toBe(0);
    expect(rehearsed.out).toContain('TOKEN is made up for the rehearsal');
    expect(rehearsed.out).toContain('SPARE is not given');
    expect(rehearsed.out).toMatch(/\n\d\d 0 32\n/);
  });
});

test('nothing of this is found by accident: the canaries are in the step’s output', () => {
  const text = execFileSync('bash', ['-c', leak], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  for (const canary of canaries.slice(0, 5)) expect(text).toContain(canary);
});
