import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
      { step: 'done', will: 'unknown', why: 'check', reversible: true, asks: false },
      { step: 'asks', will: 'unknown', asks: true, reversible: false },
      { step: 'unknown', will: 'run', unknown: ['machine-id'] },
      { step: 'env', will: 'skip', why: 'left-out' },
    ]);
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
  expect(exit).toBe(0);
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

test('diagnose does not call a problem absent where the program that would tell is missing', async () => {
  const symptom = (id: string, shell: string) => ({ id, title, source, test: { shell: [shell] } });
  const remedy = { en: 'Get it.', it: 'Procurarselo.' };
  const at = await ground([plan([step('one', 'true')])], {
    symptoms: [
      symptom('piped', 'no-such-program logs | grep trouble'),
      symptom('within', 'log=$(no-such-program logs | tail -1)\ngrep trouble <<< "$log"'),
      symptom('file', 'grep trouble no-such-program.toml'),
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
  writeFileSync(join(bin, 'tool'), '#!/bin/sh\n[ "$1" = version ] && echo tool v1.9\n', { mode: 0o755 });
  const { exit, out } = await at.run(['doctor'], { env: { PATH: `${bin}:${process.env.PATH}` } });
  expect(exit).toBe(1);
  expect(out).toContain('x no-such-program  is not on the PATH\n    Get it.\n');
  expect(out).toContain('! tool  is 1.9; the guide is checked against 2.0\n    Get it.\n');
  expect(out).toContain('x tool  nobody is logged in\n    Log in.\n');
});

describe('an exported script', () => {
  const whole = () =>
    plan(
      [
        step('move', 'mkdir -p in; cd in; export X=kept; test -n "$TOKEN"', {}),
        step('checked', 'echo checked >> effects', {
          check: { shell: ['grep -qx checked effects'] },
          undo: { shell: ['echo un-checked >> effects'] },
        }),
        {
          ...step('file', ''),
          action: { write: { path: 'conf/app.toml', text: ['it\'s "', { var: 'app' }, '" $HOME\nEND\n'] } },
        },
        step('capture', 'echo "id is m-1"', { capture: { name: 'machine-id', pattern: 'id is (\\S+)' } }),
        {
          ...step('use', ''),
          action: { run: { shell: ['echo "', { var: 'machine-id' }, ' $X" >> effects'] } },
        },
        { ...step('far', ''), action: { run: { shell: ['echo far >> ', { var: 'app' }], on: 'machine' } } },
        step('flaky', 'echo try >> tries; test $(wc -l < tries) -ge 2', { retries: 1 }),
        step('server', 'touch up; sleep 30', { background: true, ready: 'delay:1s' }),
        step('last', 'echo last >> effects', { expect: { text: ['nothing'], match: 'glob' } }),
      ],
      {
        variables: [variable('app', 'mine'), variable('machine-id')],
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
    expect(linesOf(join(at.work, 'in', 'effects'))).toEqual(['checked', 'm-1 kept', 'last']);
    expect(linesOf(join(at.work, 'in', 'conf', 'app.toml'))).toEqual(['it\'s "yours" $HOME', 'END']);
    expect(linesOf(join(at.work, 'in', 'yours'))).toEqual(['far']);
    expect(existsSync(join(at.work, 'in', 'up'))).toBe(true);
    run();
    expect(linesOf(join(at.work, 'in', 'effects')).filter((line) => line === 'checked')).toHaveLength(1);
  });

  test('is shell that reads well to bash itself', async () => {
    const at = await ground([whole()]);
    const { out } = await at.run(['export', 'try']);
    execFileSync('bash', ['-n'], { input: out });
    expect(out).toContain('# 2. Do checked');
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
