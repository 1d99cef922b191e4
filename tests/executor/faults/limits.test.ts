import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanDraft, StepDraft } from '../../../src/runbook/plan.ts';
import { type Ended, ground } from '../support/ground.ts';
import { plan, secret, step, variable } from '../support/plans.ts';

/** What is said in words, and not by where our own code broke. */
function expectWords({ out, err }: Ended): void {
  expect(out + err).not.toMatch(/\n\s+at |RangeError|TypeError|ERR_|node:/);
}

const write = (path: string): StepDraft => ({ ...step('one', ''), action: { write: { path, text: ['x'] } } });

describe('what no clock or memory can hold is refused when the plan is read', () => {
  test.each<[string, Partial<StepDraft>, Partial<PlanDraft>]>([
    [
      'a time limit of more than 24 days',
      { action: { run: { shell: ['touch ran'], timeout: 2 ** 31 } } },
      {},
    ],
    ['that of a check', { check: { shell: ['false'], timeout: 1e15 } }, {}],
    ['a delay of as much', { background: true, ready: 'delay:2147484s' }, {}],
    ['a secret of no bytes', {}, { secrets: [secret('KEY', { generate: { bytes: 0, encoding: 'hex' } })] }],
    ['a secret of less', {}, { secrets: [secret('KEY', { generate: { bytes: -5, encoding: 'hex' } })] }],
    [
      'a secret of gigabytes',
      {},
      { secrets: [secret('KEY', { generate: { bytes: 2 ** 32, encoding: 'hex' } })] },
    ],
  ])('%s', async (_, one, more) => {
    const at = await ground([plan([step('one', 'touch ran; : "$KEY"', one)], more)]);
    const told = await at.run(['run', 'try', '--yes', '--rehearse']);
    expect(told.exit).toBe(3);
    expectWords(told);
    expect(told.err).toMatch(/one|KEY/);
  });
});

describe('a pattern that would never come to an end is ended', () => {
  const evil = '(a+)+$';
  const text = `${'a'.repeat(40)}!`;
  test('where a value is captured', async () => {
    const first = step('one', `echo ${text}`, { capture: { name: 'x', pattern: evil } });
    const at = await ground([plan([first], { variables: [variable('x')] })]);
    const told = await at.run(['run', 'try', '--yes']);
    expect(told.exit).toBe(1);
    expectWords(told);
    expect(told.out).toContain('takes too long');
  });

  test('where an output is expected', async () => {
    const at = await ground([
      plan([step('one', `echo ${text}`, { expect: { text: [`^${evil}`], match: 'regex' } })]),
    ]);
    const told = await at.run(['run', 'try', '--yes']);
    expect(told.exit).toBe(1);
    expectWords(told);
  });

  test('where a value is given', async () => {
    const at = await ground([plan([step('one', 'true')], { variables: [variable('x', 'a', evil)] })]);
    const told = await at.run(['run', 'try', '--yes', '--var', `x=${'a'.repeat(40)}-`]);
    expect(told.exit).toBe(2);
    expectWords(told);
  });
});

describe('a file is written only where a file may stand', () => {
  test('not through a pipe with a name, which would be waited for without end', async () => {
    const at = await ground([plan([write('pipe')])]);
    execFileSync('mkfifo', [join(at.work, 'pipe')]);
    const told = await at.run(['run', 'try', '--yes']);
    expect(told.exit).toBe(1);
    expectWords(told);
    expect(told.out).toContain(join(at.work, 'pipe'));
  });

  test('not in the place of a folder', async () => {
    const at = await ground([plan([write('place')])]);
    mkdirSync(join(at.work, 'place'));
    const told = await at.run(['run', 'try', '--yes']);
    expect(told.exit).toBe(1);
    expectWords(told);
  });

  test('and no folder is made for it behind a link that leads elsewhere', async () => {
    const at = await ground([plan([write('out/deep/er/file')])]);
    mkdirSync(join(at.folder, 'outside'));
    symlinkSync(join(at.folder, 'outside'), join(at.work, 'out'));
    const told = await at.run(['run', 'try', '--yes']);
    expect(told.exit).toBe(1);
    expectWords(told);
    expect(existsSync(join(at.folder, 'outside', 'deep'))).toBe(false);
  });
});

test('a step that leaves an empty PATH behind makes the next one fail in words, and the run goes on from there', async () => {
  const at = await ground([plan([step('one', 'export PATH='), step('two', 'ls')])]);
  const told = await at.run(['run', 'try', '--yes']);
  expect(told.exit).toBe(1);
  expectWords(told);
  expect(told.out).toContain('status 127');
});

test.each(['1', '3', '199'])('BASH_XTRACEFD=%s in the environment changes nothing', async (BASH_XTRACEFD) => {
  const at = await ground([plan([step('one', 'set -x; export X=kept'), step('two', 'echo "X=$X" > told')])]);
  const told = await at.run(['run', 'try', '--yes'], { env: { BASH_XTRACEFD } });
  expect(told.exit, told.out + told.err).toBe(0);
  expect(execFileSync('cat', [join(at.work, 'told')], { encoding: 'utf8' })).toBe('X=kept\n');
});

/** An address at which nobody listens any more. */
async function silentAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

test.each<[string, () => Promise<string>, string]>([
  ['a port where nobody listens', silentAddress, 'nobody answers there'],
  ['a port that is none for pages', async () => 'http://127.0.0.1:1/', 'bad port'],
  ['a host that there is not', async () => 'http://no-such-host.invalid/', 'there is no such host'],
])('plans at %s cannot be reached, and why is said', async (_, find, why) => {
  const address = await find();
  const at = await ground([plan([step('one', 'touch ran')])]);
  const told = await at.run(['run', 'try', '--yes', '--plans', address]);
  expect(told.exit).toBe(1);
  expectWords(told);
  expect(told.err).toContain(why);
  expect(told.err).not.toContain('fetch failed');
});
