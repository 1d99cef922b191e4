import { describe, expect, test } from 'vitest';
import variables from '../../content/variables.json' with { type: 'json' };
import {
  checkValue,
  findVariables,
  safeValue,
  toTemplate,
  variablesSchema,
} from '../../src/guide/variables.ts';

const guide = variablesSchema.parse(variables);
const names = (text: string) => findVariables(text, guide.variables).map(({ name }) => name);

describe('variables are found as whole tokens', () => {
  test.each([
    ['fly apps create my-openclaw', ['app']],
    ['https://my-openclaw.fly.dev/', ['app']],
    ['fly status -a my-openclaw-2', []],
    ['not-my-openclaw', []],
    ['my-openclaws', []],
    ['--region iad', ['region']],
    ['"iad"', ['region']],
    ['diadem', []],
    ['--size 1 --region iad', ['volume-size', 'region']],
    ['min_machines_running = 1', []],
    ['--size 10', []],
    ['memory = "2048mb"', ['memory']],
    ['--vm-memory 2048 -y', ['memory']],
    ['--max-old-space-size=2048', []],
    ['fly machine restart <machine-id>', ['machine-id']],
    ['fly apps create x -o personal', ['org']],
    ['a personal matter', []],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test('a template joined with its defaults is the text again', () => {
    const text = 'fly volumes create openclaw_data --size 1 --region iad -a my-openclaw -y # <volume-id>';
    const joined = toTemplate(text, guide.variables).map((piece) => {
      if (typeof piece === 'string') return piece;
      return guide.variables.find(({ name }) => name === piece.var)?.default ?? `<${piece.var}>`;
    });
    expect(joined.join('')).toBe(text);
  });
});

describe("the guide's variables", () => {
  test.each(guide.variables.map((variable) => [variable.name, variable] as const))(
    'the default and the choices of %s are allowed by its own rule',
    (_, variable) => {
      for (const value of [variable.default ?? [], variable.choices ?? []].flat()) {
        expect(checkValue(variable, value)).toBeUndefined();
      }
    },
  );

  test.each([...'\'"`$\\;&|<>(){}[]*?~#!\n\t %^='])('no value of any may hold %j', (character) => {
    expect(safeValue.test(character)).toBe(false);
    for (const variable of guide.variables) {
      expect(checkValue({ ...variable, pattern: '.*' }, `a${character}`)).toBe('pattern');
    }
  });

  test.each([
    ['memory', '1000', 'multiple'],
    ['memory', '256', 'minimum'],
    ['memory', '8192', 'maximum'],
    ['memory', '2304', undefined],
    ['app', 'My App', 'pattern'],
    ['app', '-x', 'pattern'],
    ['region', 'london', 'pattern'],
  ])('%s = %s is refused for its %s', (name, value, problem) => {
    const variable = guide.variables.find((candidate) => candidate.name === name);
    expect(variable && checkValue(variable, value)).toBe(problem);
  });
});
