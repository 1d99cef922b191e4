import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isOnPath } from '../../../src/executor/commands/preflight.ts';
import { ground, linesOf } from '../support/ground.ts';
import { plan, secret, step, variable } from '../support/plans.ts';

const source = { en: { page: '/trouble/#lock', file: 'trouble.mdx', line: 3 } };
const title = { en: 'Locked', it: 'Bloccato' };

test('list as JSON is an array of objects with an id', async () => {
  const at = await ground([plan([step('one', 'true')]), plan([step('one', 'true')], { id: 'other' })]);
  const { exit, out } = await at.run(['list', '--json', '--lang', 'it']);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ id: 'try', title: 'Provalo', steps: 1 }, { id: 'other' }]);
});

describe('plan', () => {
  const touching = () =>
    plan(
      [
        step('done', 'touch ran-run', {
          check: { shell: ['touch ran-check; true'] },
          undo: { shell: ['touch ran-undo'] },
        }),
        step('asks', 'touch ran-asks', { confirm: true, check: { shell: ['false'] } }),
        { ...step('unknown', ''), action: { run: { shell: ['touch ran-', { var: 'machine-id' }] } } },
        step('env', 'touch ran-env', { always: true }),
      ],
      { variables: [variable('machine-id')] },
    );

  test('prints every line of shell, checks and undos too, and runs none', async () => {
    const at = await ground([touching()]);
    const { exit, out } = await at.run(['plan', 'try']);
    expect(exit).toBe(0);
    for (const line of [
      'touch ran-run',
      'touch ran-check; true',
      'touch ran-undo',
      'touch ran-asks',
      'touch ran-<machine-id>',
      'touch ran-env',
    ]) {
      expect(out).toContain(`$ ${line}`);
    }
    expect(execFileSync('ls', [at.work], { encoding: 'utf8' })).toBe('');
  });

  test('says what would happen to each step and why', async () => {
    const at = await ground([touching()]);
    const { out } = await at.run(['plan', 'try', '--json', '--skip', 'env']);
    expect(JSON.parse(out)).toMatchObject([
      {
        step: 'done',
        will: 'unknown',
        why: 'check',
        reversible: true,
        asks: false,
        run: { shell: 'touch ran-run' },
        check: { shell: 'touch ran-check; true' },
        undo: { shell: 'touch ran-undo' },
      },
      { step: 'asks', will: 'unknown', asks: true, reversible: false },
      { step: 'unknown', will: 'run', unknown: ['machine-id'] },
      { step: 'env', will: 'skip', why: 'left-out' },
    ]);
  });

  test('prints how the machine is reached, which is a line of shell too', async () => {
    const far = { ...step('far', ''), action: { run: { shell: ['id'], on: 'machine' as const } } };
    const at = await ground([
      plan([far], { machine: ['reach ', { var: 'app' }], variables: [variable('app', 'mine')] }),
    ]);
    expect((await at.run(['plan', 'try'])).out).toContain(' $ reach mine\n');
    const told = await at.run(['plan', 'try', '--json']);
    expect(JSON.parse(told.out)).toMatchObject([{ run: { shell: 'id', on: 'machine', by: 'reach mine' } }]);
  });

  test('with --probe runs the checks of the steps that are asked about, and no others', async () => {
    const at = await ground([touching()]);
    await at.run(['plan', 'try', '--probe', '--skip', 'done']);
    expect(existsSync(join(at.work, 'ran-check'))).toBe(false);
  });

  test('with --probe runs nothing of a plan from an address that nobody has vouched for', async () => {
    const at = await ground([touching()]);
    const served = createServer((request, response) =>
      response.end(readFileSync(join(at.plans, basename(request.url ?? '')))),
    );
    await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void served.close());
    const { port } = served.address() as AddressInfo;
    const plans = ['--plans', `http://127.0.0.1:${port}`];
    const refused = await at.run(['plan', 'try', '--probe', ...plans]);
    expect(refused.exit).toBe(3);
    expect(existsSync(join(at.work, 'ran-check'))).toBe(false);
    const { digest } = JSON.parse(readFileSync(join(at.plans, 'try.json'), 'utf8'));
    expect((await at.run(['plan', 'try', '--probe', ...plans, '--trust', digest])).exit).toBe(0);
    expect(existsSync(join(at.work, 'ran-check'))).toBe(true);
  });

  test('with --probe runs the checks alone', async () => {
    const at = await ground([touching()]);
    const { out } = await at.run(['plan', 'try', '--json', '--probe']);
    expect(JSON.parse(out)).toMatchObject([
      { will: 'skip', why: 'done' },
      { will: 'run' },
      { will: 'run' },
      { will: 'run', why: 'always' },
    ]);
    expect(execFileSync('ls', [at.work], { encoding: 'utf8' })).toBe('ran-check\n');
  });
});

