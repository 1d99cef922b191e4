import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { instrument } from '../../../src/project/mutation/instrument.ts';
import { mutantsOf } from '../../../src/project/mutation/mutants.ts';

function mutants(text: string) {
  return mutantsOf(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
}

/** The text as each of its mutants would have it. */
function mutated(text: string): string[] {
  return mutants(text).map(({ start, end, text: other }) => text.slice(0, start) + other + text.slice(end));
}

describe('a text is changed in one place at a time', () => {
  test.each([
    ['x = a < b;', ['x = (a) <= (b);', 'x = (a) >= (b);']],
    ['x = a && !b;', ['x = (a) || (!b);', 'x = a && b;']],
    ['x = a ? b : c;', ['x = b;', 'x = c;']],
    ['if (a) b = c;', ['if (true) b = c;', 'if (false) b = c;']],
    ["x = 'a' + b;", ["x = '' + b;"]],
    ['x = a?.b.c(d);', ['x = a.b.c(d);']],
    ['x = a.filter(b).c;', ['x = a.c;']],
    ['x = a.some(b);', ['x = a.every(b);']],
    ['x = /^a\\d$/;', ['x = /a\\d$/;', 'x = /^a\\d/;', 'x = /^a\\D$/;']],
    ['call(a);', ['']],
    ['const f = (a: string) => a;', ['const f = (a: string) => undefined;']],
    ['function f() { return a; }', ['function f() {}', 'function f() { return undefined; }']],
  ])('%s', (text, others) => {
    expect(mutated(text)).toEqual(others);
  });

  test.each([
    "import a from 'a';",
    "export { a } from 'a';",
    "type A = 'a' | 'b';",
    "interface A { a: 'a' }",
    'x.y = z;',
    'x = a.toString().constructor();',
    '[a, b] = c;',
    "x = import('a');",
  ])('nothing that only types or names are made of: %s', (text) => {
    expect(mutated(text)).toEqual([]);
  });
});

test('with all of its mutants in it, a text does what it did, and with one of them what that does', () => {
  const text = [
    'const list = [3, 1, 2];',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    "const name = (a) => (a > 1 ? `big ${a === 3 ? 'three' : 'two'}` : 'small');",
    'let told = list.filter((one) => one > 0).map(name).join();',
    "if (told === '') told = 'none'; else told += '!';",
    'function done(a) { if (a?.b) { told += a.b; } return told; }',
    'return [done({ b: 1 }), done()];',
  ].join('\n');
  const numbered = mutants(text).map((mutant, index) => ({ ...mutant, id: index + 1 }));
  const run = (code: string, tried = 0) => {
    try {
      const program = new Function('__mutant', code.replace(/^import .*?;/, ''));
      return JSON.stringify(program((id: number) => id === tried) ?? null);
    } catch (error) {
      return String(error);
    }
  };
  const all = instrument(text, numbered, './switch.ts');
  expect(all.split('\n')).toHaveLength(text.split('\n').length);
  expect(run(all)).toBe(run(text));
  expect(numbered.length).toBeGreaterThan(25);
  for (const { id, start, end, text: other } of numbered)
    expect(run(all, id), `mutant ${id}`).toBe(run(text.slice(0, start) + other + text.slice(end)));
});
