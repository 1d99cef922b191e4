import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import en from '../content/i18n/en.json' with { type: 'json' };
import { languageOf, languages, speak, type WordKey } from '../src/words.ts';

const home = join(import.meta.dirname, '..');
const words: Record<string, Record<string, string>> = Object.fromEntries(
  languages.map((language) => [
    language,
    JSON.parse(readFileSync(join(home, `content/i18n/${language}.json`), 'utf8')),
  ]),
);

const files = ['src', 'scripts', 'astro.config.mjs']
  .flatMap((place) =>
    place.includes('.')
      ? [place]
      : readdirSync(join(home, place), { recursive: true, encoding: 'utf8' }).map((file) =>
          join(place, file),
        ),
  )
  .filter((file) => /\.(ts|astro|mjs)$/.test(file));
const code = files.map((file) => readFileSync(join(home, file), 'utf8')).join('\n');

/** Whether a text stands in the code as a literal of its own. */
function isQuoted(text: string): boolean {
  return ["'", '"', '`'].some((quote) => code.includes(quote + text + quote));
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].sort();
}

describe('every sentence stands in every language', () => {
  test.each(languages)('%s: the same keys', (language) => {
    expect(Object.keys(words[language] ?? {})).toEqual(Object.keys(en));
  });

  test.each(languages)('%s: the same values stand in a sentence', (language) => {
    const differing = Object.keys(en).filter((key) => {
      const [one, other] = [words.en?.[key] ?? '', words[language]?.[key] ?? ''];
      // A singular may say "one" in words.
      return !key.endsWith('_one') && placeholders(one).join() !== placeholders(other).join();
    });
    expect(differing).toEqual([]);
  });

  test('no sentence is empty', () => {
    for (const language of languages) {
      expect(Object.entries(words[language] ?? {}).filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });

  test('every plural has both of its forms', () => {
    const keys = new Set(Object.keys(en));
    const lonely = [...keys].filter(
      (key) =>
        (key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !keys.has(key.replace(/_other$/, '_one'))),
    );
    expect(lonely).toEqual([]);
  });
});

describe('the code and the words agree', () => {
  test('no sentence is there that nothing says', () => {
    const unused = Object.keys(en).filter((key) => !isQuoted(key.replace(/_(one|other)$/, '')));
    expect(unused).toEqual([]);
  });

  test('no sentence is said that is not there', () => {
    const said = [...code.matchAll(/\bsay\(\s*['"]([^'"]+)['"]|\bkey:\s*['"]([^'"\s]+)['"]/g)].map(
      ([, one, other]) => one ?? other ?? '',
    );
    const missing = said.filter(
      (key) => /^[a-z][\w-]*[./]/.test(key) && !(key in en) && !(`${key}_one` in en),
    );
    expect(missing).toEqual([]);
  });
});

/** Each call that says a sentence by its name, with the names of the values that it gives. */
function* calls(file: string): Generator<{ line: number; key: string; given: string[] }> {
  const source = ts.createSourceFile(file, readFileSync(join(home, file), 'utf8'), ts.ScriptTarget.Latest);
  const visit = function* (node: ts.Node): ReturnType<typeof calls> {
    if (ts.isCallExpression(node)) {
      const [key, values] = node.arguments;
      const names =
        values === undefined
          ? []
          : ts.isObjectLiteralExpression(values) &&
            values.properties.map(({ name }) =>
              name !== undefined && ts.isIdentifier(name) ? name.text : '…',
            );
      if (
        key !== undefined &&
        ts.isStringLiteral(key) &&
        isSentence(key.text) &&
        names &&
        !names.includes('…')
      ) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        yield { line: line + 1, key: key.text, given: names };
      }
    }
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    for (const child of children) yield* visit(child);
  };
  yield* visit(source);
}

function isSentence(key: string): boolean {
  return key in en || `${key}_other` in en;
}

test('a sentence is given the values that stand in it, and no others', () => {
  const said = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...calls(file)].map((call) => ({ ...call, place: `${file}:${call.line}` })));
  const differing = said.filter(({ key, given }) => {
    const text = words.en?.[key] ?? words.en?.[`${key}_other`] ?? '';
    const wanted = placeholders(text);
    // What a page fills in later is given nothing now.
    return given.length > 0 && !isSame(wanted, given);
  });
  expect(differing.map(({ place, key }) => `${place} ${key}`)).toEqual([]);
  expect(said.length).toBeGreaterThan(300);
});

function isSame(wanted: string[], given: string[]): boolean {
  return (
    wanted.every((name) => given.includes(name)) &&
    given.every((name) => wanted.includes(name) || name === 'count')
  );
}

describe('speaking', () => {
  test('a plural follows its count in each language', () => {
    const key: WordKey = 'report.errors';
    expect(languages.map((language) => [1, 2].map((count) => speak(language)(key, { count })))).toEqual([
      ['1 error', '2 errors'],
      ['1 errore', '2 errori'],
    ]);
  });

  test('a million is many, in Italian too', () => {
    expect(speak('it')('report.errors', { count: 1_000_000 })).toBe('1000000 errori');
  });

  test('what is not given stays, to be filled in later', () => {
    expect(speak('en')('values.edit')).toBe('{{label}}: type your own');
    expect(speak('it')('values.edit', { label: 'Regione' })).toMatch(/^Regione\b/);
  });

  test('what is filled in is not escaped', () => {
    expect(speak('en')('fix.replace', { text: '<a & "b">' })).toBe('write `<a & "b">`');
  });

  test.each([
    ['it_IT.UTF-8', 'it'],
    ['it', 'it'],
    ['it-CH', 'it'],
    ['en_GB.UTF-8', 'en'],
    ['de_DE', 'en'],
    ['C', 'en'],
    [undefined, 'en'],
  ])('the locale %s speaks %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});