test('diagnose says which problems are present, with the page and the runbook that mends each', async () => {
  const symptom = (id: string, shell: string, more = {}) => ({
    id,
    title,
    source,
    test: { shell: [shell] },
    ...more,
  });
  const at = await ground([plan([step('one', 'true')], { id: 'fix-lock' })], {
    symptoms: [
      symptom('lock', 'test -e lock', { mends: 'fix-lock' }),
      symptom('other', 'false'),
      symptom('far', 'x', { test: { shell: ['true'], on: 'machine' } }),
    ],
    machine: ['echo nobody is there'],
    site: 'https://guide.example/base/',
  });
  writeFileSync(join(at.work, 'lock'), '');
  const { exit, out } = await at.run(['diagnose']);
  expect(exit).toBe(1);
  expect(out).toContain(
    'PRESENT      Locked\n    More in the guide: https://guide.example/base/trouble/#lock\n    To fix it: runbook run fix-lock\n',
  );
  const told = await at.run(['diagnose', '--json', '--lang', 'it']);
  expect(JSON.parse(told.out)).toMatchObject([
    { symptom: 'lock', title: 'Bloccato', present: true },
    { symptom: 'other', present: false },
    { symptom: 'far', present: 'unknown' },
  ]);
});

test('diagnose says which values it looks with, and carries them into the command that mends', async () => {
  const at = await ground(
    [
      plan([{ ...step('one', ''), action: { run: { shell: ['echo ', { var: 'app' }] } } }], {
        id: 'fix-lock',
        variables: [variable('app', 'mine')],
      }),
    ],
    {
      symptoms: [
        {
          id: 'lock',
          title,
          source,
          mends: 'fix-lock',
          test: { shell: ['test ', { var: 'app' }, ' = yours -a ', { var: 'region' }, ' = lhr'] },
        },
      ],
      variables: [variable('app', 'mine'), variable('region', 'iad')],
    },
  );
  const world = join(at.folder, 'my world');
  const options = ['--var', 'app=yours', '--var', 'region=lhr', '--world', world];
  const { out } = await at.run(['diagnose', ...options]);
  expect(out).toContain('Looking with app=yours, region=lhr.');
  expect(out).toContain(`To fix it: runbook run fix-lock --var app=yours --world '${world}'\n`);
});

test('diagnose does not call a problem absent where the program that would tell is missing', async () => {
  const symptom = (id: string, shell: string) => ({ id, title, source, test: { shell: [shell] } });
  const remedy = { en: 'Get it.', it: 'Procurarselo.' };
  const at = await ground([plan([step('one', 'true')])], {
    symptoms: [
      symptom('piped', 'no-such-program logs | grep trouble'),
      symptom('within', 'log=$(no-such-program logs | tail -1)\ngrep trouble <<< "$log"'),
      symptom('file', 'test -e no-such-program.toml'),
    ],
    demands: [{ program: 'no-such-program', remedy }],
  });
  const { out } = await at.run(['diagnose', '--json']);
  expect(JSON.parse(out)).toMatchObject([
    { symptom: 'piped', present: 'unknown' },
    { symptom: 'within', present: 'unknown' },
    { symptom: 'file', present: false },
  ]);
});

