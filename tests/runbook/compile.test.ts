import { describe, expect, test } from 'vitest';
import { readGuide } from '../../src/guide/guide.ts';
import { compile } from '../../src/runbook/compile.ts';
import { planSchema, sealPlan } from '../../src/runbook/plan.ts';
import { contentFolder } from '../support/content.ts';

const english = `---
title: Garden
runbooks:
  - id: plant
    requires: [spade]
  - id: water
    section: watering
---
## 1. Digging {#digging}

Dig **first**, as [told](/x/).

\`\`\`bash step="dig" timeout="5m" retries="2"
dig --bed rose # here
\`\`\`

\`\`\`bash check="dig"
test -f bed
\`\`\`

\`\`\`bash undo="dig"
fill --bed rose
\`\`\`

\`\`\`text expect="dig" match="regex"
dug .*
\`\`\`

\`\`\`toml file="plan.toml" step="draw"
bed = "rose"
\`\`\`

### Watering {#watering}

\`\`\`bash step="pump" capture="pump-id" pattern="id (\\\\w+)"
pump
\`\`\`

\`\`\`bash step="spray" on="machine"
spray <pump-id> "$HOSE_KEY"
\`\`\`

\`\`\`bash symptom="dry" on="machine"
test ! -s tank
\`\`\`
`;

const italian = english
  .replace('title: Garden', 'title: Giardino')
  .replace('## 1. Digging', '## 1. Scavare')
  .replace('### Watering', '### Innaffiare')
  .replace('# here', '# qui')
  .replace('Dig **first**, as [told](/x/).', 'Prima si scava.');

const files = {
  'docs/garden.mdx': english,
  'docs/it/garden.mdx': italian,
  'machine.json': { machine: 'reach rose sh' },
  'targets.json': { spade: '1.2.3' },
  'variables.json': {
    variables: [
      { name: 'bed', default: 'rose', pattern: '[a-z]+', label: { en: 'Bed' }, help: { en: 'Bed' } },
      { name: 'pump-id', pattern: '\\w+', label: { en: 'Pump' }, help: { en: 'Pump' } },
    ],
    secrets: [{ name: 'HOSE_KEY', label: { en: 'Key' }, help: { en: 'Key' } }],
  },
};

function compiled(changes: Record<string, string | object> = {}, language?: string) {
  const { guide, diagnostics } = readGuide(contentFolder({ ...files, ...changes }));
  expect(diagnostics).toEqual([]);
  return compile(guide, { ...(language && { language }) });
}

describe('fences compile into plans', () => {
  test('a page with two runbooks gives two plans, and the section keeps its steps to itself', () => {
    const { plans, diagnostics } = compiled();
    expect(diagnostics).toEqual([]);
    expect(plans.map(({ id, steps }) => [id, steps.map((step) => step.id)])).toEqual([
      ['plant', ['dig', 'draw']],
      ['water', ['pump', 'spray']],
    ]);
  });

  test('titles and places are in every language', () => {
    const [plant, water] = compiled().plans;
    expect(plant?.title).toEqual({ en: 'Garden', it: 'Giardino' });
    expect(water?.title).toEqual({ en: 'Watering', it: 'Innaffiare' });
    // Without the heading's own number: a step has another.
    expect(plant?.steps[0]?.title).toEqual({ en: 'Digging', it: 'Scavare' });
    expect(plant?.steps[0]?.source).toEqual({
      en: { page: '/garden/#digging', file: 'docs/garden.mdx', line: 13 },
      it: { page: '/it/garden/#digging', file: 'docs/it/garden.mdx', line: 13 },
    });
    expect(plant?.steps[0]?.words).toEqual({ en: 'Dig first, as told.', it: 'Prima si scava.' });
  });

  test('a step carries its command, check, undo, expectation and how it runs', () => {
    const [dig, draw] = compiled().plans[0]?.steps ?? [];
    expect(dig).toMatchObject({
      action: { run: { shell: ['dig --bed ', { var: 'bed' }, ' # here'], timeout: 300_000 } },
      check: { shell: ['test -f bed'] },
      undo: { shell: ['fill --bed ', { var: 'bed' }] },
      expect: { text: ['dug .*\n'], match: 'regex' },
      retries: 2,
      always: false,
    });
    expect(draw?.action).toEqual({ write: { path: 'plan.toml', text: ['bed = "', { var: 'bed' }, '"\n'] } });
  });

  test('a plan names what it uses and nothing else', () => {
    const [plant, water] = compiled().plans;
    expect(plant?.variables.map(({ name }) => name)).toEqual(['bed']);
    expect(plant?.secrets).toEqual([]);
    expect(plant?.machine).toBeUndefined();
    expect(plant?.requires).toEqual(['spade']);
    expect(water?.variables.map(({ name }) => name)).toEqual(['bed', 'pump-id']);
    // What runs on the machine reads the environment there.
    expect(water?.secrets).toEqual([]);
    expect(water?.machine).toEqual(['reach ', { var: 'bed' }, ' sh']);
  });

  test('a default that follows another variable is in pieces, and the plan asks for the other too', () => {
    const named = (name: string) => ({ name, label: { en: name }, help: { en: name }, pattern: '.+' });
    const variables = [
      { ...named('bed'), default: 'rose' },
      { ...named('label'), default: 'my rose.', follows: 'bed' },
    ];
    const page = english.replace('fill --bed rose', 'fill "my rose."').replaceAll('--bed rose', '');
    const changes = { 'variables.json': { variables }, 'docs/garden.mdx': page, 'machine.json': {} };
    const [plant] = compiled(changes).plans;
    expect(plant?.steps[0]?.undo?.shell).toEqual(['fill "', { var: 'label' }, '"']);
    expect(plant?.variables).toEqual([
      { ...named('bed'), default: 'rose' },
      { ...named('label'), default: ['my ', { var: 'bed' }, '.'] },
    ]);
  });

  test('a variable that a step captures needs no entry in variables.json', () => {
    const [, water] = compiled({ 'variables.json': {} }).plans;
    expect(water?.variables).toEqual([
      {
        name: 'pump-id',
        pattern: expect.any(String),
        label: { en: 'pump-id', it: 'pump-id' },
        help: { en: 'pump-id', it: 'pump-id' },
      },
    ]);
    expect(water?.steps[1]?.action).toMatchObject({
      run: { shell: ['spray ', { var: 'pump-id' }, ' "$HOSE_KEY"'] },
    });
  });

  test('a symptom knows the runbook under its own heading', () => {
    expect(compiled().index.symptoms).toMatchObject([
      { id: 'dry', mends: 'water', title: { en: 'Watering', it: 'Innaffiare' }, test: { on: 'machine' } },
    ]);
  });

  test('commands are taken from the pages of the language that is asked for', () => {
    const [plan] = compiled({}, 'it').plans;
    expect(plan?.steps[0]?.action).toMatchObject({
      run: { shell: ['dig --bed ', { var: 'bed' }, ' # qui'] },
    });
  });

  test('a plan is what its schema says', () => {
    for (const plan of compiled().plans) expect(planSchema.parse(plan)).toEqual(plan);
  });
});

