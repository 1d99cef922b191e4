/** What is wrong with a regular expression, in the words of the system's library. */
export class PatternError extends Error {}

/** The classes of POSIX, as they stand in brackets of JavaScript. */
export const characterClasses: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/** Returns a character as it stands for itself in a regular expression, in brackets too. */
export function literally(char: string): string {
  return char.replace(/[$()*+./?[\\\]^{|}-]/, '\\$&');
}

type Token =
  | { kind: 'atom'; source: string }
  | { kind: 'place'; source: string }
  | { kind: 'repeat'; source: string; text: string }
  | { kind: 'open' | 'close' | 'or' | 'start' | 'end' };

/**
 * Returns a basic or extended regular expression of POSIX, with GNU's additions, as one of JavaScript.
 *
 * @throws PatternError where it is none
 */
export function translate(pattern: string, extended: boolean): string {
  const tokens = read(pattern, extended);
  const out: string[] = [];
  const groups: number[] = [];
  // Where the atom begins that a repetition is of; undefined where there is none.
  let atom: number | undefined;
  const add = (source: string) => {
    atom = out.length;
    out.push(source);
  };
  for (const [index, token] of tokens.entries()) {
    const anchored = extended || isAnchor(token, tokens[index - 1], tokens[index + 1]);
    switch (token.kind) {
      case 'atom':
        add(token.source);
        break;
      case 'repeat':
        if (atom !== undefined) out.push(`(?:${out.splice(atom).join('')})${token.source}`);
        // With nothing to repeat, a basic expression means the characters themselves, an extended one nothing.
        else if (!extended) add([...token.text].map(literally).join(''));
        break;
      case 'open':
        groups.push(out.length);
        out.push('(');
        atom = undefined;
        break;
      case 'close':
        atom = groups.pop();
        if (atom === undefined) throw new PatternError('Unmatched ) or \\)');
        out.push(`${out.splice(atom).join('')})`);
        break;
      case 'start':
      case 'end':
        if (anchored) {
          out.push(token.kind === 'start' ? '^' : '$');
          atom = undefined;
        } else add(token.kind === 'start' ? '\\^' : '\\$');
        break;
      case 'or':
        out.push('|');
        atom = undefined;
        break;
      case 'place':
        out.push(token.source);
        atom = undefined;
        break;
    }
  }
  if (groups.length > 0) throw new PatternError('Unmatched ( or \\(');
  return out.join('');
}

/** Whether a `^` or `$` of a basic expression is more than itself: at the beginning or the end of all, of a group, of a choice. */
function isAnchor(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (token.kind === 'start') return before === undefined || before.kind === 'open' || before.kind === 'or';
  return after === undefined || after.kind === 'close' || after.kind === 'or';
}

function read(pattern: string, extended: boolean): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const escaped = pattern[at] === '\\';
    if (escaped) at++;
    const char = pattern[at];
    if (char === undefined) throw new PatternError('Trailing backslash');
    if (escaped !== extended && '(){}|+?'.includes(char)) {
      const { token, length } = operator(pattern.slice(at), extended);
      tokens.push(token);
      at += length - 1;
    } else if (escaped) tokens.push(afterBackslash(char));
    else if (char === '[') {
      const { source, length } = bracket(pattern.slice(at));
      tokens.push({ kind: 'atom', source });
      at += length - 1;
    } else tokens.push(plain(char));
  }
  return tokens;
}

function plain(char: string): Token {
  if (char === '*') return { kind: 'repeat', source: '*', text: '*' };
  if (char === '^') return { kind: 'start' };
  if (char === '$') return { kind: 'end' };
  return { kind: 'atom', source: char === '.' ? '.' : literally(char) };
}

function afterBackslash(char: string): Token {
  if (char === '<' || char === '>' || char === 'b') return { kind: 'place', source: '\\b' };
  if (char === 'B') return { kind: 'place', source: '\\B' };
  return { kind: 'atom', source: /[wWsS1-9]/.test(char) ? `\\${char}` : literally(char) };
}

/** Reads an operator, without the backslash that makes it one in a basic expression. */
function operator(text: string, extended: boolean): { token: Token; length: number } {
  const [char = ''] = text;
  if (char === '(') return { token: { kind: 'open' }, length: 1 };
  if (char === ')') return { token: { kind: 'close' }, length: 1 };
  if (char === '|') return { token: { kind: 'or' }, length: 1 };
  if (char === '+' || char === '?') return { token: { kind: 'repeat', source: char, text: char }, length: 1 };
  const [whole, least = '', most] = (extended ? /^\{(\d*)(,\d*)?\}/ : /^\{(\d*)(,\d*)?\\\}/).exec(text) ?? [];
  if (whole === undefined || (least === '' && most === undefined)) {
    if (!extended && char === '{') throw new PatternError('Unmatched \\{');
    return { token: { kind: 'atom', source: literally(char) }, length: 1 };
  }
  const source = `{${least || '0'}${most ?? ''}}`;
  return { token: { kind: 'repeat', source, text: whole }, length: whole.length };
}

/** Reads what stands in brackets, where a backslash is itself. */
function bracket(text: string): { source: string; length: number } {
  const negated = text[1] === '^';
  const from = negated ? 2 : 1;
  let source = '';
  let at = from;
  while (text[at] !== ']' || at === from) {
    const { part, length } = inBracket(text.slice(at));
    source += part;
    at += length;
  }
  const inner = text.slice(1, at);
  if (/^:.*:$/.test(inner)) {
    throw new PatternError(`character class syntax is [[${inner}]], not [${inner}]`);
  }
  return { source: `[${negated ? '^' : ''}${source}]`, length: at + 1 };
}

function inBracket(text: string): { part: string; length: number } {
  const [first, second, third] = text;
  const named = /^\[([:.=])(.*?)\1\]/s.exec(text);
  if (first === undefined || (named === null && /^\[[:.=]/.test(text))) {
    throw new PatternError('Unmatched [, [^, [:, [., or [=');
  }
  if (named !== null) {
    const [whole, kind, name = ''] = named;
    const part = kind === ':' ? characterClasses[name] : literally(name);
    if (part === undefined) throw new PatternError('Invalid character class name');
    return { part, length: whole.length };
  }
  if (second !== '-' || third === undefined || third === ']') return { part: literally(first), length: 1 };
  if (first > third) throw new PatternError('Invalid range end');
  return { part: `${literally(first)}-${literally(third)}`, length: 3 };
}
