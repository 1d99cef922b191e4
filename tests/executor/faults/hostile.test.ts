import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Plan, StepDraft } from '../../../src/runbook/plan.ts';
import { ground } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';

const harmless = plan([step('one', 'touch ran')]);

describe('a hostile plan is refused before anything runs', () => {
  const write = (path: string): StepDraft => ({
    ...step('one', ''),
    action: { write: { path, text: ['x'] } },
  });
  test.each<[string, () => unknown]>([
    ['whose digest is not its own', () => ({ ...harmless, requires: ['true'] })],
    [
      'with a step’s name that is a path',
      () => ({ ...harmless, steps: [{ ...harmless.steps[0], id: '../../x' }] }),
    ],
    ['that writes above its folder', () => plan([write('../x')])],
    ['that writes to the root', () => plan([write('/etc/x')])],
    ['that hides .. in the middle', () => plan([write('a/../../x')])],
    ['that has a step twice', () => plan([step('one', 'touch ran'), step('one', 'touch ran')])],
    [
      'that names a variable which it does not have',
      () => plan([{ ...step('one', ''), action: { run: { shell: [{ var: 'other' }] } } }]),
    ],
    [
      'whose pattern is none',
      () =>
        plan([step('one', 'touch ran', { capture: { name: 'x', pattern: '(' } })], {
          variables: [variable('x')],
        }),
    ],
    ['with keys that nobody knows', () => ({ ...harmless, run: 'rm -rf /' })],
    ['of a later version', () => ({ ...harmless, version: 2 })],
    ['that is no plan', () => [1, 2, 3]],
  ])('%s', async (_, make) => {
    const at = await ground([harmless]);
    const made = make() as Plan;
    at.replace([{ ...harmless, digest: made.digest ?? harmless.digest }]);
    writeFileSync(join(at.plans, 'try.json'), JSON.stringify(made));
    for (const args of [
      ['run', 'try', '--yes'],
      ['plan', 'try'],
      ['export', 'try'],
    ]) {
      const { exit, err } = await at.run(args);
      expect(exit, err).toBe(3);
    }
    expect(existsSync(join(at.work, 'ran'))).toBe(false);
    expect(at.journals()).toEqual([]);
  });

  test('with 100,000 steps', { timeout: 60_000 }, async () => {
    const [one] = harmless.steps;
    const at = await ground([harmless]);
    const steps = Array.from({ length: 100_000 }, (_, index) => ({ ...one, id: `s${index}` }));
    writeFileSync(join(at.plans, 'try.json'), JSON.stringify({ ...harmless, steps }));
    const { exit } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(3);
    expect(existsSync(join(at.work, 'ran'))).toBe(false);
  });

  test('whose index names a file elsewhere', async () => {
    const at = await ground([harmless]);
    const index = JSON.parse(readFileSync(join(at.plans, 'index.json'), 'utf8'));
    index.plans[0].file = '../plans/try.json';
    writeFileSync(join(at.plans, 'index.json'), JSON.stringify(index));
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(3);
  });

  test('that writes through a link which leads elsewhere', async () => {
    const at = await ground([
      plan([{ ...step('one', ''), action: { write: { path: 'out/file', text: ['x'] } } }]),
    ]);
    mkdirSync(join(at.folder, 'outside'));
    symlinkSync(join(at.folder, 'outside'), join(at.work, 'out'));
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    expect(existsSync(join(at.folder, 'outside', 'file'))).toBe(false);
  });
});

test.each([
  ['app', '$(touch ran)'],
  ['app', 'a b'],
  ['app', '../x'],
  ['app', "x'; touch ran; '"],
  ['app', 'x\ny'],
])(
  'a value for %s that breaks its rule or would mean something to a shell is refused: %j',
  async (name, value) => {
    const shell = { ...step('one', ''), action: { run: { shell: ['echo ', { var: 'app' }] } } };
    const at = await ground([plan([shell], { variables: [variable('app', 'mine', '[^/]*')] })]);
    const { exit, err } = await at.run(['run', 'try', '--yes', '--var', `${name}=${value}`]);
    expect(exit).toBe(2);
    expect(err).toContain('app cannot be');
    expect(existsSync(join(at.work, 'ran'))).toBe(false);
  },
);

describe('a plan from an address', () => {
  async function serve(at: Awaited<ReturnType<typeof ground>>): Promise<string> {
    const server = createServer((request, response) => {
      response.end(readFileSync(join(at.plans, (request.url ?? '').slice(1))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test('is shown, and runs only when its digest is trusted; --yes does not mean that', async () => {
    const at = await ground([harmless]);
    const address = await serve(at);
    const shown = await at.run(['run', 'try', '--yes', '--plans', address]);
    expect(shown.exit).toBe(3);
    expect(shown.out).toContain('touch ran');
    expect(shown.err).toContain(`--trust ${harmless.digest}`);
    expect((await at.run(['run', 'try', '--yes', '--plans', address, '--trust', 'f'.repeat(64)])).exit).toBe(
      3,
    );
    expect(existsSync(join(at.work, 'ran'))).toBe(false);
    expect((await at.run(['run', 'try', '--yes', '--plans', address, '--trust', harmless.digest])).exit).toBe(
      0,
    );
    expect(existsSync(join(at.work, 'ran'))).toBe(true);
  });

  test('that does not answer is named', async () => {
    const at = await ground([harmless]);
    const { exit, err } = await at.run(['run', 'try', '--yes', '--plans', 'http://127.0.0.1:1/']);
    expect(exit).toBe(1);
    expect(err).toContain('http://127.0.0.1:1/index.json');
  });
});
