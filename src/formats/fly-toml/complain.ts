import type { Finding, Fix, Message } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { Reading, Site } from './reading.ts';
import { found, mostFindings, type Rule } from './rule.ts';
import { typeRule } from './rules/values.ts';
import { quoted } from './toml/scalar.ts';
import type { TomlNode } from './toml/tree.ts';

/** Returns the text of a value as it was written. */
export function written(node: TomlNode, reading: Reading): string {
  return reading.text.slice(node.start, node.end);
}

/** Returns a fix that puts a text in the place of a value. */
export function rewrite(node: TomlNode, text: string, safe = true): Fix {
  return {
    message: { key: 'fix.replace', values: { text } },
    edits: [{ start: node.start, end: node.end, text }],
    safe,
  };
}

/** Tells that a value is of the wrong kind; where what was meant is plain, with the mend. */
export function wrongType(
  node: TomlNode,
  site: Site,
  reading: Reading,
  expected: WordKey,
  instead?: string,
): undefined {
  const at = node.kind === 'table' && node.origin !== 'inline' ? site.key : node;
  complain(
    typeRule,
    reading,
    at,
    {
      key: 'rules.fly-toml/type',
      values: { name: site.name, expected: { key: expected }, actual: kindOf(node) },
    },
    {
      ...(instead !== undefined && { fixes: [rewrite(node, instead)] }),
    },
  );
}

/** Returns what kind of value stands there, in words. */
function kindOf(node: TomlNode): Message {
  switch (node.kind) {
    case 'string':
      return { key: 'kind.toml.string' };
    case 'integer':
    case 'float':
      return { key: 'kind.toml.number' };
    case 'boolean':
      return { key: 'kind.toml.boolean' };
    case 'datetime':
      return { key: 'kind.toml.date' };
    case 'array':
      return { key: 'kind.toml.array' };
    case 'table':
      return { key: 'kind.toml.table' };
  }
}

/** Adds a finding. */
export function complain(
  rule: Rule,
  reading: Reading,
  at: { start: number; end: number },
  message: Message,
  more?: Partial<Finding>,
): void {
  if (reading.findings.length < mostFindings) reading.findings.push(found(rule, at, message, more));
}

/** Returns a value as a TOML string, where it is one that can be written so. */
export function asString(node: TomlNode, reading: Reading): string | undefined {
  return node.kind === 'integer' ||
    node.kind === 'float' ||
    node.kind === 'boolean' ||
    node.kind === 'datetime'
    ? quoted(written(node, reading))
    : undefined;
}
