import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import facts from '../../../src/formats/fly-toml/data/keys.json' with { type: 'json' };
import { readFlyFile } from '../../../src/formats/fly-toml/file.ts';
import { flyTomlRules } from '../../../src/formats/fly-toml/rules.ts';
import { flyTomlSchema, jsonSchema } from '../../../src/formats/fly-toml/schema.ts';
import { plain } from './plain.ts';

type Json = { [key: string]: Json } & { type?: string };

/** Returns every path of a JSON Schema in the notation of the table of keys, with the types that it takes there. */
function pathsOf(schema: Json, path = ''): Map<string, Json[]> {
  const found = new Map<string, Json[]>();
  const add = (at: string, one: Json) => found.set(at, [...(found.get(at) ?? []), one]);
  const visit = (one: Json, at: string) => {
    add(at, one);
    const variants = (one.anyOf ?? []) as unknown as Json[];
    for (const variant of variants) visit(variant, at);
    if (one.items) visit(one.items as Json, `${at}[]`);
    for (const [name, property] of Object.entries(one.properties ?? {})) {
      if (!(property as Json).deprecated) visit(property as Json, at === '' ? name : `${at}.${name}`);
    }
    if (typeof one.additionalProperties === 'object') visit(one.additionalProperties as Json, `${at}.<name>`);
  };
  visit(schema, path);
  return found;
}

const json = jsonSchema() as Json;
const paths = pathsOf(json);
const descriptions = (path: string) =>
  (paths.get(path) ?? []).map(({ description }) => description).filter(Boolean);

describe('the JSON Schema', () => {
  test('the table of keys is that of flyctl', () => {
    expect(facts.keys).toHaveLength(221);
  });

  test.each(facts.keys)('knows $path and describes it', ({ path }) => {
    expect(descriptions(path)).not.toEqual([]);
  });

  test('knows no key that flyctl does not', () => {
    const known = new Set(facts.keys.map(({ path }) => path));
    // `[[headers]]` and `[[processes]]` are old forms of tables; a table's single form repeats the keys of its list.
    const own = [...paths.keys()]
      .filter((path) => path !== '' && !/\[\]$|<name>$/.test(path))
      .filter((path) => !/(headers|processes)\[\]\.(name|value|command)$/.test(path))
      .filter((path) => !/^env\[\]|\.<name>$/.test(path));
    const single = (path: string) =>
      [...known].some((other) => other.replaceAll('[]', '') === path.replaceAll('[]', ''));
    expect(own.filter((path) => !known.has(path) && !single(path))).toEqual([]);
  });

  test.each(facts.keys.filter((key) => 'enum' in key || 'enumItems' in key))(
    'takes the words of $path',
    (key) => {
      const words = ('enum' in key ? key.enum : 'enumItems' in key ? key.enumItems : []) ?? [];
      const all = [key.path, `${key.path}[]`].flatMap((path) => paths.get(path) ?? []);
      for (const word of words) {
        const isTaken = all.some((one) =>
          typeof word === 'string'
            ? ((one.enum ?? []) as unknown as unknown[]).includes(word)
            : one.type === typeof word || (one.type === 'integer' && typeof word === 'number'),
        );
        expect(isTaken, `${key.path} = ${word}`).toBe(true);
      }
    },
  );

  test.each(['mount', 'compute', 'computes', 'metric'])('takes the old name %s, as deprecated', (name) => {
    expect((json.properties as Json)[name]).toMatchObject({ deprecated: true });
  });

  const validator = new Validator(json as object, '2020-12');
  const right = flyTomlRules.flatMap(({ examples }) => examples.map((example) => example.right));
  test.each(right.filter((text) => !text.startsWith('App')))('takes %s', (text) => {
    const { valid, errors } = validator.validate(plain(text));
    expect(errors.map(({ error }) => error)).toEqual([]);
    expect(valid).toBe(true);
  });
});

describe('the zod schema', () => {
  const right = flyTomlRules.flatMap(({ examples }) => examples.map((example) => example.right));
  test.each(right.filter((text) => !text.startsWith('App')))('means what is loaded of %s', (text) => {
    const { config } = readFlyFile(text, false);
    const parsed = flyTomlSchema.safeParse(plain(text));
    expect(parsed.error && z.prettifyError(parsed.error)).toBeUndefined();
    expect(structuredClone(config)).toEqual(parsed.data);
  });
});
