import { expect, test } from 'vitest';
import { firstOwner } from '../../../src/rehearsal/model/owners.ts';

test.each([
  ['vol_16wba539okg7gyyh:/', false, 'node:node'],
  ['vol_16wba539okg7gyyh:/notes', false, 'root:root'],
  ['fd18287e99e383:/home/node/.npmrc', false, 'node:node'],
  ['fd18287e99e383:/app', false, 'root:root'],
  // What a real gateway writes, nobody gives to anybody.
  ['vol_16wba539okg7gyyh:/npm/projects', true, 'node:node'],
  ['fd18287e99e383:/app', true, 'root:root'],
])('%s, with a real gateway: %s, belongs to %s until it is given away', (key, isReal, owner) => {
  expect(firstOwner(key, isReal)).toBe(owner);
});
