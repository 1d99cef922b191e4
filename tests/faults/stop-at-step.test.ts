import { expect } from 'vitest';
import { languages } from '../../src/words.ts';
import { isFinished, outcomes, stepByStep } from '../guide/rehearsal/support/life.ts';
import { differences, pictureOf } from '../guide/rehearsal/support/picture.ts';
import { readPlan, run } from '../guide/rehearsal/support/runbook.ts';
import { stories } from '../guide/rehearsal/support/stories.ts';
import { begin, beside } from '../guide/rehearsal/support/tell.ts';
import { defineFaults } from './support/define.ts';

defineFaults({
  name: 'stop-at-step',
  holds: 'a runbook of the guide that is stopped before each step and resumed ends as an undisturbed one',
  cases: () => languages.flatMap((language) => stories.map((story) => ({ language, story }))),
  label: ({ language, story }) => `${language}/${story.id}`,
  sample: 4,
  timeout: 300_000,
  async run({ language, story }) {
    const undisturbed = await begin(language, story);
    const straight = await run(undisturbed, ['run', story.id]);
    const stopped = await begin(language, story);
    const { stops, last } = await stepByStep(stopped, story.id);
    expect(isFinished(last), last.log.slice(-2000) + last.err).toBe(true);
    // Each step that asks before it runs was a place to stop, but for the first.
    const asked = readPlan(stopped, story.id).steps.filter(
      ({ id, always }) => !always && outcomes(straight)[id] === 'done',
    );
    expect(stops).toBe(asked.length - 1);
    const unlike = differences(pictureOf(undisturbed.world), pictureOf(stopped.world));
    expect(beside(story.varies, unlike)).toEqual([]);
  },
});
