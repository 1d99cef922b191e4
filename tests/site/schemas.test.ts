import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { publicSchemas } from '../../src/site/schemas.ts';

type Json = { [key: string]: Json };

const schemas = publicSchemas();

/** Returns the paths of the keys in a schema that no description explains. */
function unexplained(schema: Json, path = ''): string[] {
  const of = (child: unknown, at: string) =>
    child !== null && typeof child === 'object' ? unexplained(child as Json, at) : [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [...('description' in child ? [] : [at]), ...of(child, at)];
  });
  const variants = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] ?? []) as unknown as Json[]);
  return [
    ...own,
    ...of(schema.items, `${path}[]`),
    ...of(schema.additionalProperties, `${path}.*`),
    ...variants.flatMap((variant) => of(variant, path)),
  ];
}

describe('the JSON Schemas that the site publishes', () => {
  test('are those of what people write, and of what programs exchange', () => {
    expect([...schemas.keys()]).toEqual(
      expect.arrayContaining(['fly-toml', 'annotations', 'plan', 'plan-index', 'run-event']),
    );
  });

  test.each(['fly-toml', 'annotations', 'plan', 'plan-index'])('%s explains every key in English', (name) => {
    expect([...new Set(unexplained(schemas.get(name) as Json))]).toEqual([]);
  });

  test.each<[string, unknown, boolean]>([
    ['fly-toml', { app: 'my-app', http_service: { internal_port: 8080, auto_stop_machines: false } }, true],
    ['fly-toml', { app: 'my-app', http_service: { internal_port: '8080' } }, false],
    ['fly-toml', { services: [{ internal_port: '8080', ports: [{ port: 443, handlers: ['tls'] }] }] }, true],
    ['fly-toml', { services: { ports: { handlers: ['https'] } } }, false],
    ['fly-toml', { primary_regoin: 'iad' }, false],
    [
      'fly-toml',
      { vm: { memory: 2048 }, mounts: { source: 'data', destination: '/data', initial_size: 1 } },
      true,
    ],
    ['fly-toml', { restart: { policy: 'always' } }, false],
    ['fly-toml', { restart: [{ policy: 'no' }] }, false],
    ['fly-toml', { deploy: { strategy: 'bluegreen', release_command_vm: { memory: 2048 } } }, false],
    ['annotations', { step: 'create-app', timeout: '5m', on: 'machine', always: true }, true],
    ['annotations', { step: 'Create App' }, false],
    ['annotations', { setp: 'create-app' }, false],
  ])('%s takes what is right and refuses what is wrong: %j', (name, value, isRight) => {
    const { valid } = new Validator(schemas.get(name) as object, '2020-12').validate(value);
    expect(valid).toBe(isRight);
  });
});
