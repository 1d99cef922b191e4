import type { Edit, Finding, Related, Span } from '../../diagnostics/diagnostic.ts';
import type { JsonFault } from './json-faults.ts';
import type { Token } from './json-lexer.ts';
import type { ArrayNode, JsonNode, Member, ObjectNode, ScalarNode } from './json-node.ts';
import { readWord } from './json-word.ts';

interface Sink {
  report(
    fault: JsonFault,
    span: Span,
    edits?: Edit[],
    values?: Record<string, string>,
    related?: Related[],
  ): void;
  /** Says that the rest of the line cannot be trusted. */
  lose(from: number): void;
  duplicate(finding: Finding): void;
}

/** Deeper nesting is not read: no configuration has it, and it would exhaust the stack. */
const deepest = 200;

/** Reads tokens into a tree, and goes on after a mistake as a reader would. */
export class JsonReader {
  readonly #text: string;
  readonly #next: () => Token;
  readonly #sink: Sink;
  #token: Token;
  /** Where the last token ended. */
  #end = 0;
  #ended = false;

  constructor(text: string, next: () => Token, sink: Sink) {
    this.#text = text;
    this.#next = next;
    this.#sink = sink;
    this.#token = next();
  }

  readText(): JsonNode | undefined {
    if (this.#token.kind === 'end') {
      this.#sink.report('empty', { start: 0, end: this.#text.length });
      this.#sink.lose(0);
      return undefined;
    }
    const root = this.#readValue(0);
    const rest = this.#token as Token;
    if (this.#ended || rest.kind === 'end') return root;
    const bare = root.kind === 'scalar' && rest.kind === ':';
    this.#sink.report(bare ? 'braces' : 'stray', bare ? root : rest);
    this.#sink.lose(this.#text.length);
    return root;
  }

  #readValue(depth: number): JsonNode {
    const token = this.#token;
    switch (token.kind) {
      case '{':
      case '[':
        if (depth >= deepest) return this.#giveUp(token);
        return token.kind === '{' ? this.#readObject(depth) : this.#readArray(depth);
      case 'string':
        this.#advance();
        return { kind: 'scalar', value: token.text, start: token.start, end: token.end };
      case 'word':
        this.#advance();
        return readWord(token, this.#sink);
      default:
        this.#sink.report(
          'valueExpected',
          token.kind === 'end' ? { start: this.#end, end: this.#end } : token,
        );
        this.#sink.lose(token.start);
        return { kind: 'scalar', value: null, start: token.start, end: token.start, unread: true };
    }
  }

  #readObject(depth: number): ObjectNode {
    const open = this.#token;
    const members: Member[] = [];
    this.#advance();
    const end = this.#readEntries(open, '}', () => {
      const member = this.#readMember(depth);
      if (member) members.push(member);
    });
    const byKey = new Map<string, Member>();
    for (const member of members) {
      const first = byKey.get(member.key);
      if (first) this.#reportDuplicate(first, member);
      byKey.set(member.key, member);
    }
    const value = Object.fromEntries([...byKey].map(([key, member]) => [key, member.value.value]));
    return { kind: 'object', value, members, start: open.start, end };
  }

  #readArray(depth: number): ArrayNode {
    const open = this.#token;
    const items: JsonNode[] = [];
    this.#advance();
    const end = this.#readEntries(open, ']', () => items.push(this.#readValue(depth + 1)));
    return { kind: 'array', value: items.map((item) => item.value), items, start: open.start, end };
  }

  /** Reads entries with commas between them up to the closing bracket, and returns the offset after it. */
  #readEntries(open: Token, close: '}' | ']', readEntry: () => void): number {
    const brackets = { open: open.text, close };
    let comma: Token | undefined;
    let empty = true;
    while (!this.#ended) {
      const token = this.#token;
      if (token.kind === close) {
        if (comma && !empty) this.#reportComma('trailingComma', comma);
        this.#advance();
        return token.end;
      }
      if (token.kind === 'end') {
        this.#sink.report('unclosed', open, undefined, brackets);
        return this.#stop();
      }
      if (token.kind === '}' || token.kind === ']') {
        const related = {
          start: open.start,
          end: open.end,
          message: { key: 'rules.json/syntax.opened' as const },
        };
        const edit = { start: token.start, end: token.end, text: close };
        this.#sink.report('mismatch', token, [edit], { ...brackets, found: token.text }, [related]);
        this.#sink.lose(token.start);
        this.#advance();
        return token.end;
      }
      if (token.kind === ',' || token.kind === ';') {
        if (token.kind === ';') {
          this.#sink.report('comma', token, [{ start: token.start, end: token.end, text: ',' }]);
        } else if (comma || empty) this.#reportComma('extraComma', token);
        comma = token;
        this.#advance();
        continue;
      }
      if (!empty && !comma) {
        const gap = { start: this.#end, end: this.#end };
        this.#sink.report('comma', gap, [{ ...gap, text: ',' }]);
      }
      comma = undefined;
      empty = false;
      readEntry();
      if (this.#token === token) this.#advance();
    }
    return this.#end;
  }

  #readMember(depth: number): Member | undefined {
    const key = this.#token;
    if (key.kind !== 'string' && key.kind !== 'word') {
      this.#sink.report('keyExpected', key);
      this.#sink.lose(key.start);
      if (key.kind === '{' || key.kind === '[') this.#readValue(depth + 1);
      return undefined;
    }
    this.#advance();
    if (key.kind === 'word' && /^(\.{3}|…)$/.test(key.text)) {
      this.#sink.report('ellipsis', key, undefined, { text: key.text });
      return undefined;
    }
    if (key.kind === 'word') this.#reportBareKey(key);
    const value = this.#readMemberValue(key, depth);
    return { key: key.text, keySpan: { start: key.start, end: key.end }, value };
  }

  #readMemberValue(key: Token, depth: number): JsonNode {
    const named = { key: key.text };
    const token = this.#token;
    if (token.kind === ':') {
      this.#advance();
      const after = this.#token.kind;
      if (after !== '}' && after !== ',' && after !== ']') return this.#readValue(depth + 1);
    } else if (token.kind === 'word' && /^(=|:=|=>)$/.test(token.text)) {
      this.#sink.report('colon', token, [{ start: token.start, end: token.end, text: ':' }], named);
      this.#advance();
      return this.#readValue(depth + 1);
    } else if (token.kind === 'string' || token.kind === 'word' || token.kind === '{' || token.kind === '[') {
      const gap = { start: key.end, end: key.end };
      this.#sink.report('colon', gap, [{ ...gap, text: ':' }], named);
      return this.#readValue(depth + 1);
    }
    if (this.#token.kind !== 'end') this.#sink.report('noValue', key, undefined, named);
    return { kind: 'scalar', value: null, start: this.#end, end: this.#end, unread: true };
  }

  #reportBareKey(key: Token): void {
    const name = /^[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$\u200c\u200d]*$/u;
    const edit = { start: key.start, end: key.end, text: JSON.stringify(key.text) };
    this.#sink.report(name.test(key.text) ? 'unquotedKey' : 'bareKey', key, [edit], { text: key.text });
  }

  #reportComma(fault: 'extraComma' | 'trailingComma', comma: Token): void {
    this.#sink.report(fault, comma, [{ start: comma.start, end: comma.end, text: '' }]);
  }

  #reportDuplicate(first: Member, last: Member): void {
    const { start, end } = first.keySpan;
    this.#sink.duplicate({
      code: 'json/duplicate-key',
      severity: 'warning',
      start: last.keySpan.start,
      end: last.keySpan.end,
      message: { key: 'rules.json/duplicate-key', values: { key: last.key } },
      related: [{ start, end, message: { key: 'rules.json/duplicate-key.first' } }],
    });
  }

  #giveUp(token: Token): ScalarNode {
    this.#sink.report('deep', token, undefined, { limit: String(deepest) });
    this.#stop();
    return { kind: 'scalar', value: null, start: token.start, end: token.end, unread: true };
  }

  #stop(): number {
    this.#ended = true;
    this.#sink.lose(this.#text.length);
    return this.#end;
  }

  #advance(): void {
    const last = this.#token;
    this.#end = last.end;
    this.#token = this.#next();
    if (last.kind === 'string' && this.#token.kind === 'word' && this.#token.start === last.end) {
      this.#sink.report('glued', last);
      this.#sink.lose(last.end);
    }
  }
}
