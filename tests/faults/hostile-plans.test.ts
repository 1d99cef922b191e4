import { hostilePlan } from '../executor/support/hostile.ts';
import { expectShownWhole } from '../executor/support/shown.ts';
import { defineFaults } from './support/define.ts';

// A plan from somebody who wants a command to run that nobody has read.
defineFaults({
  name: 'hostile-plans',
  holds: 'it is refused for what it hides, or shown to the character',
  cases: (random) => Array.from({ length: 400 }, (_, index) => ({ index, made: hostilePlan(random) })),
  label: ({ index }) => String(index),
  run: async ({ made }) => {
    await expectShownWhole(made);
  },
});
