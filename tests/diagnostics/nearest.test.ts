import { expect, test } from 'vitest';
import { nearest } from '../../src/diagnostics/nearest.ts';

test.each([
  ['internal-port', 'internal_port'],
  ['intrenal_port', 'internal_port'],
  ['Internal_Port', 'internal_port'],
  ['forse_https', 'force_https'],
  ['stpe', 'step'],
  ['xyz', undefined],
  ['', undefined],
])('%s is like %s', (misspelt, expected) => {
  expect(nearest(misspelt, ['internal_port', 'force_https', 'step', 'processes'])).toBe(expected);
});
