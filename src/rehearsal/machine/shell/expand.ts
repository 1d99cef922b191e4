import type { ParsedScript, Word, WordPart } from 'unbash';
import { Uncovered } from '../../failure.ts';
import { calculate, DivisionByZero } from './arithmetic.ts';
import { globFiles, matches } from './glob.ts';
import type { Session } from './shell.ts';

/** Runs a script and returns what it prints: how `$(…)` gets its text. */
export type Capture = (script: ParsedScript, session: Session) => Promise<string>;

/** A piece of a word: where it was quoted, it is neither split nor a pattern. */
interface Piece {
  text: string;
  quoted: boolean;
  /** From an expansion, so that it is split at blanks unless quoted. */
  expanded: boolean;
  /** Ends a field here, between two of `"$@"`. */
  cut?: boolean;
}

/** Returns the fields that a word becomes: expanded, split and, where it is a pattern, matched against the files. */
export async function expandWord(word: Word, session: Session, capture: Capture): Promise<string[]> {
  const pieces = await piecesOf(word, session, capture);
  return fieldsOf(pieces).flatMap((field) => {
    if (!field.some((piece) => !piece.quoted && /[*?[]/.test(piece.text))) return [textOf(field)];
    const found = globFiles(patternOf(field), session);
    return found.length > 0 ? found : [textOf(field)];
  });
}

/** Returns a word as one text, without splitting or matching: what an assignment or a redirection takes. */
export async function expandText(word: Word, session: Session, capture: Capture): Promise<string> {
  return textOf(await piecesOf(word, session, capture));
}

/** Returns a word as a pattern, quoted characters escaped: what `case` compares with. */
export async function expandPattern(word: Word, session: Session, capture: Capture): Promise<string> {
  return patternOf(await piecesOf(word, session, capture));
}

/** Returns the text of parts such as a here-document's body. */
export async function expandParts(
  parts: readonly WordPart[],
  session: Session,
  capture: Capture,
): Promise<string> {
  const pieces: Piece[] = [];
  for (const part of parts) pieces.push(...(await pieceOf(part, true, session, capture)));
  return textOf(pieces);
}

async function piecesOf(word: Word, session: Session, capture: Capture): Promise<Piece[]> {
  const pieces: Piece[] = [];
  if (word.parts === undefined) {
    // A word without parts is a literal whose quotes and backslashes are gone: what is left is no pattern.
    return [{ text: tilde(word, session), quoted: true, expanded: false }];
  }
  for (const part of word.parts) pieces.push(...(await pieceOf(part, false, session, capture)));
  return pieces;
}

function tilde(word: Word, session: Session): string {
  if (!/^~(\/|$)/.test(word.text)) return word.value;
  return (session.variables.get('HOME') ?? '/root') + word.value.slice(1);
}

async function pieceOf(
  part: WordPart,
  quoted: boolean,
  session: Session,
  capture: Capture,
): Promise<Piece[]> {
  const literal = (text: string): Piece[] => [{ text, quoted: true, expanded: false }];
  const expanded = (text: string): Piece[] => [{ text, quoted, expanded: true }];
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return literal(part.value);
    case 'Glob':
      return [{ text: part.text, quoted: false, expanded: false }];
    case 'DoubleQuoted':
    case 'LocaleString': {
      const pieces: Piece[] = literal('');
      for (const inner of part.parts) pieces.push(...(await pieceOf(inner, true, session, capture)));
      return pieces;
    }
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      return name === '@' || name === '*'
        ? allArgs(name, quoted, session)
        : expanded(parameterValue(name, session));
    }
    case 'ParameterExpansion':
      return expanded(await parameter(part, session, capture));
    case 'CommandExpansion':
      return expanded(part.script === undefined ? '' : await capture(part.script, session));
    case 'ArithmeticExpansion':
      return expanded(String(sum(part, session)));
    case 'BraceExpansion':
    case 'ExtendedGlob':
      // A POSIX shell knows neither: the text stays.
      return literal(part.text);
    default:
      throw new Uncovered(`sh: ${part.type}`);
  }
}