describe('digests', () => {
  test('prose and titles change no digest of a step; commands do', () => {
    const before = compiled().plans[0]?.steps[0]?.digest;
    const prose = {
      'docs/garden.mdx': english
        .replace('Dig **first**', 'Now dig')
        .replace('## 1. Digging', '## 1. The digging'),
    };
    const command = { 'docs/garden.mdx': english.replaceAll('dig --bed', 'dig --deep --bed') };
    expect(compiled(prose).plans[0]?.steps[0]?.digest).toBe(before);
    expect(compiled(command).plans[0]?.steps[0]?.digest).not.toBe(before);
  });

  test('sealing a plan again changes nothing', () => {
    for (const plan of compiled().plans) expect(sealPlan(plan)).toEqual(plan);
  });
});

describe('what is wrong with a runbook is found at its place', () => {
  test.each([
    ['a check of no step', 'check="dig"', 'check="dg"', 'runbook/no-such-step', 'dg'],
    ['a step twice', 'step="draw"', 'step="dig"', 'runbook/step-twice', 'dig'],
    ['an undo twice', 'check="dig"', 'undo="dig"', 'runbook/role-twice', 'dig'],
    ['a section that is not there', 'section: watering', 'section: wetting', 'runbook/section', 'wetting'],
    ['a runbook twice', 'id: water', 'id: plant', 'runbook/twice', 'plant'],
    ['a check where the folder changes', 'dig --bed rose # here', 'cd bed', 'runbook/changes-folder', 'dig'],
    ['a capture without a group', 'id (\\\\w+)', 'id \\\\w+', 'runbook/capture', 'pump-id'],
    ['a pattern without a capture', ' capture="pump-id"', '', 'runbook/capture', 'id (\\\\w+)'],
    [
      'a value that no step captures',
      'dig --bed rose',
      'dig --bed <pump-id>',
      'runbook/never-captured',
      'dig',
    ],
    [
      'a step on the machine that wants the terminal',
      'step="spray" on="machine"',
      'step="spray" on="machine" interactive',
      'runbook/interactive-machine',
      'interactive',
    ],
    [
      'a character in a command that nobody would see',
      'test -f bed',
      'test -f b\u{e0061}ed',
      'runbook/unseen',
      '\u{e0061}',
    ],
    ['a step that nobody can run', '```toml file="plan.toml"', '```toml', 'runbook/not-runnable', 'draw'],
  ])('%s', (_, from, to, code, text) => {
    expect(english).toContain(from);
    const source = english.replace(from, to);
    const { guide } = readGuide(contentFolder({ ...files, 'docs/garden.mdx': source }));
    const found = compile(guide).diagnostics.filter(
      ({ file, code: one }) => file === 'docs/garden.mdx' && one === code,
    );
    expect(found.map(({ start, end }) => source.slice(start, end))).toEqual([text]);
  });

  test('a step where no runbook is', () => {
    const { guide } = readGuide(
      contentFolder({ 'docs/a.mdx': '---\ntitle: A\n---\n```bash step="x"\nls\n```\n' }),
    );
    expect(compile(guide).diagnostics.map(({ code }) => code)).toEqual(['runbook/stray']);
  });

  test('a step that the other language lacks', () => {
    const shorter = italian.replace('step="draw"', 'ignore="x"');
    const { guide } = readGuide(contentFolder({ ...files, 'docs/it/garden.mdx': shorter }));
    expect(compile(guide).diagnostics.map(({ code }) => code)).toContain('runbook/untranslated');
  });

  test('a machine that nobody knows how to reach', () => {
    const { guide } = readGuide(contentFolder({ ...files, 'machine.json': {} }));
    expect(compile(guide).diagnostics.map(({ code }) => code)).toContain('runbook/no-machine');
  });
});
