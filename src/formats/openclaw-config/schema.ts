/** A JSON Schema (draft-07), of which the keywords are named that are walked here; cfworker judges the rest. */
export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  propertyNames?: Schema;
  items?: Schema | Schema[];
  additionalItems?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  if?: Schema;
  then?: Schema;
  else?: Schema;
  [keyword: string]: unknown;
}
export type Schema = SchemaObject | boolean;

/** Returns the schema that a rooted reference (`#/…`) names, or one that takes everything where there is none. */
export function resolve(root: Schema, ref: string): Schema {
  let found: unknown = root;
  for (const step of ref.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  }
  return found === undefined ? true : (found as Schema);
}

/** Returns a schema's alternatives and parts down to those that say something about properties, in no order. */
export function parts(root: Schema, schema: Schema): SchemaObject[] {
  if (typeof schema === 'boolean') return [];
  if (schema.$ref !== undefined) return parts(root, resolve(root, schema.$ref));
  const inner = [schema.anyOf, schema.oneOf, schema.allOf, [schema.then ?? true]].flatMap(
    (list) => list ?? [],
  );
  return [schema, ...inner.flatMap((each) => parts(root, each))];
}

/** Returns the schema of a property, an additional one included; undefined where the object does not take it. */
export function propertySchema(schema: SchemaObject, key: string): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  const rest = schema.additionalProperties ?? true;
  return rest === false ? undefined : rest;
}

/** Returns the schemas that a version has for the value at a path; none where it takes no such key. */
export function schemasAt(root: Schema, path: readonly (string | number)[]): Schema[] {
  let current: Schema[] = [root];
  for (const step of path) {
    current = current.flatMap((schema): Schema[] => {
      if (schema === true) return [true];
      return parts(root, schema).flatMap((part): Schema[] => {
        if (typeof step === 'number') return part.type === 'array' ? itemSchemas(part) : [];
        if (part.type !== 'object' && !part.properties) return saysSomething(part) ? [] : [true];
        return [propertySchema(part, step) ?? []].flat();
      });
    });
  }
  return current;
}

function itemSchemas(schema: SchemaObject): Schema[] {
  if (Array.isArray(schema.items)) return [...schema.items, schema.additionalItems ?? true];
  return [schema.items ?? true];
}

/** Whether a schema is more than `true` or `{}`, which take whatever they are given. */
export function saysSomething(schema: Schema): boolean {
  return typeof schema === 'object' && Object.keys(schema).length > 0;
}
