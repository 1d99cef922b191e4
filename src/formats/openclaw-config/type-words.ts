import type { Fix, Message } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { JsonNode } from './json-node.ts';

const typeWords: Record<string, WordKey> = {
  object: 'openclaw.type.object',
  array: 'openclaw.type.array',
  strings: 'openclaw.type.strings',
  string: 'openclaw.type.string',
  number: 'openclaw.type.number',
  integer: 'openclaw.type.integer',
  fraction: 'openclaw.type.fraction',
  boolean: 'openclaw.type.boolean',
  null: 'openclaw.type.null',
};

/** Returns what a value is, in words. */
export function typeOf(node: JsonNode): Message {
  return wordFor(node.kind === 'scalar' ? scalarType(node.value) : node.kind);
}

/** Returns what a value has to be, in words: one of these types. */
export function eitherOf(types: readonly string[]): Message {
  const [first = '', ...rest] = types.filter((type) => type !== 'integer' || !types.includes('number'));
  const left = wordFor(first);
  return rest.length === 0 ? left : { key: 'openclaw.or', values: { left, right: eitherOf(rest) } };
}

/** Returns the fix that makes the value one of these types where it can only be meant so: `"true"` for `true`, `"3000"` for 3000. */
export function conversion(node: JsonNode, types: readonly string[]): Fix | undefined {
  const text = node.kind === 'scalar' ? converted(node.value, types) : undefined;
  if (text === undefined) return undefined;
  const edits = [{ start: node.start, end: node.end, text }];
  return { message: { key: 'fix.replace', values: { text } }, edits, safe: true };
}

function converted(value: unknown, types: readonly string[]): string | undefined {
  const takes = (type: string) => types.includes(type);
  if (typeof value !== 'string')
    return takes('string') && value !== null ? JSON.stringify(String(value)) : undefined;
  if (takes('boolean') && /^(true|false)$/.test(value)) return value;
  const whole = /^-?(0|[1-9]\d{0,14})$/.test(value) && (takes('integer') || takes('number'));
  return whole || (takes('number') && /^-?(0|[1-9]\d{0,14})\.\d{1,14}$/.test(value)) ? value : undefined;
}

/** Returns a type of JSON's in words. */
export function wordFor(type: string): Message {
  return { key: typeWords[type] ?? 'openclaw.type.other' };
}

function scalarType(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'number' && !Number.isInteger(value) ? 'fraction' : typeof value;
}
