import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StepDraft } from '../../../src/runbook/plan.ts';
import { type Ground, ground, linesOf, until } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

/** Waits in a shell for as long as the test has not said that it may go on, having said that it is there. */
const wait = 'echo $$ >> here; until test -e on; do sleep 0.02; done';
const act = 'echo acted >> effects';
const acted = 'test -e effects && grep -qx acted effects';

/** What a run is at when it is interrupted: the step during which that is so. */
const stages: Record<string, Partial<StepDraft> & { shell: string }> = {
  'a step runs': { shell: `${wait}; ${act}`, check: { shell: [acted] } },
  'a check looks whether the step is done': { shell: act, check: { shell: [`${wait}; ${acted}`] } },
  'a check verifies that the step is done': {
    shell: act,
    check: { shell: [`test -e effects || exit 1; ${wait}; ${acted}`] },
  },
  'a step is to be tried again': {
    shell: `echo $$ >> here; test -e on; ${act}`,
    check: { shell: [acted] },
    retries: 9,
  },
  'a background step is waited for': {
    shell: `echo $$ >> here; until test -e on; do sleep 0.02; done; ${act}; echo ready; sleep 60`,
    background: true,
    ready: 'output:ready',
  },
};

function planOf({ shell, ...more }: Partial<StepDraft> & { shell: string }) {
  return plan([
    step('before', 'echo before >> order'),
    step('stage', shell, more),
    step('after', 'echo after >> order'),
  ]);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Nothing of the run is left, and when it may go on it comes to the end of an undisturbed one. */
async function expectResumable(at: Ground, args: string[] = ['resume', '--yes']): Promise<void> {
  expect(linesOf(join(at.work, 'here')).map(Number).filter(isAlive)).toEqual([]);
  writeFileSync(join(at.work, 'on'), '');
  const { exit, out, err } = await at.run(args);
  expect({ exit, err }, out).toEqual({ exit: 0, err: '' });
  expect(linesOf(join(at.work, 'effects'))).toEqual(['acted']);
  expect(linesOf(join(at.work, 'order'))).toEqual(['before', 'after']);
  expect(at.records().at(-1)).toMatchObject({ type: 'stop', outcome: 'finished' });
}

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  test.for(Object.entries(stages))(
    'while %s interrupts the run, which goes on from there',
    async ([, stage]) => {
      const at = await ground([planOf(stage)]);
      const { child, ended } = at.start(['run', 'try', '--yes']);
      await until(() => existsSync(join(at.work, 'here')));
      child.kill(signal);
      const { exit, out } = await ended;
      expect(exit, out).toBe(130);
      expect(out).toMatch(/resume try-/);
      expect(at.records().at(-1)).toMatchObject({ type: 'stop', outcome: 'interrupted' });
      await expectResumable(at);
    },
  );

  test('while it is taken back interrupts that, which goes on from there', async () => {
    const at = await ground([
      plan([
        step('first', 'echo first >> order', { undo: { shell: ['echo undone-first >> order'] } }),
        step('second', act, { check: { shell: [acted] }, undo: { shell: [`${wait}; rm effects`] } }),
      ]),
    ]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(0);
    const { child, ended } = at.start(['undo', '--yes']);
    await until(() => existsSync(join(at.work, 'here')));
    child.kill(signal);
    expect((await ended).exit).toBe(130);
    writeFileSync(join(at.work, 'on'), '');
    expect((await at.run(['undo', '--yes'])).exit).toBe(0);
    expect(existsSync(join(at.work, 'effects'))).toBe(false);
    expect(linesOf(join(at.work, 'order'))).toEqual(['first', 'undone-first']);
  });
});

describe('a terminal that is closed', () => {
  /** Runs a command line in a terminal of its own, which ends with the process that is returned. */
  function inTerminal(at: Ground, args: string[]) {
    const env = { HOME: at.folder, XDG_STATE_HOME: at.state, TEST_PLANS: at.plans, TERM: 'dumb' };
    const words = [process.execPath, at.program, ...args].map((word) => `'${word}'`).join(' ');
    return spawn('script', ['-qec', words, '/dev/null'], {
      cwd: at.work,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  }
  const atItsEnd = (at: Ground) => () => at.records().at(-1)?.type === 'stop';

  test('while a step runs interrupts the run, which goes on from there', async () => {
    const at = await ground([planOf(stages['a step runs'] ?? { shell: '' })]);
    const terminal = inTerminal(at, ['run', 'try', '--yes']);
    await until(() => existsSync(join(at.work, 'here')));
    terminal.kill('SIGKILL');
    await until(atItsEnd(at));
    await expectResumable(at);
  });

  test('while it waits for an answer interrupts the run, which goes on from there', async () => {
    const at = await ground([planOf({ shell: act, check: { shell: [acted] } })]);
    const terminal = inTerminal(at, ['run', 'try']);
    let shown = '';
    terminal.stdout?.on('data', (chunk) => {
      shown += chunk;
    });
    await until(() => shown.includes('[1/3]') && shown.includes('[Enter]'));
    terminal.kill('SIGKILL');
    await until(atItsEnd(at));
    await expectResumable(at);
  });
});
