import { parseTOML } from 'toml-eslint-parser';
import { describe, expect, test } from 'vitest';
import { parseToml } from '../../../../src/formats/fly-toml/toml/parse.ts';
import { plain } from '../plain.ts';

/** Whether another parser takes a text as TOML 1.0. */
function isToml(text: string): boolean {
  try {
    parseTOML(text, { tomlVersion: '1.0' });
    return true;
  } catch {
    return false;
  }
}

const texts = [
  'a = 1',
  'a = 1 b = 2',
  'a = 1\nb = 2\n',
  'a = 1\r\nb = 2\r\n',
  'a = 1\rb = 2',
  'a = 1 # comment',
  '# only a comment',
  '',
  'a.b = 1\na.c = 2',
  'a.b = 1\n[a]',
  'a . b = 1',
  '"a.b" = 1',
  "'a' = 1",
  '"" = 1',
  '"""a""" = 1',
  'ä = 1',
  'a b = 1',
  '= 1',
  'a',
  'a = ',
  'a. = 1',
  '.a = 1',
  'a..b = 1',
  'a: 1',
  '[a]\n[a]',
  '[a.b]\n[a]\nx = 1',
  '[a.b]\n[a]\nb.c = 1',
  '[a.b.c]\nz = 9\n[a]\nb.c.t = 1',
  '[fruit]\napple.color = 1\n[fruit.apple]',
  '[fruit]\napple.color = 1\n[fruit.apple.texture]\nx = 1',
  '[[a]]\n[a.b]\n[[a]]\n[a.b]',
  '[a]\n[[a]]',
  'a = []\n[[a]]',
  '[[a.b]]\n[a.b.c]\nx = 1\n[a]\ny = 1',
  '[[a.b]]\n[a]\nb = 1',
  'a = 1\n[a.b]',
  '[]',
  '[a',
  '[[a]',
  '[a]]',
  '[a]b = 1',
  '[ a . b ]',
  'a = {}',
  'a = { b = 1, c = 2 }',
  'a = { b = 1, }',
  'a = { b = 1 }\na.c = 2',
  'a = { b = 1 }\n[a]',
  'a = { b = {} }\n[a.b]',
  'a = { b.c = 1, b.d = 2 }',
  'a = { b.c = 1, b = {} }',
  'a = { b = 1, b = 2 }',
  'a = {\nb = 1 }',
  'a = [1, 2,\n3, # three\n]',
  'a = [1 2]',
  'a = [1,, 2]',
  'a = [,]',
  'a = [1, "a", [true]]',
  'a = [',
  'a = [{ b = 1 }, { b = 2 }]',
  'a = "x\\ny"',
  'a = "x\\q"',
  'a = "\\u00e9\\U0001F600"',
  'a = "\\uD800"',
  'a = "\\u12"',
  'a = "x',
  "a = 'x",
  "a = 'it''s'",
  "a = 'C:\\x'",
  'a = "\u0001"',
  '# \u0001',
  'a = "\t"',
  'a = """\nx\ny"""',
  'a = """x\\\n   y"""',
  'a = """x\\  y"""',
  'a = """a""""',
  'a = """a"""""',
  'a = """a""""""',
  "a = '''it's'''",
  "a = '''x'''''",
  'a = """x',
  'a = "x" "y"',
  'a = true',
  'a = True',
  'a = 0',
  'a = -0',
  'a = +1',
  'a = 01',
  'a = 1_000',
  'a = 1__0',
  'a = _1',
  'a = 1_',
  'a = 0x1F',
  'a = +0x1',
  'a = 0b12',
  'a = 0o17',
  'a = 1.5',
  'a = 1.',
  'a = .5',
  'a = 1e5',
  'a = 1e',
  'a = 1.5e+3_0',
  'a = inf',
  'a = -nan',
  'a = Inf',
  'a = 1979-05-27T07:32:00Z',
  'a = 1979-05-27 07:32:00.5-07:00',
  'a = 1979-05-27t07:32:00',
  'a = 1979-05-27',
  'a = 1979-05-27 # day',
  'a = 07:32:00',
  'a = 07:32',
  'a = 2024-02-29',
  'a = 2023-02-29',
  'a = 2024-13-01',
  'a = 25:00:00',
  'a = 1979-05-27T07:32:00+25:00',
];

describe('what is TOML', () => {
  test.each(texts)('%j is judged as another parser does', (text) => {
    expect(parseToml(text).problems.length === 0).toBe(isToml(text));
  });

  test.each(texts)('one mistake in %j is told once', (text) => {
    expect(parseToml(text).problems.length).toBeLessThanOrEqual(1);
  });

  test('an integer of more than 64 bits is none, and the largest is one', () => {
    expect(parseToml('a = 9223372036854775808').problems).toMatchObject([{ problem: 'value-number' }]);
    expect(parseToml('a = 9223372036854775807\nb = -9223372036854775808').problems).toEqual([]);
  });

  test('a byte order mark is passed over', () => {
    expect(plain('\uFEFFa = 1')).toEqual({ a: 1 });
  });
});

