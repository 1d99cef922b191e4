import type { Finding, Message } from '../../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../../words.ts';
import { found, type Rule } from '../rule.ts';
import { bracket, character, duplicate, header, key, string, tooDeep, value } from './rules.ts';
import type { Problem, TomlProblem } from './tree.ts';

const sentences: Record<Problem, { rule: Rule; key: WordKey; safe?: true }> = {
  'string-open': { rule: string, key: 'rules.toml/string.open' },
  'string-escape': { rule: string, key: 'rules.toml/string.escape' },
  'string-control': { rule: string, key: 'rules.toml/string.control' },
  'value-missing': { rule: value, key: 'rules.toml/value.missing' },
  'value-unquoted': { rule: value, key: 'rules.toml/value.unquoted', safe: true },
  'value-quotes': { rule: value, key: 'rules.toml/value.quotes', safe: true },
  'value-boolean': { rule: value, key: 'rules.toml/value.boolean', safe: true },
  'value-number': { rule: value, key: 'rules.toml/value.number' },
  'value-date': { rule: value, key: 'rules.toml/value.date' },
  'key-missing': { rule: key, key: 'rules.toml/key.missing' },
  'key-invalid': { rule: key, key: 'rules.toml/key.invalid' },
  'key-equals': { rule: key, key: 'rules.toml/key.equals' },
  'key-twice': { rule: key, key: 'rules.toml/key.twice', safe: true },
  'key-colon': { rule: key, key: 'rules.toml/key.colon', safe: true },
  'header-open': { rule: header, key: 'rules.toml/header.open', safe: true },
  'header-empty': { rule: header, key: 'rules.toml/header.empty' },
  'line-rest': { rule: value, key: 'rules.toml/value.rest' },
  'array-comma': { rule: bracket, key: 'rules.toml/bracket.comma' },
  'array-open': { rule: bracket, key: 'rules.toml/bracket.array' },
  'inline-comma': { rule: bracket, key: 'rules.toml/bracket.comma' },
  'inline-open': { rule: bracket, key: 'rules.toml/bracket.inline' },
  'inline-trailing': { rule: bracket, key: 'rules.toml/bracket.trailing', safe: true },
  'duplicate-key': { rule: duplicate, key: 'rules.toml/duplicate' },
  'duplicate-table': { rule: duplicate, key: 'rules.toml/duplicate.table' },
  'control-character': { rule: character, key: 'rules.toml/character' },
  depth: { rule: tooDeep, key: 'rules.toml/depth' },
  size: { rule: tooDeep, key: 'rules.toml/depth.size' },
};

/** Returns a parser's problems as findings. */
export function describeProblems(problems: TomlProblem[]): Finding[] {
  return problems.map(({ problem, start, end, name, instead, first }) => {
    const { rule, key: words, safe } = sentences[problem];
    const message: Message = name === undefined ? { key: words } : { key: words, values: { name } };
    return found(rule, { start, end }, message, {
      ...(instead !== undefined && { fixes: [fixOf(start, end, instead, safe ?? false)] }),
      ...(first && { related: [{ ...first, message: { key: 'related.toml.first' } }] }),
    });
  });
}

function fixOf(start: number, end: number, text: string, safe: boolean) {
  const message: Message =
    text === '' ? { key: 'fix.remove' } : { key: 'fix.replace', values: { text: text.trim() } };
  return { message, edits: [{ start, end, text }], safe };
}
