import { parts, propertySchema, type Schema, type SchemaObject } from './openclaw-config/schema.ts';

/** What a schema says of a value. */
export interface SchemaFacts {
  /** JSON's types, and `strings`, `duration` and `size`. */
  types: string[];
  /** The values that may be chosen from, as JSON. */
  choices: string[];
  /** As JSON. */
  default?: string;
}

/** Returns the parts of a schema that describe what stands at a path of keys; lists are passed through to their items. */
export function partsAt(root: Schema, path: readonly string[]): SchemaObject[] {
  let current = parts(root, root);
  for (const key of path) {
    current = current
      .flatMap((part) => itemsOf(root, part))
      .flatMap((part) => (isObject(part) ? parts(root, propertySchema(part, key) ?? false) : []));
  }
  return current;
}

/** Whether the key at the end of a path is the writer's own: no schema on the way names it. */
export function isOwnKey(root: Schema, path: readonly string[]): boolean {
  const key = path.at(-1) ?? '';
  const around = partsAt(root, path.slice(0, -1)).flatMap((part) => itemsOf(root, part));
  return !around.some(({ properties }) => properties !== undefined && Object.hasOwn(properties, key));
}

/** Returns what a schema says of the value at a path, or nothing where it takes no such key. */
export function schemaFacts(root: Schema, path: readonly string[]): SchemaFacts | undefined {
  const found = partsAt(root, path);
  if (found.length === 0) return undefined;
  const choices = found.flatMap((part) => part.enum ?? (part.const === undefined ? [] : [part.const]));
  const open = found.filter((part) => part.enum === undefined && part.const === undefined);
  const standard = found.find((part) => part.default !== undefined)?.default;
  return {
    types: [...new Set(open.flatMap(typesOf))],
    choices: [...new Set(choices.filter((choice) => choice !== '').map((choice) => JSON.stringify(choice)))],
    ...(standard !== undefined && { default: JSON.stringify(standard) }),
  };
}

function typesOf(part: SchemaObject): string[] {
  const pattern = String(part.pattern ?? '');
  if (/\bns\|/.test(pattern)) return ['duration'];
  if (pattern.includes('KMGTP')) return ['size'];
  if (part.type === 'array' && [part.items ?? []].flat().every(isText)) return ['strings'];
  return [part.type ?? []].flat();
}

function isText(schema: Schema): boolean {
  return typeof schema === 'object' && schema.type === 'string';
}

function isObject(part: SchemaObject): boolean {
  return part.type === 'object' || part.properties !== undefined;
}

function itemsOf(root: Schema, part: SchemaObject): SchemaObject[] {
  if (part.type !== 'array') return [part];
  return [part.items ?? []].flat().flatMap((item) => parts(root, item));
}
