import { join } from 'node:path';
import { expect } from 'vitest';
import type { Plan } from '../../../src/runbook/plan.ts';
import { type Ground, linesOf } from '../../executor/support/ground.ts';
import { plan, step, variable } from '../../executor/support/plans.ts';

/** Twenty steps, each with an effect that can be counted, that move, export, capture and write as the guide's do. */
export function twentySteps(): Plan {
  const effects = '"$EFFECTS"';
  const steps = Array.from({ length: 20 }, (_, index) => {
    const id = `s${index + 1}`;
    const act = `echo ${id} >> ${effects}`;
    // Without the file there is no effect; a grep of a file that is not there could not tell.
    const isThere = `test -e ${effects} && grep -qx ${id} ${effects}`;
    const check = { check: { shell: [isThere] } };
    if (index === 3) return step(id, `export CARRIED=from-${id}`, { always: true });
    if (index === 5) {
      return step(id, `${act}; echo "id is m-77"`, {
        // Killed between its effect and its words, it has told nobody the value: its check tells it.
        check: { shell: [`${isThere} && echo "id is m-77"`] },
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

/** What the steps need in their environment. */
export function surroundings(at: Ground): Record<string, string> {
  return { EFFECTS: join(at.folder, 'effects') };
}

/** The end is that of an undisturbed run: every effect once, in order, and the journal says finished. */
export function expectUndisturbedEnd(at: Ground): void {
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

/** How to begin, or to go on where the run has begun. */
export function nextCommand(at: Ground): string[] {
  const hasBegun = at.journals().some(({ text }) => text.records.length > 0);
  return hasBegun ? ['resume', '--yes'] : ['run', 'try', '--yes'];
}

/** Goes on until the run is at its end. */
export async function resumeToTheEnd(at: Ground): Promise<void> {
  const { exit, out, err } = await at.run(nextCommand(at), { env: surroundings(at) });
  expect({ exit, err }, out).toEqual({ exit: 0, err: '' });
}
