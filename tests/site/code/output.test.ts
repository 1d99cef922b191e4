import { expect, test } from 'vitest';
import { asRead } from '../../../src/site/code/output.ts';

test.each([
  ['*[gateway] ready*', '[gateway] ready'],
  ['*VERSION*IP*TYPE*', 'VERSION … IP … TYPE'],
  ['*listening (*plugins: *)*', 'listening (…plugins: …)'],
  ['...', '…'],
  ['started', 'started'],
  ['a \\* b', 'a * b'],
])('%s reads %s', (line, expected) => {
  expect(asRead(line)).toBe(expected);
});
