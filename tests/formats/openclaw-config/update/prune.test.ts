import { expect, test } from 'vitest';
import { pruneSchema } from '../../../../src/formats/openclaw-config/update/prune.ts';

test('prose goes, and properties that are named like it stay', () => {
  const raw = {
    title: 'Config',
    type: 'object',
    properties: {
      title: { type: 'string', description: 'A title.' },
      examples: { type: 'array', examples: [[]] },
    },
  };
  expect(pruneSchema(raw)).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { title: { type: 'string' }, examples: { type: 'array' } },
  });
});

test("references count from the root, also those of a plugin's own schema", () => {
  const secret = { anyOf: [{ type: 'string' }, { $ref: '#/$defs/ref' }] };
  const plugin = {
    $schema: 'x',
    $defs: { ref: { type: 'object' }, secret },
    properties: { key: { $ref: '#/$defs/secret' } },
  };
  const pruned = pruneSchema({ properties: { 'a/b': plugin } });
  expect(pruned).toMatchObject({
    properties: {
      'a/b': {
        $defs: { secret: { anyOf: [{ type: 'string' }, { $ref: '#/properties/a~1b/$defs/ref' }] } },
        properties: { key: { $ref: '#/properties/a~1b/$defs/secret' } },
      },
    },
  });
});

test('what has a default is not required', () => {
  const raw = {
    properties: { mode: { default: 'local' }, port: { type: 'number' } },
    required: ['mode', 'port'],
    additionalProperties: { properties: { a: { default: { title: 'kept' } } }, required: ['a'] },
  };
  expect(pruneSchema(raw)).toMatchObject({ required: ['port'] });
  expect(pruneSchema(raw)).toHaveProperty('additionalProperties', {
    properties: { a: { default: { title: 'kept' } } },
  });
});
