import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/runbook/plan.ts';
import { type Ground, ground, linesOf } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';
import { randomFrom } from '../support/random.ts';

/** How many instants, in parts that each begin from a seed of their own; FAULTS and SEED set others. */
const instants = Number(process.env.FAULTS ?? 500);
const seed = Number(process.env.SEED ?? 20261);
const parts = Array.from({ length: Math.ceil(instants / 50) }, (_, index) => ({
  seed: seed + index,
  count: Math.min(50, instants - 50 * index),
}));

/** Twenty steps, each with an effect that can be counted, that move, export, capture and write as the guide's do. */
function twentySteps(): Plan {
  const effects = '"$EFFECTS"';
  const steps = Array.from({ length: 20 }, (_, index) => {
    const id = `s${index + 1}`;
    const act = `echo ${id} >> ${effects}`;
    const check = { check: { shell: [`grep -qx ${id} ${effects}`] } };
    if (index === 3) return step(id, `export CARRIED=from-${id}`, { always: true });
    if (index === 5) {
      return step(id, `${act}; echo "id is m-77"`, {
        // Killed between its effect and its words, it has told nobody the value: its check tells it.
        check: { shell: [`grep -qx ${id} ${effects} && echo "id is m-77"`] },
        capture: { name: 'machine-id', pattern: 'id is (\\S+)' },
      });
    }
    if (index === 8)
      return { ...step(id, ''), action: { write: { path: 'made/file.txt', text: ['one\n', 'two\n'] } } };
    if (index === 12) {
      return {
        ...step(id, '', check),
        action: {
          run: {
            shell: [`test "$CARRIED" = from-s4; echo `, `${id} >> ${effects}; : `, { var: 'machine-id' }],
          },
        },
      };
    }
    return step(id, act, check);
  });
  return plan(steps, { variables: [variable('machine-id')] });
}

const expected = Array.from({ length: 20 }, (_, index) => `s${index + 1}`).filter(
  (id) => id !== 's4' && id !== 's9',
);

function env(at: Ground): Record<string, string> {
  return { EFFECTS: join(at.folder, 'effects') };
}

/** The end is that of an undisturbed run: every effect once, in order, and the journal says finished. */
function expectUndisturbedEnd(at: Ground): void {
  expect(linesOf(join(at.folder, 'effects'))).toEqual(expected);
  expect(linesOf(join(at.work, 'made', 'file.txt'))).toEqual(['one', 'two']);
  const records = at.records();
  expect(records.at(-1)).toMatchObject({ type: 'stop', outcome: 'finished' });
  const ends = records
    .filter((record) => record.type === 'end' && record.outcome === 'done')
    .map((record) => 'step' in record && record.step);
  const once = ends.filter((id) => id !== 's4');
  expect(new Set(once).size).toBe(once.length);
}

/** Goes on until the run is at its end. */
async function resumeToTheEnd(at: Ground): Promise<void> {
  const begun = at.journals().some(({ text }) => text.records.length > 0);
  const { exit, out, err } = await at.run(begun ? ['resume', '--yes'] : ['run', 'try', '--yes'], {
    env: env(at),
  });
  expect({ exit, err }, out).toEqual({ exit: 0, err: '' });
}

describe('a run that is killed with SIGKILL', () => {
  let known: number | undefined;
  /** How long an undisturbed run takes on this machine, in milliseconds: the instants are spread over all of it. */
  async function wholeRun(): Promise<number> {
    const at = await ground([twentySteps()]);
    const started = performance.now();
    await at.run(['run', 'try', '--yes'], { env: env(at) });
    expectUndisturbedEnd(at);
    return performance.now() - started;
  }

  test.each(parts)(
    'at $count random instants comes to the end of an undisturbed run (SEED=$seed)',
    {
      timeout: 30_000 + 50 * 6000,
    },
    async (part) => {
      const random = randomFrom(part.seed);
      known ??= await wholeRun();
      const whole = known;
      let at = await ground([twentySteps()]);
      for (let count = 0; count < part.count; count++) {
        const begun = at.journals().some(({ text }) => text.records.length > 0);
        const { child, ended } = at.start(begun ? ['resume', '--yes'] : ['run', 'try', '--yes'], {
          env: env(at),
        });
        const timer = setTimeout(() => child.kill('SIGKILL'), random() * whole);
        const { exit, signal, out, err } = await ended;
        clearTimeout(timer);
        if (signal === null) {
          expect({ exit, err }, out).toEqual({ exit: 0, err: '' });
          expectUndisturbedEnd(at);
          at = await ground([twentySteps()]);
        }
      }
      await resumeToTheEnd(at);
      expectUndisturbedEnd(at);
    },
  );

  const writes = 42;
  const manners = ['before', 'torn', 'after'] as const;
  const cases = Array.from({ length: writes }, (_, index) => index + 1).flatMap((write) =>
    manners.map((how) => ({ write, how })),
  );
  test.for(cases)('at journal write $write, $how it', { timeout: 60_000 }, async ({ write, how }) => {
    const at = await ground([twentySteps()]);
    const preload = join(import.meta.dirname, '..', 'support', 'kill-at-write.mjs');
    const killed = await at.run(['run', 'try', '--yes'], {
      node: ['--import', preload],
      env: { ...env(at), KILL_AT: String(write), KILL_HOW: how },
    });
    expect(killed).toMatchObject({ signal: 'SIGKILL' });
    await resumeToTheEnd(at);
    expectUndisturbedEnd(at);
  });
});
