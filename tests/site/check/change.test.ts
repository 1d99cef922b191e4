import { expect, test } from 'vitest';
import { changeBetween } from '../../../src/site/check/change.ts';

test.each([
  ['port = "3000"', 'port = 3000', '"3000"', '3000'],
  ['a\nb\n', 'a\nc\nb\n', '', 'c\n'],
  ['aaa', 'aa', 'a', ''],
  ['aa', 'aaa', '', 'a'],
  ['same', 'same', '', ''],
  ['', 'new', '', 'new'],
  ['old', '', 'old', ''],
])('%j to %j gives up %j for %j', (before, after, gone, inserted) => {
  const change = changeBetween(before, after);
  expect(before.slice(change.start, change.end)).toBe(gone);
  expect(change.inserted).toBe(inserted);
  expect(before.slice(0, change.start) + change.inserted + before.slice(change.end)).toBe(after);
});
