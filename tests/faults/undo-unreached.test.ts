import { expect } from 'vitest';
import type { Command } from '../../src/runbook/plan.ts';
import { undone } from '../guide/rehearsal/support/life.ts';
import { differences, pictureOf } from '../guide/rehearsal/support/picture.ts';
import { type Ground, type Run, run } from '../guide/rehearsal/support/runbook.ts';
import { stories } from '../guide/rehearsal/support/stories.ts';
import { beside } from '../guide/rehearsal/support/tell.ts';
import { defineFaults } from './support/define.ts';
import { finished, outage, outages } from './support/finished.ts';
import { guideCompiled } from './support/questions.ts';

/** Every command of the platform's in every undo of the guide, out of reach in each way. */
const cases = () =>
  guideCompiled().plans.flatMap(({ id, steps }) => {
    const story = stories.find((one) => one.id === id);
    if (story === undefined) throw new Error(`${id} has no story.`);
    return steps.flatMap(({ id: step, undo }) =>
      commandsOf(undo).flatMap((command) => outages.map((way) => ({ story, step, command, way }))),
    );
  });

defineFaults({
  name: 'undo-unreached',
  holds: 'what could not be taken back is not called gone, and goes when it can be',
  cases,
  label: ({ story, step, command, way }) => `${story.id}/${step}/${command.replaceAll(' ', '-')}/${way}`,
  sample: 2,
  async run({ story, step, command, way }) {
    const { ground, name, before } = await finished(story);
    await undoUpTo(ground, name, step);
    const there = pictureOf(ground.world);
    outage(ground, way, command);
    const during = await run(ground, ['undo', name]);
    outage(ground, way, command, false);
    // What a later step had taken back already is gone in truth, whatever one call came to: the end tells.
    if (way !== 'once' || !isUndone(during)) {
      expect([1, 3], during.err).toContain(during.exit);
      expect(told(during, step).filter((outcome) => outcome !== 'failed')).toEqual([]);
      // What lies here alone has stayed as well, since its turn has not come.
      if (way !== 'once') expect(differences(there, pictureOf(ground.world))).toEqual([]);
      const after = await run(ground, ['undo', name]);
      expect(isUndone(after), after.log.slice(-2000) + after.err).toBe(true);
      expect(undone(after)[step]).toBe('done');
    }
    expect(beside(story.stays, differences(before, pictureOf(ground.world)))).toEqual([]);
  },
});

function isUndone({ exit, events }: Run): boolean {
  const last = events.at(-1);
  return exit === 0 && last?.event === 'stop' && last.outcome === 'undone';
}

/** Takes back what was done after a step, and stops before that. */
async function undoUpTo(ground: Ground, name: string, step: string): Promise<void> {
  const { exit, events } = await run(ground, ['undo', name], (event) =>
    event.event !== 'undo' ? undefined : event.step === step ? 'quit' : '',
  );
  const last = events.findLast((event) => event.event === 'undo');
  expect({ exit, step: last?.step }).toEqual({ exit: 130, step });
}

/** What a run has said of a step that it was to take back. */
function told({ events }: Run, step: string): string[] {
  return events.flatMap((event) => (event.event === 'undone' && event.step === step ? [event.outcome] : []));
}

/** The commands of flyctl's that an undo gives, by their names; what runs on the machine goes there by one. */
function commandsOf(undo: Command | undefined): string[] {
  if (undo === undefined) return [];
  if (undo.on === 'machine') return ['ssh console'];
  const text = undo.shell.map((piece) => (typeof piece === 'string' ? piece : 'x')).join('');
  return [...text.matchAll(/^fly ([a-z0-9-]+(?: [a-z][a-z0-9-]+)?)/gm)].map(([, command = '']) => command);
}
