import { evaluate, parse as parseMomoa } from '@humanwhocodes/momoa';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/formats/openclaw-config/json.ts';
import { mark, mend, unmark } from './mark.ts';

describe('mistakes are found at their place, in words of their own', () => {
  test.each([
    ['missing comma', '{ "a": 1⟦⟧ "b": 2 }', 'comma', '{ "a": 1, "b": 2 }'],
    ['missing comma over lines', '{\n  "a": 1⟦⟧\n  "b": 2\n}', 'comma', '{\n  "a": 1,\n  "b": 2\n}'],
    ['missing comma in a list', '[1⟦⟧ 2⟦⟧ 3]', 'comma', '[1, 2, 3]'],
    ['semicolon', '{ "a": 1⟦;⟧ "b": 2 }', 'comma', '{ "a": 1, "b": 2 }'],
    ['one comma too many', '[1,⟦,⟧ 2]', 'extra-comma', '[1, 2]'],
    ['a comma first', '{⟦,⟧ "a": 1 }', 'extra-comma', '{ "a": 1 }'],
    ['missing colon', '{ "a"⟦⟧ 1 }', 'colon', '{ "a": 1 }'],
    ['equals sign', '{ "a" ⟦=⟧ 1 }', 'colon', '{ "a" : 1 }'],
    ['typographic quotes', '{ ⟦“a”⟧: ⟦„b“⟧ }', 'quotes', '{ "a": "b" }'],
    ['half typographic', '{ "a": ⟦"b”⟧,\n"c": 1 }', 'quotes', '{ "a": "b",\n"c": 1 }'],
    ['foreign literal', '{ "a": ⟦True⟧, "b": ⟦None⟧ }', 'literal', '{ "a": true, "b": null }'],
    ['text without quotes', '{ "a": ⟦anthropic/claude⟧ }', 'bare-word', '{ "a": "anthropic/claude" }'],
    ['key that needs quotes', '{ ⟦my-key⟧: 1 }', 'bare-key', '{ "my-key": 1 }'],
    ['open string', '{ "a": ⟦"b⟧,\n"c": 1 }', 'open-string', '{ "a": "b",\n"c": 1 }'],
    ['number', '{ "a": ⟦012⟧ }', 'number', undefined],
    ['ellipsis', '{ ⟦...⟧ }', 'ellipsis', undefined],
    ['escape', '{ "a": "⟦\\u12⟧" }', 'escape', undefined],
    ['text after a string', '{ "a": ⟦"b, "⟧c": 1 }', 'glued', undefined],
    ['no value', '{ ⟦"a"⟧: , "b": 2 }', 'no-value', undefined],
    ['never closed', '⟦{⟧ "a": 1', 'unclosed', undefined],
    ['inner one never closed', '{ "a": ⟦[⟧1, 2', 'unclosed', undefined],
    ['closed by another', '{ "a": [1⟦}⟧ }', 'mismatch', undefined],
    ['goes on after its end', '{} ⟦}⟧', 'stray', undefined],
    ['no braces', '⟦"a"⟧: 1', 'braces', undefined],
    ['value missing', '[1, ⟦:⟧]', 'value', undefined],
    ['key missing', '{ ⟦{⟧ } }', 'key', undefined],
    ['hash comment', '{} ⟦# note⟧', 'hash', '{} // note'],
    ['open comment', '{} ⟦/*⟧ note', 'open-comment', undefined],
    ['nothing', '⟦⟧', 'empty', undefined],
  ])('%s: %s', (_, marked, variant, mended) => {
    const { text, spans } = unmark(marked);
    const { findings } = parseJson(text, 'json5');
    expect(mark(text, findings)).toBe(marked);
    expect(findings.map(({ message }) => message.key)).toEqual(
      spans.map(() => `rules.json/syntax.${variant}`),
    );
    expect(findings.every(({ code, severity }) => code === 'json/syntax' && severity === 'error')).toBe(true);
    if (mended !== undefined) expect(mend(text, findings)).toBe(mended);
  });

  test.each([
    ['trailing comma', '{ "a": [1, 2⟦,⟧] }', 'comma', '{ "a": [1, 2] }'],
    ['line comment', '{} ⟦// note⟧', 'comment', undefined],
    ['block comment', '{ ⟦/* , */⟧ }', 'comment', undefined],
    ['single quotes', "{ ⟦'a'⟧: 1 }", 'quotes', '{ "a": 1 }'],
    ['key without quotes', '{ ⟦a⟧: 1 }', 'key', '{ "a": 1 }'],
    ['blank of a web page', '{⟦\u00a0⟧"a": 1 }', 'blank', '{ "a": 1 }'],
    ['hexadecimal', '[⟦0xff⟧]', 'number', undefined],
    ['point first', '[⟦.5⟧]', 'number', undefined],
    ['escape', '["⟦\\x41⟧"]', 'escape', undefined],
    ['tab in a string', '["a⟦\t⟧b"]', 'control', undefined],
  ])('only JSON minds a %s: %s', (_, marked, variant, mended) => {
    const { text } = unmark(marked);
    const { findings } = parseJson(text, 'json');
    expect(mark(text, findings)).toBe(marked);
    expect(findings.map(({ message }) => message.key)).toEqual([`rules.json/json5.${variant}`]);
    expect(parseJson(text, 'json5').findings).toEqual([]);
    if (mended !== undefined) expect(mend(text, findings)).toBe(mended);
  });

  test('several mistakes are all found, and the value is read all the same', () => {
    const { text } = unmark('{\n  "a": 1\n  “b”: True,\n  "c" 3,\n  "d": 4,\n}');
    const { findings, value, understood } = parseJson(text, 'json');
    expect(findings.map(({ message }) => message.key)).toEqual([
      'rules.json/syntax.comma',
      'rules.json/syntax.quotes',
      'rules.json/syntax.literal',
      'rules.json/syntax.colon',
      'rules.json/json5.comma',
    ]);
    expect(value).toEqual({ a: 1, b: true, c: 3, d: 4 });
    expect(understood).toBe(true);
  });

  test('a mistake that hides the rest of its line is told once', () => {
    expect(parseJson('{ "a: 1, "b": 2 }', 'json').findings).toHaveLength(1);
    expect(parseJson('{ "a": [1, 2 }, "b": ] }', 'json').findings).toHaveLength(1);
  });
});

