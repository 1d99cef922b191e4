import type { Span } from '../../diagnostics/diagnostic.ts';
import { bestOf } from './alternatives.ts';
import { effectiveMembers, type JsonNode, memberOf } from './json-node.ts';
import { judge } from './judge.ts';
import type { Path } from './paths.ts';
import { propertySchema, resolve, type Schema, type SchemaObject } from './schema.ts';

/** One thing that a schema does not take, at the key or the value that is to be changed. */
export interface Problem {
  kind: 'unknown' | 'missing' | 'type' | 'choice' | 'form' | 'limit' | 'name' | 'other';
  /** Where the value stands in the configuration; of an unknown key, the key itself included. */
  path: readonly (string | number)[];
  place: Span;
  node: JsonNode;
  /** What is wanted: key names (unknown, missing), values (choice), a pattern or format (form, name), a limit. */
  wanted: unknown[];
  /** The types that it may have, beside what is wanted. */
  types: string[];
  /** The keyword of the schema that says so. */
  keyword: string;
}

/** No more are looked for in one object or list. */
const mostProblems = 200;

/** Returns what the schema does not take in a value: one problem a mistake, whatever number of alternatives it breaks. */
export function findProblems(
  root: Schema,
  node: JsonNode,
  schema: Schema = root,
  path: Path = [],
): Problem[] {
  if (schema === true || (node.kind === 'scalar' && node.unread)) return [];
  if (schema === false)
    return [{ kind: 'other', path, place: node, node, wanted: [], types: [], keyword: 'false' }];
  if (schema.$ref !== undefined) return findProblems(root, node, resolve(root, schema.$ref), path);
  const own = judge(schema, node, path);
  if (own.some((problem) => problem.kind === 'type' || problem.kind === 'choice')) return own.slice(0, 1);
  const within = node.kind === 'object' ? inObject : node.kind === 'array' ? inArray : () => [];
  return [
    ...own,
    ...within(root, node as never, schema, path),
    ...(schema.allOf ?? []).flatMap((part) => findProblems(root, node, part, path)),
    ...inBranch(root, node, schema, path),
    ...alternatives(root, node, schema.anyOf, path),
    ...alternatives(root, node, schema.oneOf, path, true),
  ];
}

function inObject(
  root: Schema,
  node: JsonNode & { kind: 'object' },
  schema: SchemaObject,
  path: Path,
): Problem[] {
  const missing = (schema.required ?? []).filter((key) => !memberOf(node, key));
  const problems: Problem[] = [];
  if (missing.length > 0 && !memberOf(node, '$include')) {
    const place = { start: node.start, end: Math.min(node.end, node.start + 1) };
    problems.push({ kind: 'missing', path, place, node, wanted: missing, types: [], keyword: 'required' });
  }
  for (const { key, keySpan, value } of effectiveMembers(node)) {
    if (key === '$include' || problems.length > mostProblems) continue;
    const inner = propertySchema(schema, key);
    const at = [...path, key];
    if (inner === undefined || inner === false) {
      const wanted = Object.keys(schema.properties ?? {});
      problems.push({
        kind: 'unknown',
        path: at,
        place: keySpan,
        node: value,
        wanted,
        types: [],
        keyword: 'additionalProperties',
      });
      continue;
    }
    if (schema.propertyNames !== undefined) {
      const name: JsonNode = { kind: 'scalar', value: key, ...keySpan };
      const wrong = findProblems(root, name, schema.propertyNames, at)[0];
      if (wrong) problems.push({ ...wrong, kind: 'name' });
    }
    problems.push(...findProblems(root, value, inner, at));
  }
  return problems;
}

function inArray(
  root: Schema,
  node: JsonNode & { kind: 'array' },
  schema: SchemaObject,
  path: Path,
): Problem[] {
  const { items = true, additionalItems = true } = schema;
  const problems: Problem[] = [];
  for (const [index, item] of node.items.entries()) {
    const inner = Array.isArray(items) ? (items[index] ?? additionalItems) : items;
    problems.push(...findProblems(root, item, inner, [...path, index]));
    if (problems.length > mostProblems) break;
  }
  return problems;
}

function inBranch(root: Schema, node: JsonNode, schema: SchemaObject, path: Path): Problem[] {
  if (schema.if === undefined) return [];
  const holds = findProblems(root, node, schema.if, path).length === 0;
  return findProblems(root, node, (holds ? schema.then : schema.else) ?? true, path);
}

function alternatives(
  root: Schema,
  node: JsonNode,
  schemas: Schema[] | undefined,
  path: Path,
  one = false,
): Problem[] {
  if (!schemas) return [];
  const outcomes = schemas.map((schema) => findProblems(root, node, schema, path));
  const matches = outcomes.filter((problems) => problems.length === 0).length;
  if (matches > 1 && one)
    return [{ kind: 'other', path, place: node, node, wanted: [], types: [], keyword: 'oneOf' }];
  return matches > 0 ? [] : bestOf(outcomes, path.length);
}
