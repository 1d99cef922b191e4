import { expect, test } from 'vitest';
import { flaw } from '../../../src/executor/plans/flaw.ts';
import type { StepDraft } from '../../../src/runbook/plan.ts';
import { plan, step, variable } from '../support/plans.ts';

const far = { run: { shell: ['true'], on: 'machine' as const } };
const reach = { machine: ['reach'] };

test.each<[string, StepDraft[], string | undefined, object?]>([
  ['a plan that is sound', [step('one', 'true')], undefined],
  ['two steps of one id', [step('one', 'true'), step('one', 'false')], 'runbook.plans.twice'],
  [
    'a file above the folder',
    [{ ...step('one', ''), action: { write: { path: '../x', text: [''] } } }],
    'runbook.plans.path',
  ],
  [
    'an unknown variable',
    [{ ...step('one', ''), action: { run: { shell: [{ var: 'x' }] } } }],
    'runbook.plans.variable',
  ],
  ['a machine that nobody can reach', [step('one', '', { action: far })], 'runbook.plans.machine'],
  ['a machine that can be reached', [step('one', '', { action: far })], undefined, reach],
  [
    'a terminal wanted on the machine',
    [step('one', '', { action: far, interactive: true })],
    'runbook.plans.interactive',
    reach,
  ],
  [
    'a pattern that is none, to capture by',
    [step('one', 'true', { capture: { name: 'app', pattern: '(' } })],
    'runbook.plans.pattern',
  ],
  [
    'a pattern that is none, to expect',
    [step('one', 'true', { expect: { text: ['v[1'], match: 'regex' } })],
    'runbook.plans.pattern',
  ],
  [
    'a pattern with a value in it',
    [step('one', 'true', { expect: { text: ['^v', { var: 'app' }, '$'], match: 'regex' } })],
    undefined,
  ],
])('%s', (_, steps, key, more = {}) => {
  expect(flaw(plan(steps, { variables: [variable('app', 'mine')], ...more }))?.key).toBe(key);
});