function sum(part: Extract<WordPart, { type: 'ArithmeticExpansion' }>, session: Session): number {
  try {
    return calculate(part.expression, (name) => parameterValue(name, session));
  } catch (error) {
    if (!(error instanceof DivisionByZero)) throw error;
    const text = part.text.slice('$(('.length, -'))'.length);
    throw new ShellError(`arithmetic expression: division by zero: "${text}"`);
  }
}

function allArgs(name: string, quoted: boolean, session: Session): Piece[] {
  if (name === '*' && quoted) return [{ text: session.args.join(' '), quoted: true, expanded: true }];
  return session.args.flatMap((arg, index): Piece[] => [
    ...(index > 0 ? [{ text: '', quoted: true, expanded: true, cut: true }] : []),
    { text: arg, quoted, expanded: true },
  ]);
}

/** Returns a parameter's value, empty where it is not set. */
export function parameterValue(name: string, session: Session): string {
  return lookUp(name, session) ?? unset(name, session);
}

function unset(name: string, session: Session): string {
  if (session.options.unsetIsError) throw new ShellError(`${name}: parameter not set`);
  return '';
}

/** What a shell itself complains of; it ends the script. */
export class ShellError extends Error {}

function lookUp(name: string, session: Session): string | undefined {
  switch (name) {
    case '?':
      return String(session.status);
    case '#':
      return String(session.args.length);
    case '$':
      return '700';
    case '!':
      return '';
    case '-':
      return session.options.exitOnError ? 'e' : '';
    case '0':
      return 'sh';
    case '@':
    case '*':
      return session.args.join(' ');
  }
  if (/^\d+$/.test(name)) return session.args[Number(name) - 1];
  return session.variables.get(name);
}

async function parameter(
  part: Extract<WordPart, { type: 'ParameterExpansion' }>,
  session: Session,
  capture: Capture,
): Promise<string> {
  const name = part.parameter;
  const value = lookUp(name, session);
  if (part.prefix === '#') return String((value ?? '').length);
  const { operation } = part;
  if (operation === undefined) return value ?? unset(name, session);
  if (operation.type === 'Default') {
    const missing = operation.operator.startsWith(':') ? (value ?? '') === '' : value === undefined;
    const operand = () => expandText(operation.operand, session, capture);
    switch (operation.operator.at(-1)) {
      case '-':
        return missing ? await operand() : (value ?? '');
      case '+':
        return missing ? '' : await operand();
      case '=': {
        if (!missing) return value ?? '';
        const text = await operand();
        session.variables.set(name, text);
        return text;
      }
      default:
        if (!missing) return value ?? '';
        throw new ShellError(`${name}: ${(await operand()) || 'parameter not set or null'}`);
    }
  }
  if (operation.type === 'Remove') {
    const pattern = await expandPattern(operation.operand, session, capture);
    return remove(value ?? '', operation.operator, pattern);
  }
  throw new Uncovered(`sh: ${part.text}`);
}

function remove(value: string, operator: string, pattern: string): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, index) => index);
  if (operator.length === 2) lengths.reverse();
  for (const length of lengths) {
    const start = operator.startsWith('#') ? value.slice(0, length) : value.slice(value.length - length);
    if (!matches(pattern, start)) continue;
    return operator.startsWith('#') ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function fieldsOf(pieces: readonly Piece[]): Piece[][] {
  const fields: Piece[][] = [];
  let field: Piece[] | undefined;
  for (const piece of pieces) {
    if (piece.cut) {
      fields.push(field ?? []);
      field = [];
      continue;
    }
    if (piece.quoted || !piece.expanded) {
      field = [...(field ?? []), piece];
      continue;
    }
    const words = piece.text.split(/[ \t\n]+/);
    words.forEach((text, index) => {
      if (index > 0 && field !== undefined) {
        fields.push(field);
        field = undefined;
      }
      if (text !== '') field = [...(field ?? []), { ...piece, text }];
    });
  }
  if (field !== undefined) fields.push(field);
  return fields;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

function patternOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (piece.quoted ? piece.text.replaceAll(/[\\*?[\]]/g, '\\$&') : piece.text))
    .join('');
}
