import type { Edit, Span } from '../../diagnostics/diagnostic.ts';
import type { JsonFault } from './json-faults.ts';
import type { Token } from './json-lexer.ts';
import type { ScalarNode } from './json-node.ts';

interface Sink {
  report(fault: JsonFault, span: Span, edits?: Edit[], values?: Record<string, string>): void;
}

const literals = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** What people write for a literal, by what other languages call it. */
const foreignLiterals: Record<string, string> = { none: 'null', nil: 'null', undefined: 'null' };

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const json5Number = /^[+-]?(0[xX][\da-fA-F]+|Infinity|NaN|((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][+-]?\d+)?)$/;

/** Returns the value of a word without quotes: a literal, a number, or a text that should have quotes. */
export function readWord(token: Token, sink: Sink): ScalarNode {
  const { text } = token;
  const scalar = (value: ScalarNode['value']): ScalarNode => ({
    kind: 'scalar',
    value,
    start: token.start,
    end: token.end,
  });
  const literal = literals.get(text);
  if (literal !== undefined) return scalar(literal);
  if (jsonNumber.test(text)) return scalar(Number(text));
  if (json5Number.test(text)) {
    sink.report('json5Number', token, undefined, { text });
    return scalar(text.startsWith('-') ? -Number(text.slice(1)) : Number(text));
  }
  const replace = (by: string): Edit[] => [{ start: token.start, end: token.end, text: by }];
  const meant = foreignLiterals[text.toLowerCase()] ?? text.toLowerCase();
  if (literals.has(meant)) {
    sink.report('literal', token, replace(meant), { text, literal: meant });
    return scalar(literals.get(meant) ?? null);
  }
  if (/^(\.{3}|…)$/.test(text)) sink.report('ellipsis', token, undefined, { text });
  else if (/^[-+.]?\d/.test(text)) sink.report('number', token, undefined, { text });
  else {
    sink.report('bareWord', token, replace(JSON.stringify(text)), { text });
    return scalar(text);
  }
  return { ...scalar(text), unread: true };
}