describe('what it means', () => {
  test.each([
    ['a = "tab\\t quote\\" \\u00e9"', { a: 'tab\t quote" é' }],
    ['a = """\nfirst\nsecond"""', { a: 'first\nsecond' }],
    ['a = """one \\\n   line"""', { a: 'one line' }],
    ['a = """two quotes"""""', { a: 'two quotes""' }],
    ["a = 'C:\\x'", { a: 'C:\\x' }],
    ['a = 0xFF\nb = 0o17\nc = 0b11\nd = 1_000\ne = 1.5e3', { a: 255, b: 15, c: 3, d: 1000, e: 1500 }],
    ['a.b.c = 1\na.b.d = 2', { a: { b: { c: 1, d: 2 } } }],
    ['[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\nx = 3', { a: [{ x: 1, b: { y: 2 } }, { x: 3 }] }],
    ['a = { b = [1, { c = true }] }', { a: { b: [1, { c: true }] } }],
    ['a = 1979-05-27T07:32:00Z', { a: '1979-05-27T07:32:00Z' }],
    ['__proto__ = 1\n[constructor]\nx = 1', JSON.parse('{"__proto__":1,"constructor":{"x":1}}')],
  ])('%j', (text, value) => {
    expect(plain(text)).toEqual(value);
  });

  test('every value knows its place', () => {
    const text = '[a]\nkey = "value" # comment\n';
    const table = parseToml(text).root.entries.get('a')?.value;
    const entry = table?.kind === 'table' ? table.entries.get('key') : undefined;
    expect(text.slice(table?.start, table?.end)).toBe('[a]');
    expect(text.slice(entry?.key.start, entry?.key.end)).toBe('key');
    expect(text.slice(entry?.value.start, entry?.value.end)).toBe('"value"');
  });
});

describe('after a mistake', () => {
  test('it goes on at the next line, and finds the others', () => {
    const text = 'a = "open\nb = yes\nc = 3\nd: 4\n[e\nf = 6\n[g]\ng = 01\n';
    const { problems, root } = parseToml(text);
    expect(problems.map(({ problem }) => problem)).toEqual([
      'string-open',
      'value-unquoted',
      'key-colon',
      'header-open',
      'value-number',
    ]);
    expect(root.entries.has('c')).toBe(true);
    // What follows a wrong header belongs to it, and to nothing else.
    expect(root.entries.has('f')).toBe(false);
  });

  test('an open bracket spoils no more than its own lines', () => {
    const { problems, root } = parseToml('a = [\n  "x",\n  "y"\nb = 1\n[c]\nd = 2\n');
    expect(problems.map(({ problem, start }) => ({ problem, start }))).toEqual([
      { problem: 'array-open', start: 4 },
    ]);
    expect([...root.entries.keys()]).toEqual(['b', 'c']);
  });

  test('a table in braces over several lines is one mistake', () => {
    const { problems, root } = parseToml('env = {\n  A = "1",\n  B = "2"\n}\napp = "x"\n');
    expect(problems.map(({ problem }) => problem)).toEqual(['inline-open']);
    expect([...root.entries.keys()]).toEqual(['app']);
  });

  test('a name that stands twice points at the first', () => {
    const { problems } = parseToml('a = 1\nb = 2\na = 3\n');
    expect(problems).toMatchObject([
      { problem: 'duplicate-key', start: 12, end: 13, first: { start: 0, end: 1 } },
    ]);
  });
});

describe('texts made to hurt', () => {
  const many = 1_000_000;
  test.each([
    ['open brackets', '['.repeat(many)],
    ['nested arrays', `a = ${'['.repeat(many)}`],
    ['nested tables', `a = ${'{ b = '.repeat(many)}`],
    ['a long key', `${'a.'.repeat(many)}b = 1`],
    ['a long header', `[${'a.'.repeat(many)}b]`],
    ['an open string', `a = "${'x'.repeat(many)}`],
    ['quotes', '"'.repeat(many)],
    ['backslashes', `a = "${'\\'.repeat(many)}"`],
    ['escaped marks', `a = """${'\\"""'.repeat(many)}`],
    ['digits', `a = ${'1'.repeat(many)}`],
    ['values', `a = [${'1,'.repeat(many)}]`],
    ['control characters', '\u0001'.repeat(many)],
    ['lines that are wrong', 'x\n'.repeat(many)],
    ['comments', '# x\n'.repeat(many)],
    ['blanks', ' '.repeat(many)],
  ])('%s are read, and told of in few findings', (_, text) => {
    expect(parseToml(text).problems.length).toBeLessThanOrEqual(101);
  });
});
