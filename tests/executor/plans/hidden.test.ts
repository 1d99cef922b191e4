import { describe, expect, test } from 'vitest';
import { readPlan } from '../../../src/executor/plans/load.ts';
import { Stop } from '../../../src/executor/stop.ts';
import type { Plan, PlanDraft } from '../../../src/runbook/plan.ts';
import { hostilePlan, joining, unseen } from '../support/hostile.ts';
import { plan, step, variable } from '../support/plans.ts';
import { randomFrom } from '../support/random.ts';
import { said } from '../support/said.ts';
import { expectShownWhole } from '../support/shown.ts';

/** Returns the complaint with which a plan is refused, with its values, or nothing. */
function complaint(made: Plan): Record<string, unknown> | undefined {
  try {
    readPlan(JSON.parse(JSON.stringify(made)), 'try.json');
    return undefined;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const [, sentence] = error.sentences;
    return { exit: error.exit, key: sentence?.key, ...sentence?.values };
  }
}

const places: [
  name: string,
  where: string,
  made: (text: string) => [PlanDraft['steps'], Partial<PlanDraft>?],
][] = [
  ['a command', 'steps.one.action.run.shell.0', (text) => [[step('one', text)]]],
  ['a check', 'steps.one.check.shell.0', (text) => [[step('one', '', { check: { shell: [text] } })]]],
  ['an undo', 'steps.one.undo.shell.0', (text) => [[step('one', '', { undo: { shell: [text] } })]]],
  [
    'a file',
    'steps.one.action.write.text.0',
    (text) => [[step('one', '', { action: { write: { path: 'x', text: [text] } } })]],
  ],
  [
    'what is expected',
    'steps.one.expect.text.0',
    (text) => [[step('one', '', { expect: { text: [text], match: 'glob' } })]],
  ],
  ['the way to the machine', 'machine.1', (text) => [[step('one', '')], { machine: ['', text] }]],
  [
    'a pattern',
    'steps.one.capture.pattern',
    (text) => [[step('one', '', { capture: { name: 'x', pattern: text } })]],
  ],
  ['a default', 'variables.0.default', (text) => [[step('one', '')], { variables: [variable('app', text)] }]],
  ['a program', 'requires.0', (text) => [[step('one', '')], { requires: [text] }]],
];

describe.each(places)('%s that holds', (_, where, made) => {
  test.each([...unseen, ...joining])('%s is refused, and its place is named', (_name, sign) => {
    const text = `echo "one"\necho # ${sign}\nrm -rf x\n#`;
    const code = `U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
    expect(complaint(plan(...made(text)))).toEqual({
      exit: 3,
      key: 'runbook.plans.hidden',
      where,
      line: 2,
      column: 8,
      code,
    });
  });
});

describe('words for people', () => {
  test.each(unseen)('%s in a title is refused', (_, sign) => {
    expect(complaint(plan([step('one', '', { title: { en: `Do ${sign}` } })]))).toMatchObject({
      key: 'runbook.plans.hidden',
      where: 'steps.one.title.en',
    });
  });

  test.each(joining)('%s in a title may stand', (_, sign) => {
    expect(complaint(plan([step('one', '', { title: { en: `Do ${sign}` } })]))).toBeUndefined();
  });
});

test('the attack that hid a line behind an open window title is refused in words, by every command', async () => {
  const attack = plan([step('one', 'echo "Checking" # \x1b]0;\nrm -rf /\n#\x07')]);
  for (const args of [
    ['show', 'try'],
    ['plan', 'try'],
    ['plan', 'try', '--json'],
    ['run', 'try', '--yes'],
    ['export', 'try'],
  ]) {
    const { exit, out, err } = await said(attack, args);
    expect(exit, args.join(' ')).toBe(3);
    const told = out + err;
    expect(told).toContain('steps.one.action.run.shell.0');
    expect(told).toContain('U+001B');
    expect(told).toContain('line 1, column 19');
  }
});

test('line ends, tabs, letters of any script and pictures may stand', () => {
  expect(complaint(plan([step('one', 'echo "\tè e\u0301 漢字 שלום 🦞"\n')]))).toBeUndefined();
});

test('what show and plan print of any plan that is accepted holds every character of each command', async () => {
  const random = randomFrom(20261127);
  const told = [];
  for (let count = 0; count < 100; count++) told.push(await expectShownWhole(hostilePlan(random)));
  expect(told.filter((one) => one === 'accepted').length).toBeGreaterThan(20);
  expect(told.filter((one) => one === 'refused').length).toBeGreaterThan(20);
});
