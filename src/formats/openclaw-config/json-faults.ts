import type { WordKey } from '../../words.ts';

interface Fault {
  /** `json/json5` where JSON5 takes it and JSON does not. */
  code: 'json/syntax' | 'json/json5';
  message: WordKey;
  fix?: WordKey;
  /** The fix can only be what was meant. */
  safe?: true;
}

/** What can be wrong with the writing of a JSON text. */
export const jsonFaults = {
  comment: { code: 'json/json5', message: 'rules.json/json5.comment' },
  singleQuotes: {
    code: 'json/json5',
    message: 'rules.json/json5.quotes',
    fix: 'fix.json.quotes',
    safe: true,
  },
  blank: { code: 'json/json5', message: 'rules.json/json5.blank', fix: 'fix.json.blank', safe: true },
  json5Escape: { code: 'json/json5', message: 'rules.json/json5.escape' },
  control: { code: 'json/json5', message: 'rules.json/json5.control' },
  unquotedKey: { code: 'json/json5', message: 'rules.json/json5.key', fix: 'fix.json.quotes', safe: true },
  trailingComma: { code: 'json/json5', message: 'rules.json/json5.comma', fix: 'fix.json.drop', safe: true },
  json5Number: { code: 'json/json5', message: 'rules.json/json5.number' },
  hash: { code: 'json/syntax', message: 'rules.json/syntax.hash', fix: 'fix.json.hash', safe: true },
  openComment: { code: 'json/syntax', message: 'rules.json/syntax.open-comment' },
  quotes: { code: 'json/syntax', message: 'rules.json/syntax.quotes', fix: 'fix.json.quotes', safe: true },
  openString: { code: 'json/syntax', message: 'rules.json/syntax.open-string', fix: 'fix.json.close' },
  glued: { code: 'json/syntax', message: 'rules.json/syntax.glued' },
  escape: { code: 'json/syntax', message: 'rules.json/syntax.escape' },
  colon: { code: 'json/syntax', message: 'rules.json/syntax.colon', fix: 'fix.json.colon', safe: true },
  noValue: { code: 'json/syntax', message: 'rules.json/syntax.no-value' },
  comma: { code: 'json/syntax', message: 'rules.json/syntax.comma', fix: 'fix.json.comma', safe: true },
  extraComma: {
    code: 'json/syntax',
    message: 'rules.json/syntax.extra-comma',
    fix: 'fix.json.drop',
    safe: true,
  },
  unclosed: { code: 'json/syntax', message: 'rules.json/syntax.unclosed' },
  mismatch: { code: 'json/syntax', message: 'rules.json/syntax.mismatch', fix: 'fix.json.bracket' },
  stray: { code: 'json/syntax', message: 'rules.json/syntax.stray' },
  braces: { code: 'json/syntax', message: 'rules.json/syntax.braces' },
  keyExpected: { code: 'json/syntax', message: 'rules.json/syntax.key' },
  valueExpected: { code: 'json/syntax', message: 'rules.json/syntax.value' },
  bareKey: { code: 'json/syntax', message: 'rules.json/syntax.bare-key', fix: 'fix.json.quotes', safe: true },
  literal: { code: 'json/syntax', message: 'rules.json/syntax.literal', fix: 'fix.json.literal', safe: true },
  bareWord: { code: 'json/syntax', message: 'rules.json/syntax.bare-word', fix: 'fix.json.quotes' },
  number: { code: 'json/syntax', message: 'rules.json/syntax.number' },
  ellipsis: { code: 'json/syntax', message: 'rules.json/syntax.ellipsis' },
  empty: { code: 'json/syntax', message: 'rules.json/syntax.empty' },
  long: { code: 'json/syntax', message: 'rules.json/syntax.long' },
  deep: { code: 'json/syntax', message: 'rules.json/syntax.deep' },
} satisfies Record<string, Fault>;

export type JsonFault = keyof typeof jsonFaults;
