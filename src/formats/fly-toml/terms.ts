import type { Span } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { Schema } from '../openclaw-config/schema.ts';
import { isOwnKey, schemaFacts } from '../schema-facts.ts';
import { namesOf, type Term, type TermFacts } from '../term.ts';
import { jsonSchema } from './schema.ts';
import { parseToml } from './toml/parse.ts';
import type { TomlNode } from './toml/tree.ts';

let read: Schema | undefined;
const schema = () => (read ??= jsonSchema() as Schema);

/** Returns every key of a fly.toml where it stands, in order: those of headers, too, each where it comes first. */
export function flyTomlTerms(text: string): Term[] {
  const terms: Term[] = [];
  const visit = (node: TomlNode, path: readonly string[]): void => {
    if (node.kind === 'array') {
      for (const [index, item] of node.items.entries()) {
        const header = node.headers && index > 0 ? nameInHeader(text, item, path.at(-1) ?? '') : undefined;
        if (header) add(header, path);
        visit(item, path);
      }
    }
    if (node.kind !== 'table') return;
    for (const [name, { key, value }] of node.entries) {
      add(key, [...path, name]);
      visit(value, [...path, name]);
    }
  };
  const add = ({ start, end }: Span, path: readonly string[]): void => {
    const names = namesOf(path, (keys) => isOwnKey(schema(), keys));
    terms.push({ format: 'fly-toml', names, start, end });
  };
  visit(parseToml(text).root, []);
  return terms.sort((a, b) => a.start - b.start);
}

/** Returns what flyctl takes for the key of this name, or nothing where there is none. */
export function flyTomlFacts(name: string): TermFacts | undefined {
  const facts = schemaFacts(schema(), name.split('.'));
  return (
    facts && {
      ...facts,
      types: facts.types.map((type) => ({ key: typeWords[type] ?? 'expected.toml.string' })),
    }
  );
}

const typeWords: Record<string, WordKey> = {
  array: 'expected.toml.tables',
  boolean: 'expected.toml.boolean',
  duration: 'expected.toml.duration',
  integer: 'expected.toml.whole',
  number: 'expected.toml.number',
  object: 'expected.toml.table',
  size: 'expected.toml.size',
  strings: 'expected.toml.strings',
};

/** The name in the header of a list's further table: its span is the whole of `[[vm]]`. */
function nameInHeader(text: string, { start, end }: Span, name: string): Span | undefined {
  const at = text.slice(start, end).lastIndexOf(name);
  return at < 0 ? undefined : { start: start + at, end: start + at + name.length };
}
