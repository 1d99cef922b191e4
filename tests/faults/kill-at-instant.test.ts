import { expect } from 'vitest';
import { ground } from '../executor/support/ground.ts';
import { defineFaults } from './support/define.ts';
import {
  expectUndisturbedEnd,
  nextCommand,
  resumeToTheEnd,
  surroundings,
  twentySteps,
} from './support/twenty-steps.ts';

/** How often one run is killed, each time somewhere between its start and its end. */
const kills = 5;

let known: Promise<number> | undefined;
/** How long an undisturbed run takes on this machine, in milliseconds: the instants are spread over all of it. */
async function wholeRun(onTestFinished: (clear: () => void) => void): Promise<number> {
  const at = await ground([twentySteps()], {}, onTestFinished);
  const started = performance.now();
  await at.run(['run', 'try', '--yes'], { env: surroundings(at) });
  expectUndisturbedEnd(at);
  return performance.now() - started;
}

defineFaults({
  name: 'kill-at-instant',
  holds: `a run that is killed ${kills} times, at random instants, ends as an undisturbed one`,
  cases: () => Array.from({ length: 100 }, (_, index) => index + 1),
  label: String,
  async run(_, { random, onTestFinished }) {
    known ??= wholeRun(onTestFinished);
    const whole = await known;
    const at = await ground([twentySteps()], {}, onTestFinished);
    for (let count = 0; count < kills; count++) {
      const { child, ended } = at.start(nextCommand(at), { env: surroundings(at) });
      const timer = setTimeout(() => child.kill('SIGKILL'), random() * whole);
      const { exit, signal, out, err } = await ended;
      clearTimeout(timer);
      if (signal === null) {
        expect({ exit, err }, out).toEqual({ exit: 0, err: '' });
        return expectUndisturbedEnd(at);
      }
    }
    await resumeToTheEnd(at);
    expectUndisturbedEnd(at);
  },
});
