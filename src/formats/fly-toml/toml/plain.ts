import type { TomlNode } from './tree.ts';

/** Returns what a node holds as plain data, dates as they are written. */
export function plainOf(node: TomlNode): unknown {
  if (node.kind === 'array') return node.items.map(plainOf);
  if (node.kind !== 'table') return node.value;
  return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, plainOf(value)]));
}
