import { type Schema as JudgedSchema, validate } from '@cfworker/json-schema';
import type { JsonNode } from './json-node.ts';
import type { Path } from './paths.ts';
import type { Problem } from './problems.ts';
import type { SchemaObject } from './schema.ts';

/** What the walk does itself; cfworker judges the other keywords. */
const walked = [
  '$ref',
  'properties',
  'additionalProperties',
  'propertyNames',
  'items',
  'additionalItems',
].concat([
  'anyOf',
  'oneOf',
  'allOf',
  'then',
  'else',
  'if',
  'required',
  '$defs',
  'definitions',
  '$schema',
  'default',
]);

/** Keywords whose test may take far longer than the value is long, and what length is not tested. */
const costly = ['pattern', 'format', 'uniqueItems'];
const tooLong = 2000;

const leaves = new WeakMap<SchemaObject, SchemaObject>();

/** Asks cfworker about the keywords that concern the value alone. */
export function judge(schema: SchemaObject, node: JsonNode, path: Path): Problem[] {
  const leaf = leaves.get(schema) ?? without(schema, walked);
  leaves.set(schema, leaf);
  const { value } = node;
  const isLong = (typeof value === 'string' || Array.isArray(value)) && value.length > tooLong;
  const judged = isLong ? without(leaf, costly) : leaf;
  const { errors } = validate(value, judged as JudgedSchema, '7', {}, true);
  const keyword = errors.find((error) => error.keyword === 'const' || error.keyword === 'enum') ?? errors[0];
  if (!keyword) return [];
  const found = { path, place: node, node, keyword: keyword.keyword, types: [] };
  switch (keyword.keyword) {
    case 'type':
      return [{ ...found, kind: 'type', wanted: [], types: [schema.type ?? []].flat() }];
    case 'const':
      return [{ ...found, kind: 'choice', wanted: [schema.const] }];
    case 'enum':
      return [{ ...found, kind: 'choice', wanted: schema.enum ?? [] }];
    case 'pattern':
    case 'format':
      return [{ ...found, kind: 'form', wanted: [schema[keyword.keyword]] }];
    case 'not':
      return [{ ...found, kind: 'other', wanted: [] }];
    default:
      return [{ ...found, kind: 'limit', wanted: [schema[keyword.keyword]] }];
  }
}

function without(schema: SchemaObject, keywords: string[]): SchemaObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}
