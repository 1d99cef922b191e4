import { expect, test } from 'vitest';
import { comparePaths, pathsOf } from '../../../../src/formats/openclaw-config/update/changes.ts';

const string = { type: 'string' };

test('paths go through alternatives, lists, names of any kind and references', () => {
  const schema = {
    $defs: { tree: { properties: { leaf: string, trees: { items: { $ref: '#/$defs/tree' } } } } },
    properties: {
      model: { anyOf: [string, { properties: { primary: string } }] },
      agents: { additionalProperties: { properties: { name: string } } },
      tree: { $ref: '#/$defs/tree' },
    },
  };
  expect([...pathsOf(schema)].sort()).toEqual([
    'agents',
    'agents.*.name',
    'model',
    'model.primary',
    'tree',
    'tree.leaf',
    'tree.trees',
  ]);
});

test('a new or lost branch is named by its highest path', () => {
  const before = {
    properties: { a: { properties: { b: string, c: string } }, old: { properties: { x: string } } },
  };
  const after = {
    properties: { a: { properties: { b: string, d: string } }, fresh: { properties: { y: string } } },
  };
  expect(comparePaths(before, after)).toEqual({ added: ['a.d', 'fresh'], removed: ['a.c', 'old'] });
});
