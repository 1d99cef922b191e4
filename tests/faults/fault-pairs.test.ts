import { defineFaults } from './support/define.ts';
import { deployThrough, labelOf, type Mishap, mishaps } from './support/deploy-through.ts';

defineFaults({
  name: 'fault-pairs',
  holds: 'a run in which two calls go wrong, resumed, makes nothing twice and ends as an undisturbed one',
  cases: (random) => {
    const all = mishaps();
    const draw = (from: readonly Mishap[]) => from[Math.floor(random() * from.length)];
    return Array.from({ length: 60 }, (_, index) => {
      const first = draw(all);
      // Two that wait for the same call are one.
      const second = draw(
        all.filter(
          (other) =>
            other.runbook === first?.runbook &&
            (other.command !== first.command || other.before !== first.before),
        ),
      );
      return { index, pair: [first, second].filter((one) => one !== undefined) };
    });
  },
  label: ({ index, pair }) => [index, ...pair.map(labelOf)].join(' '),
  sample: 1,
  timeout: 300_000,
  async run({ pair }) {
    await deployThrough(pair[0]?.runbook ?? 'deploy', pair);
  },
});
