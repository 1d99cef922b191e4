import { describe, expect, test } from 'vitest';
import { readPlan } from '../../../src/executor/plans/load.ts';
import { Stop } from '../../../src/executor/stop.ts';
import type { Command, Plan, PlanDraft, Template } from '../../../src/runbook/plan.ts';
import { hostilePlan, joining, unseen } from '../support/hostile.ts';
import { plan, step, variable } from '../support/plans.ts';
import { randomFrom } from '../support/random.ts';
import { said } from '../support/said.ts';

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

/** A command as it would run, as far as that is known before. */
function filled(template: Template): string {
  return template
    .map((piece) => (typeof piece === 'string' ? piece : piece.var === 'app' ? 'my-app' : `<${piece.var}>`))
    .join('');
}

function commandsOf(made: Plan): Template[] {
  const of = (command?: Command) => (command ? [command.shell] : []);
  return made.steps.flatMap(({ action, check, undo }) => [
    ...('run' in action ? of(action.run) : [action.write.text]),
    ...of(check),
    ...of(undo),
  ]);
}

test('what show and plan print of any plan that is accepted holds every character of each command', async () => {
  const hides = /[\p{Cf}\p{Cs}\p{DI}\u2028\u2029]|(?![\n\t])\p{Cc}/u;
  const random = randomFrom(20261127);
  let accepted = 0;
  let refused = 0;
  for (let count = 0; count < 400; count++) {
    const made = hostilePlan(random);
    const shown = await said(made, ['show', 'try']);
    if (shown.exit !== 0) {
      expect(JSON.stringify(made)).toMatch(new RegExp(`${hides.source}|\\\\u|\\\\[rbf]`, 'u'));
      expect(shown.out + shown.err).toContain('U+');
      refused++;
      continue;
    }
    accepted++;
    const planned = await said(made, ['plan', 'try']);
    const forecast = JSON.parse((await said(made, ['plan', 'try', '--json'])).out) as Record<
      string,
      unknown
    >[];
    expect(planned.exit).toBe(0);
    for (const template of commandsOf(made)) {
      const text = filled(template);
      expect(text).not.toMatch(hides);
      const lines = text.replace(/\n$/, '').split('\n');
      for (const [name, out] of [
        ['show', shown.out],
        ['plan', planned.out],
      ] as const) {
        const block = [' $', ' |'].map((mark) => lines.map((line) => `   ${mark} ${line}\n`).join(''));
        expect(
          block.some((one) => out.includes(one)),
          `${name}: ${JSON.stringify(text)}`,
        ).toBe(true);
      }
    }
    const texts = forecast.flatMap(({ run, write, check, undo }) =>
      [run, write, check, undo].flatMap((part) => {
        const { shell, text } = (part ?? {}) as { shell?: string; text?: string };
        return shell ?? text ?? [];
      }),
    );
    expect(texts).toEqual(commandsOf(made).map(filled));
  }
  expect({ accepted: accepted > 100, refused: refused > 100 }).toEqual({ accepted: true, refused: true });
});