test('JSON5 goes on in the next line after a backslash', () => {
  expect(parseJson('["a\\\nb"]', 'json5')).toMatchObject({ value: ['ab'], findings: [] });
});

describe('duplicate keys', () => {
  test('the last wins, and the first is named', () => {
    const text = '{ "a": 1, "b": 2, "a": 3 }';
    const { findings, value } = parseJson(text, 'json');
    expect(value).toEqual({ a: 3, b: 2 });
    expect(findings).toMatchObject([
      {
        code: 'json/duplicate-key',
        severity: 'warning',
        start: 18,
        end: 21,
        related: [{ start: 2, end: 5 }],
      },
    ]);
  });

  test('escapes hide nothing, and another object is another matter', () => {
    expect(parseJson('{ "a": 1, "\\u0061": 2 }', 'json').findings).toHaveLength(1);
    expect(parseJson('{ "a": { "a": 1 }, "b": { "a": 1 } }', 'json').findings).toEqual([]);
  });

  test('names of the language are but names', () => {
    const { value, findings } = parseJson('{ "__proto__": { "x": 1 }, "constructor": 2 }', 'json');
    expect(findings).toEqual([]);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(Reflect.get(value as object, 'x')).toBeUndefined();
  });
});

describe('places', () => {
  const text = '{ "a/b": [10, { "c~": "x" }] }';
  const json = parseJson(text, 'json');
  const slice = (span: { start: number; end: number } | undefined) =>
    span && text.slice(span.start, span.end);

  test.each([
    ['', text],
    ['/a~1b', '[10, { "c~": "x" }]'],
    ['#/a~1b/0', '10'],
    ['/a~1b/1/c~0', '"x"'],
    ['/a~1b/2', undefined],
    ['/nowhere/at/all', undefined],
  ])('the value at %s is %s', (pointer, expected) => {
    expect(slice(json.placeOf(pointer))).toBe(expected);
  });

  test('the key of a value', () => {
    expect(slice(json.keyPlaceOf('/a~1b/1/c~0'))).toBe('"c~"');
    expect(json.keyPlaceOf('/a~1b/1')).toBeUndefined();
  });
});

describe('agrees with the parsers of others', () => {
  const seeds = [
    '{"a":[1,-2.5e3,"x\\n\\u00e9",true,false,null],"b":{"c":{}}}',
    "{a:'it\\'s',/*c*/$b:+.5,c:0xF,d:[1,2,],\"e\":-Infinity,}",
    '// top\n{ "long": "a b", k: NaN }',
  ];
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '1',
    '0',
    '.',
    'a',
    ' ',
    '\\',
    '/',
    '*',
    'e',
    '-',
    'true',
  ];

  test('what JSON.parse takes is taken, with the same value, and nothing else', () => {
    for (const text of mutations(seeds, pieces, 6000)) {
      const expected = attempt(() => JSON.parse(text));
      const { findings, value } = parseJson(text, 'json');
      const faults = findings.filter(({ severity }) => severity === 'error');
      expect(faults.length === 0, text).toBe(expected.ok);
      if (expected.ok) expect(value, text).toEqual(expected.value);
    }
  });

  test('what a JSON5 parser takes is taken, with the same value', () => {
    for (const text of mutations(seeds, pieces, 6000)) {
      const expected = attempt(() => evaluate(parseMomoa(text, { mode: 'json5' })));
      if (!expected.ok) continue;
      const { findings, value } = parseJson(text, 'json5');
      expect(
        findings.filter(({ severity }) => severity === 'error'),
        text,
      ).toEqual([]);
      expect(value, text).toEqual(expected.value);
    }
  });
});

describe('stays within bounds', () => {
  test.each([
    ['nesting', '['.repeat(1_000_000)],
    ['objects', '{"a":'.repeat(300_000)],
    ['an open string', `"${' '.repeat(1_000_000)}x`],
    ['commas', `[${','.repeat(1_000_000)}]`],
    ['words', `[${'1 '.repeat(500_000)}]`],
    ['escapes', `"${'\\d'.repeat(500_000)}"`],
    ['fifty megabytes in a line', '[1,'.repeat(17_000_000)],
    ['slashes', 'a/'.repeat(500_000)],
  ])('%s', (_, text) => {
    const { findings } = parseJson(text, 'json');
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThanOrEqual(201);
  });
});

function attempt(read: () => unknown): { ok: true; value: unknown } | { ok: false; value?: undefined } {
  try {
    return { ok: true, value: read() };
  } catch {
    return { ok: false };
  }
}

/** Returns texts cut, spliced and changed at places that are the same in every run. */
function mutations(seeds: string[], pieces: string[], count: number): string[] {
  let state = 42;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  return Array.from({ length: count }, () => {
    let text = seeds[random(seeds.length)] ?? '';
    for (let times = random(3); times >= 0; times--) {
      const at = random(text.length + 1);
      text =
        text.slice(0, at) +
        (random(2) ? (pieces[random(pieces.length)] ?? '') : '') +
        text.slice(at + random(3));
    }
    return text;
  });
}
