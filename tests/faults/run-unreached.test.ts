import { defineFaults } from './support/define.ts';
import { deployThrough, labelOf, mishaps } from './support/deploy-through.ts';

defineFaults({
  name: 'run-unreached',
  holds: 'a run in which one call goes wrong, resumed, makes nothing twice and ends as an undisturbed one',
  cases: mishaps,
  label: labelOf,
  sample: 1,
  timeout: 300_000,
  run: (mishap) => deployThrough(mishap.runbook, [mishap]),
});
