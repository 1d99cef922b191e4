import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { complainAbout, readValues, settleValues } from '../../../src/executor/plans/values.ts';
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
