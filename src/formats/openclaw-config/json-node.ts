import type { Span } from '../../diagnostics/diagnostic.ts';

/** A value of a JSON or JSON5 text, and where it stands. `value` is the value as JavaScript has it. */
export type JsonNode = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode extends Span {
  kind: 'object';
  value: Record<string, unknown>;
  /** Every member as written; of those with the same key the last one wins. */
  members: Member[];
}

export interface ArrayNode extends Span {
  kind: 'array';
  value: unknown[];
  items: JsonNode[];
}

export interface ScalarNode extends Span {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** Nothing can be said of the value, since it is missing or cannot be read. */
  unread?: boolean;
}

export interface Member {
  key: string;
  /** The key with its quotes. */
  keySpan: Span;
  value: JsonNode;
}

/** Returns the member that wins under this key. */
export function memberOf(node: JsonNode | undefined, key: string): Member | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.key === key) : undefined;
}

/** Returns the members that count: of those with the same key, the last. None where it is no object. */
export function effectiveMembers(node: JsonNode | undefined): Member[] {
  if (node?.kind !== 'object') return [];
  return [...new Map(node.members.map((member) => [member.key, member])).values()];
}

/** Returns the items of a list; none where it is no list. */
export function itemsOf(node: JsonNode | undefined): JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** Returns the value at the end of a path of keys and indexes. */
export function nodeAt(node: JsonNode | undefined, path: readonly (string | number)[]): JsonNode | undefined {
  let current = node;
  for (const step of path) {
    current =
      current?.kind === 'array' ? current.items[Number(step)] : memberOf(current, String(step))?.value;
  }
  return current;
}

/** Whether a value may stand in another file, which an `$include` on the way to it brings in. */
export function mayBeIncluded(root: JsonNode, path: readonly string[]): boolean {
  return (
    path.some((_, length) => memberOf(nodeAt(root, path.slice(0, length)), '$include')) ||
    memberOf(nodeAt(root, path), '$include') !== undefined
  );
}

/** Returns the keys and indexes of a JSON pointer (RFC 6901), with or without a leading `#`. */
export function pathOf(pointer: string): string[] {
  const steps = pointer.replace(/^#/, '').split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
