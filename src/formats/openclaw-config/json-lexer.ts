import type { Edit, Span } from '../../diagnostics/diagnostic.ts';
import type { JsonFault } from './json-faults.ts';

/** A piece of a JSON or JSON5 text. `text` is what a string says, without quotes and escapes, or the word as written. */
export interface Token extends Span {
  kind: '{' | '}' | '[' | ']' | ':' | ',' | ';' | 'string' | 'word' | 'end';
  text: string;
}

type Report = (fault: JsonFault, span: Span, edits?: Edit[], values?: Record<string, string>) => void;

const punctuation = '{}[]:,;';
const blank = /[ \t\n\r]+/y;
const rareBlank = /[\v\f\u00a0\ufeff\u2028\u2029\p{Zs}]+/uy;
const word = /[^\s{}[\]:,;"'`“”„‟«»‘’‚‛/\ufeff]*/y;
const typographic = '“”„‟«»‘’‚‛`';
const plainText = {
  '"': /[^"\\\n\r]*/y,
  "'": /[^'\\\n\r]*/y,
  typographic: /[^"“”„‟«»‘’‚‛`\\\n\r]*/y,
};
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const json5Escapes: Record<string, string> = {
  v: '\v',
  '0': '\0',
  '\n': '',
  '\r': '',
  '\u2028': '',
  '\u2029': '',
};

/**
 * Returns a function that gives the next token at each call. It reads what people write, not only what is right, and reports the
 * difference: comments, other quotes and blanks, escapes.
 */
export function createLexer(text: string, report: Report): () => Token {
  let at = 0;

  return () => {
    skipBlanks();
    const start = at;
    const first = text[at];
    if (first === undefined) return { kind: 'end', start, end: start, text: '' };
    if (punctuation.includes(first)) {
      at++;
      return { kind: first as Token['kind'], start, end: at, text: first };
    }
    if (first === '"' || first === "'" || typographic.includes(first)) return readString(first);
    at += matchAt(word, text, at).length;
    while (text[at] === '/' && !'/*'.includes(text[at + 1] ?? ' '))
      at += 1 + matchAt(word, text, at + 1).length;
    return { kind: 'word', start, end: at, text: text.slice(start, at) };
  };

  function skipBlanks(): void {
    for (;;) {
      at += matchAt(blank, text, at).length;
      const rare = matchAt(rareBlank, text, at);
      if (rare) {
        report('blank', { start: at, end: at + rare.length }, [
          { start: at, end: at + rare.length, text: ' ' },
        ]);
        at += rare.length;
      } else if (text.startsWith('//', at)) skipComment(/[\n\r]/g, 0);
      else if (text.startsWith('/*', at)) skipComment(/\*\//g, 2);
      else if (text[at] === '#') skipComment(/[\n\r]/g, 0);
      else return;
    }
  }

  function skipComment(closing: RegExp, closingLength: number): void {
    const start = at;
    closing.lastIndex = start + 1 + (closingLength && 1);
    const close = closing.exec(text)?.index;
    at = close === undefined ? text.length : close + closingLength;
    if (text[start] === '#') report('hash', { start, end: at }, [{ start, end: start + 1, text: '//' }]);
    else if (close === undefined && closingLength > 0) report('openComment', { start, end: start + 2 });
    else report('comment', { start, end: at });
  }

  function readString(quote: string): Token {
    const start = at;
    const plain = quote === '"' ? plainText['"'] : quote === "'" ? plainText["'"] : plainText.typographic;
    const parts: string[] = [];
    at++;
    for (;;) {
      const run = matchAt(plain, text, at);
      parts.push(run);
      at += run.length;
      if (text[at] === '\\') parts.push(readEscape());
      else break;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
      at++;
      if (quote !== '"') reportQuotes(quote, start);
      else reportControls(start);
      return { kind: 'string', start, end: at, text: parts.join('') };
    }
    return cutString(quote, start, parts.join(''));
  }

  /** A string that is still open where its line ends: what closes the rest of the line was hardly meant as a part of it. */
  function cutString(quote: string, start: number, said: string): Token {
    const tail = /[”“’"]?\s*[,}\]]*\s*$/.exec(said.slice(-200))?.[0] ?? '';
    at -= tail.length;
    const slipped = /^[”“’]/.test(tail);
    if (slipped) at++;
    const missing = { start: slipped ? at - 1 : at, end: at, text: '"' };
    const opening = quote === '"' ? [] : [{ start, end: start + 1, text: '"' }];
    report(slipped ? 'quotes' : 'openString', { start, end: at }, [...opening, missing]);
    return { kind: 'string', start, end: at, text: said.slice(0, said.length - tail.length) };
  }

  function reportQuotes(quote: string, start: number): void {
    const inner = text.slice(start + 1, at - 1);
    const edits = inner.includes('"')
      ? undefined
      : [
          { start, end: start + 1, text: '"' },
          { start: at - 1, end: at, text: '"' },
        ];
    report(quote === "'" ? 'singleQuotes' : 'quotes', { start, end: at }, edits);
  }

  function reportControls(start: number): void {
    const control = text.slice(start, at).search(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/);
    if (control >= 0) report('control', { start: start + control, end: start + control + 1 });
  }

  function readEscape(): string {
    const start = at;
    const letter = text[at + 1] ?? '';
    at += 1 + letter.length;
    const plain = escapes[letter];
    if (plain !== undefined) return plain;
    if (letter === 'u' || letter === 'x') {
      const length = letter === 'u' ? 4 : 2;
      const digits = matchAt(/[\da-f]{0,4}/iy, text, at).slice(0, length);
      at += digits.length;
      const written = text.slice(start, at);
      if (digits.length < length) report('escape', { start, end: at }, undefined, { escape: written });
      else if (letter === 'x') report('json5Escape', { start, end: at }, undefined, { escape: written });
      return digits.length < length ? written.slice(1) : String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (letter === '\r' && text[at] === '\n') at++;
    if (letter === '') return '';
    const shown = /[\n\r\u2028\u2029]/.test(letter) ? '\\' : text.slice(start, at);
    report('json5Escape', { start, end: at }, undefined, { escape: shown });
    return json5Escapes[letter] ?? letter;
  }
}

/** Returns what a sticky pattern matches at the offset, or ''. */
export function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