test('doctor without bash asks the programs nothing, and says what to install', async () => {
  const remedy = { en: 'Get it.', it: 'Procurarselo.' };
  const version = { shell: 'tool version', pattern: 'v(\\S+)' };
  const at = await ground([plan([step('one', 'true')])], { demands: [{ program: 'tool', version, remedy }] });
  const bin = join(at.folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'tool'), '#!/bin/sh\ntouch asked\n', { mode: 0o755 });
  const { exit, out, err } = await at.run(['doctor'], { env: { PATH: bin } });
  expect({ exit, err }).toEqual({ exit: 1, err: '' });
  expect(out).toContain('bash  is not on the PATH\n    Install bash');
  expect(out).toContain('tool  in order');
});

test('doctor knows what is missing, too old or logged out, with a remedy for each', async () => {
  const remedy = { en: 'Get it.', it: 'Procurarselo.' };
  const at = await ground([plan([step('one', 'true')])], {
    demands: [
      { program: 'no-such-program', remedy },
      {
        program: 'tool',
        version: { shell: 'tool version', pattern: 'v(\\S+)' },
        target: '2.0',
        login: 'tool whoami',
        remedy,
        loginRemedy: { en: 'Log in.', it: 'Accedere.' },
      },
    ],
  });
  const bin = join(at.folder, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'tool'),
    '#!/bin/sh\n[ "$1" = version ] && echo tool v1.9 || { echo not signed in >&2; exit 1; }\n',
    { mode: 0o755 },
  );
  const { exit, out } = await at.run(['doctor'], { env: { PATH: `${bin}:${process.env.PATH}` } });
  expect(exit).toBe(1);
  expect(out).toContain('x no-such-program  is not on the PATH\n    Get it.\n');
  expect(out).toContain('! tool  is 1.9; the guide is checked against 2.0\n    Get it.\n');
  expect(out).toContain('x tool  does not reach your account: not signed in\n    Log in.\n');
});

