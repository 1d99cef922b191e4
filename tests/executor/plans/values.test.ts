import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askForValues, complainAbout, readValues, settleValues } from '../../../src/executor/plans/values.ts';
import { variable } from '../support/plans.ts';

describe('a value', () => {
  const memory = { ...variable('memory', '2048', '\\d+'), minimum: 256, maximum: 4096, multipleOf: 256 };
  test.each([
    ['2048', undefined],
    ['two', 'runbook.value.pattern'],
    ['0', 'runbook.value.minimum'],
    ['8192', 'runbook.value.maximum'],
    ['300', 'runbook.value.multiple'],
    ['2048\n', 'runbook.value.pattern'],
  ])('%j for a memory size: %s', (value, key) => {
    expect(complainAbout(memory, value, 'en')?.key).toBe(key);
  });
});

test('values come from a file and from the command line, the latter last; the rest are defaults', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'values-')), 'values.json');
  writeFileSync(file, '{"app": "from-file", "region": "fra"}');
  const given = await readValues('/', file, ['app=typed']);
  const plan = {
    variables: [
      variable('app', 'mine'),
      variable('region', 'iad'),
      variable('volume', 'data'),
      variable('id'),
    ],
  };
  expect(settleValues(plan, given, 'en')).toEqual({ app: 'typed', region: 'fra', volume: 'data' });
});

describe('a default that follows another variable', () => {
  const address = {
    ...variable('address', undefined, 'https://[a-z.-]+'),
    default: ['https://', { var: 'app' }, '.example'],
  };
  const plan = { variables: [address, variable('app', 'mine')] };

  test.each([
    [{}, 'https://mine.example'],
    [{ app: 'typed' }, 'https://typed.example'],
    [{ app: 'typed', address: 'https://own.example' }, 'https://own.example'],
  ])('%j gives %s', (given, expected) => {
    expect(settleValues(plan, given, 'en').address).toBe(expected);
  });

  test('is offered as it follows what was answered', async () => {
    const offered: string[] = [];
    const ask = (one: { name: string }, usual: string) => {
      offered.push(usual);
      return Promise.resolve(one.name === 'app' ? 'typed' : '');
    };
    const never = () => expect.unreachable();
    const order = { variables: plan.variables.toReversed() };
    const values = await askForValues(order, {}, 'en', ask, never, never);
    expect(offered).toEqual(['mine', 'https://typed.example']);
    expect(values.address).toBe('https://typed.example');
  });

  test('cannot be made to grow: none follows one that follows another', () => {
    const twice = (name: string, other: string) => ({
      ...variable(name),
      default: [{ var: other }, { var: other }],
    });
    const chain = Array.from({ length: 60 }, (_, index) => twice(`v${index + 1}`, `v${index}`));
    const values = settleValues({ variables: [variable('v0', 'x'), ...chain] }, {}, 'en');
    expect(values).toEqual({ v0: 'x', v1: 'xx' });
  });
});
