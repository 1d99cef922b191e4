import type { Schema, SchemaObject } from '../schema.ts';

/** Keywords that say nothing about what is taken. */
const prose = ['title', 'description', 'examples', '$comment', 'readOnly', '$schema', '$id'];

/** Keywords whose value is a map of names to schemas. */
const maps = ['properties', 'patternProperties', '$defs', 'definitions'];

/** Keywords whose value is no schema. */
const plain = ['const', 'enum', 'default', 'required', 'type'];

/**
 * Returns OpenClaw's schema as it is kept here: without prose; its references rooted, since a plugin's own schema counts them from
 * itself; and without requiring what has a default, since OpenClaw fills that in before it looks.
 */
export function pruneSchema(raw: unknown): Schema {
  const pruned = prune(raw as Schema, '#', '#');
  if (typeof pruned === 'boolean') return pruned;
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...pruned };
}

/**
 * @param at the reference to this schema from the root
 * @param base the reference to the nearest schema above that has definitions of its own
 */
function prune(schema: Schema, at: string, base: string): Schema {
  if (typeof schema !== 'object' || schema === null) return schema;
  const home = schema.$defs || schema.definitions ? at : base;
  const kept: SchemaObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (prose.includes(keyword)) continue;
    if (keyword === '$ref') kept.$ref = `${home}${String(value).slice(1)}`;
    else if (plain.includes(keyword) || typeof value !== 'object' || value === null) kept[keyword] = value;
    else if (maps.includes(keyword)) kept[keyword] = pruneMap(value, `${at}/${keyword}`, home);
    else if (Array.isArray(value)) {
      kept[keyword] = value.map((each, index) => prune(each, `${at}/${keyword}/${index}`, home));
    } else kept[keyword] = prune(value as SchemaObject, `${at}/${keyword}`, home);
  }
  return withoutDefaulted(kept);
}

function pruneMap(map: object, at: string, base: string): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(map).map(([name, schema]) => [name, prune(schema, `${at}/${encode(name)}`, base)]),
  );
}

function withoutDefaulted(schema: SchemaObject): SchemaObject {
  if (!Array.isArray(schema.required)) return schema;
  const required = schema.required.filter((name) => {
    const property = schema.properties?.[name];
    return typeof property !== 'object' || !('default' in property);
  });
  const { required: _, ...rest } = schema;
  return required.length > 0 ? { ...schema, required } : rest;
}

function encode(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