describe('an exported script', () => {
  const whole = () =>
    plan(
      [
        step('move', 'mkdir -p in; cd in; export X=kept', { always: true }),
        step('token', 'test -n "$TOKEN"'),
        step('checked', 'echo checked >> effects', {
          check: { shell: ['test -e effects && grep -qx checked effects'] },
          undo: { shell: ['echo un-checked >> effects'] },
        }),
        {
          ...step('file', ''),
          action: { write: { path: 'conf/app.toml', text: ['it\'s "', { var: 'app' }, '" $HOME\nEND\n'] } },
        },
        step('capture', 'echo x >> asked; test "$(wc -l < asked)" -ge 2; echo "id is m-1"', {
          capture: { name: 'machine-id', pattern: 'id is (\\S+)' },
          retries: 2,
        }),
        step('made', 'echo v-1 > made; echo made v-1', {
          capture: { name: 'made-id', pattern: '(v-\\d)' },
          check: { shell: ['cat made'] },
          undo: { shell: ['rm made; echo gone ', { var: 'made-id' }, ' >> effects'] },
        }),
        {
          ...step('use', ''),
          action: { run: { shell: ['echo "', { var: 'machine-id' }, ' $X" >> effects'] } },
        },
        { ...step('far', ''), action: { run: { shell: ['echo far >> ', { var: 'app' }], on: 'machine' } } },
        step('flaky', 'echo try >> tries; test "$(wc -l < tries)" -ge 2', { retries: 1 }),
        step('ends', 'echo ends >> effects; exit 0'),
        step('server', 'touch up; sleep 0.2; echo listening; sleep 30', {
          background: true,
          ready: 'output:listening',
        }),
        step('last', 'echo last >> effects', { expect: { text: ['nothing'], match: 'glob' } }),
      ],
      {
        variables: [variable('app', 'mine'), variable('machine-id'), variable('made-id')],
        secrets: [secret('TOKEN', { generate: { bytes: 8, encoding: 'hex' } })],
        machine: ['sh -s'],
      },
    );

  test('does what the run does, and takes it back', { timeout: 60_000 }, async () => {
    const at = await ground([whole()]);
    const { exit, out: script } = await at.run(['export', 'try', '--var', 'app=yours', '--lang', 'it']);
    expect(exit).toBe(0);
    const run = (...args: string[]) =>
      execFileSync('bash', ['-s', ...args], {
        cwd: at.work,
        input: script,
        env: { PATH: process.env.PATH, SHLVL: '1' },
        encoding: 'utf8',
      });
    run();
    const first = ['checked', 'm-1 kept', 'ends', 'last'];
    expect(linesOf(join(at.work, 'in', 'effects'))).toEqual(first);
    expect(linesOf(join(at.work, 'in', 'conf', 'app.toml'))).toEqual(['it\'s "yours" $HOME', 'END']);
    expect(linesOf(join(at.work, 'in', 'yours'))).toEqual(['far']);
    expect(existsSync(join(at.work, 'in', 'up'))).toBe(true);
    run();
    expect(linesOf(join(at.work, 'in', 'effects'))).toEqual([...first, ...first.slice(1)]);
    run('undo');
    expect(linesOf(join(at.work, 'in', 'effects')).slice(-2)).toEqual(['gone v-1', 'un-checked']);
    expect(existsSync(join(at.work, 'in', 'made'))).toBe(false);
    expect(existsSync(join(at.work, 'in', 'conf', 'app.toml'))).toBe(false);
  });

  test('is shell that reads well to bash itself, and to shellcheck where that is here', async () => {
    const at = await ground([whole()]);
    const { out } = await at.run(['export', 'try']);
    execFileSync('bash', ['-n'], { input: out });
    expect(out).toContain('# 3. Do checked');
    const checkers = isOnPath('shellcheck', process.env) ? ['shellcheck'] : [];
    for (const checker of checkers) execFileSync(checker, ['-s', 'bash', '-'], { input: out });
  });

  test('has the steps alone that were asked for', async () => {
    const at = await ground([whole()]);
    const { out } = await at.run(['export', 'try', '--from', 'checked', '--skip', 'file']);
    expect(out).toContain('# 3. Do checked');
    expect(out).not.toContain('Do move');
    expect(out).not.toContain('app.toml');
  });
});

describe('a run that has been', () => {
  test('is listed, told of step by step, and reported in three forms', async () => {
    const at = await ground([plan([step('one', 'true'), step('two', 'exit 4'), step('three', 'true')])]);
    await at.run(['run', 'try', '--yes']);
    expect(JSON.parse((await at.run(['runs', '--json'])).out)).toMatchObject([
      { plan: 'try', standing: 'failed', done: 1 },
    ]);
    const status = JSON.parse((await at.run(['status', '--json'])).out);
    expect(status.steps).toMatchObject([
      { standing: 'done', exit: 0 },
      { standing: 'failed', exit: 4 },
      { standing: 'pending' },
    ]);
    expect((await at.run(['status'])).out).toMatch(/Do two {2}two {2}failed.*\n {6}Failed with status 4/);
    expect((await at.run(['report', '--format', 'md'])).out).toContain('| Do two | failed |');
    expect((await at.run(['report', '--format', 'junit'])).out).toContain(
      'tests="3" failures="1" skipped="1"',
    );
    expect(JSON.parse((await at.run(['report', '--format', 'json'])).out)).toMatchObject({
      plan: 'try',
      standing: 'failed',
    });
    expect((await at.run(['report', '--format', 'pdf'])).exit).toBe(2);
  });
});
