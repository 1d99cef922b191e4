import type { ParseError } from 'unbash';
import type { Finding, Message } from '../../diagnostics/diagnostic.ts';
import type { Heredoc } from './script.ts';

/** What each thing that can stay open is opened and closed with. */
const pairs: Record<string, [opens: string, closes: string]> = {
  'single quote': ["'", "'"],
  'double quote': ['"', '"'],
  'ANSI-C quote': ["$'", "'"],
  backtick: ['`', '`'],
  'command substitution': ['$(', ')'],
  'process substitution': ['<(', ')'],
  'parameter expansion': ['${', '}'],
  'arithmetic expansion': ['$((', '))'],
  'arithmetic command': ['((', '))'],
  'arithmetic for header': ['((', '))'],
  'array subscript': ['[', ']'],
  'extended glob': ['(', ')'],
};

const closers: Record<string, string> = {
  subshell: '(',
  'test group': '(',
  'brace group': '{',
};

/** Returns what the parser found, in our words and without what follows from an error on the same line. */
export function explainErrors(errors: readonly ParseError[], text: string): Finding[] {
  const findings: Finding[] = [];
  let line = -1;
  for (const error of [...errors].sort((a, b) => a.pos - b.pos)) {
    const at = Math.min(error.pos, text.length);
    const lineStart = text.lastIndexOf('\n', at - 1);
    if (lineStart === line && findings.length > 0) continue;
    line = lineStart;
    findings.push({
      code: 'shell/syntax',
      severity: 'error',
      message: explain(error.message),
      ...place(error.message, at, text),
    });
  }
  return findings;
}

function explain(message: string): Message {
  const [, open = ''] = /^unterminated (.+)$/.exec(message) ?? [];
  const pair = pairs[open];
  if (pair) return { key: 'rules.shell/syntax.open', values: { opens: pair[0], closes: pair[1] } };
  const [, closes, opens] = /^expected '(.+)' to close '?(.+?)'?$/.exec(message) ?? [];
  if (closes !== undefined && opens !== undefined) {
    return { key: 'rules.shell/syntax.open', values: { opens: closers[opens] ?? opens, closes } };
  }
  const [, after] = /^expected (?:command|word) after '(.+)'/.exec(message) ?? [];
  if (after !== undefined) return { key: 'rules.shell/syntax.after', values: { after } };
  const [, expected] = /^expected '(\w+)'/.exec(message) ?? [];
  if (expected !== undefined) return { key: 'rules.shell/syntax.expected', values: { expected } };
  if (message === 'expected redirect target') return { key: 'rules.shell/syntax.target' };
  const [, token] = /^unexpected (?:token|argument)? ?'(.+?)'/s.exec(message) ?? [];
  if (token !== undefined && token !== 'newline')
    return { key: 'rules.shell/syntax.unexpected', values: { token } };
  if (message.startsWith('maximum')) return { key: 'rules.shell/syntax.nesting' };
  return { key: 'rules.shell/syntax' };
}

/** An error has one offset: underline the token there, or the last one where the text has ended. */
function place(message: string, at: number, text: string): { start: number; end: number } {
  const [, token = ''] = /^unexpected token '(.+?)'/s.exec(message) ?? [];
  if (token !== '' && text.startsWith(token, at)) return { start: at, end: at + token.length };
  if (message.startsWith('unterminated')) {
    const [opens = ''] = pairs[message.slice('unterminated '.length)] ?? [];
    const start = text.startsWith(opens, at) ? at : Math.max(text.indexOf(opens, at), at);
    return { start, end: Math.min(start + Math.max(opens.length, 1), text.length) };
  }
  const end = text.slice(0, Math.min(at + 1, text.length)).trimEnd().length;
  return at < end ? { start: at, end } : { start: Math.max(end - 1, 0), end };
}

/** Returns a finding for a heredoc that nothing closes, with the line that was meant to, where there is one. */
export function unclosedHeredoc(heredoc: Heredoc, text: string): Finding {
  const base = { code: 'shell/heredoc', severity: 'error' as const, start: heredoc.start };
  const { delimiter } = heredoc;
  const operatorEnd = endOfLine(text, heredoc.start);
  const end = Math.min(operatorEnd, heredoc.body.start > heredoc.start ? heredoc.body.start : heredoc.end);
  const meant = delimiter === '' ? undefined : nearlyClosing(text, heredoc);
  if (!meant) {
    return {
      ...base,
      end: trimmed(text, heredoc.start, end),
      message: { key: 'rules.shell/heredoc', values: { delimiter } },
    };
  }
  return {
    ...base,
    end: trimmed(text, heredoc.start, end),
    message: { key: 'rules.shell/heredoc.blank', values: { delimiter } },
    related: [{ ...meant, message: { key: 'related.shell/heredoc', values: { delimiter } } }],
    fixes: [
      {
        message: { key: 'fix.replace', values: { text: delimiter } },
        edits: [{ ...meant, text: delimiter }],
        safe: true,
      },
    ],
  };
}

function nearlyClosing(text: string, heredoc: Heredoc): { start: number; end: number } | undefined {
  let at = heredoc.body.start;
  while (at < text.length) {
    const end = endOfLine(text, at);
    if (text.slice(at, end).trim() === heredoc.delimiter) return { start: at, end };
    at = end + 1;
  }
  return undefined;
}

function trimmed(text: string, start: number, end: number): number {
  return start + (text.slice(start, end).split(/[\n|;&]/)[0] ?? '').trimEnd().length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
