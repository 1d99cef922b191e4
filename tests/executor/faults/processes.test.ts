import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ground, linesOf, until } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

/** Whether a process runs; one that is dead and not yet buried does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const deaf =
  "trap '' TERM; echo $$ > pid; (trap '' TERM; echo $BASHPID > child; while :; do sleep 0.1; done) & while :; do sleep 0.1; done";

function pids(work: string): number[] {
  return ['pid', 'child'].map((name) => Number(readFileSync(join(work, name), 'utf8')));
}

describe('a step that does not want to end', () => {
  test('is asked first, and then ended with everything it started, when its time is up', async () => {
    const at = await ground([
      plan([step('deaf', deaf, { action: { run: { shell: [deaf], timeout: 300 } } })]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(out).toContain('its time limit');
    expect(pids(at.work).map(isAlive)).toEqual([false, false]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is ended by %s, and the run says that it is interrupted',
    async (signal) => {
      const at = await ground([plan([step('deaf', deaf, { check: { shell: ['false'] } })])]);
      const { child, ended } = at.start(['run', 'try', '--yes']);
      await until(() => existsSync(join(at.work, 'child')));
      child.kill(signal);
      const { exit, out } = await ended;
      expect(exit).toBe(130);
      expect(out).toMatch(/resume try-/);
      expect(pids(at.work).map(isAlive)).toEqual([false, false]);
      expect(at.records().slice(-2)).toMatchObject([
        { type: 'end', step: 'deaf', outcome: 'interrupted' },
        { type: 'stop', outcome: 'interrupted' },
      ]);
    },
  );

  test('dies with an executor that is killed', async () => {
    const at = await ground([plan([step('deaf', deaf)])]);
    const { child, ended } = at.start(['run', 'try', '--yes']);
    await until(() => existsSync(join(at.work, 'child')));
    child.kill('SIGKILL');
    await ended;
    await until(() => !pids(at.work).some(isAlive));
  });

  test('is waited for by whoever resumes, before anything is decided', async () => {
    const slow = 'echo started > pid; sleep 0.4; echo done >> effects';
    const at = await ground([
      plan([step('slow', slow, { check: { shell: ['test -e effects && grep -q done effects'] } })]),
    ]);
    const { child, ended } = at.start(['run', 'try', '--yes']);
    await until(() => existsSync(join(at.work, 'pid')));
    child.kill('SIGKILL');
    await ended;
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['done']);
  });
});

describe('what a step leaves behind', () => {
  test('a grandchild that holds the pipe does not hold up the run, and ends with the step', async () => {
    const at = await ground([
      plan([
        step(
          'leaves',
          '(echo $BASHPID > child; exec sleep 60) & echo $$ > pid; until test -s child; do sleep 0.01; done',
        ),
        step('next', 'echo next'),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('next\n');
    expect(pids(at.work).map(isAlive)).toEqual([false, false]);
  });

  test('one that left the group is let go, and the run goes on', async () => {
    const at = await ground([
      plan([step('leaves', 'setsid sleep 3 & echo $! > child; echo $$ > pid'), step('next', 'echo next')]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('next\n');
  });

  test('a background step ends with everything it started when the run ends', async () => {
    const server = 'echo $$ > pid; (echo $BASHPID > child; exec sleep 60) & echo listening; wait';
    const at = await ground([
      plan([
        step('server', server, { background: true, ready: 'output:listening' }),
        step('use', 'kill -0 $(cat child); echo used'),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('used');
    expect(pids(at.work).map(isAlive)).toEqual([false, false]);
  });

  test('a background step is started again by whoever resumes', async () => {
    const server = 'echo $$ > pid; echo started >> starts; echo listening; sleep 60';
    const use = 'kill -0 $(cat pid); test -e mended';
    const at = await ground([
      plan([step('server', server, { background: true, ready: 'output:listening' }), step('use', use)]),
    ]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    await at.run(['run', 'try', '--yes']);
    const { exit } = await at.run(['resume', '--yes'], { env: {} });
    expect(exit).toBe(1);
    expect(linesOf(join(at.work, 'starts'))).toEqual(['started', 'started']);
  });

  test('one that is never ready fails the run and does not stay', async () => {
    const at = await ground([
      plan([
        step('server', 'echo $$ > pid; echo $$ > child; sleep 60', {
          background: true,
          ready: 'port:1',
          action: { run: { shell: ['echo $$ > pid; echo $$ > child; sleep 60'], timeout: 500 } },
        }),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(out).toContain('port:1');
    expect(pids(at.work).map(isAlive)).toEqual([false, false]);
  });
});

test('a step waits until its process id is on disk', async () => {
  const seen = 'grep -o "\\"pid\\":$$" "$STATE"/runbook/runs/*/journal.jsonl';
  const at = await ground([plan([step('look', seen)])]);
  const { exit, out } = await at.run(['run', 'try', '--yes'], { env: { STATE: join(at.folder, 'state') } });
  expect(exit, out).toBe(0);
});

test('a second process on the same run is refused with the first one’s id', async () => {
  const at = await ground([plan([step('slow', 'touch here; sleep 5')])]);
  const { child, ended } = at.start(['run', 'try', '--yes']);
  await until(() => existsSync(join(at.work, 'here')));
  const second = await at.run(['resume', '--yes']);
  expect(second.exit).toBe(3);
  expect(second.err).toContain(String(child.pid));
  child.kill('SIGINT');
  await ended;
});
