import { describe, expect, test } from 'vitest';
import { readPage } from '../../../src/guide/page.ts';
import { comparePages } from '../../../src/rules/parity/parity.ts';

const original = [
  '---\ntitle: A\nrunbooks:\n  - id: go\n---',
  '## One {#one}',
  'See [two](/a/#two) and [Fly](https://fly.io).',
  '```bash step="x"\nls # list\n```',
  '```bash check="x"\ntest -f x\n```',
  '```toml\na = "#1" # one\n```',
  '### Two {#two}',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  ':::note\nMind.\n:::',
];
const translation = [
  '---\ntitle: A\nrunbooks:\n  - id: go\n---',
  '## Uno {#one}',
  'Vedi [due](/it/a/#two) e [Fly](https://fly.io).',
  '```bash step="x"\nls # elenca\n```',
  '```bash check="x"\ntest -f x\n```',
  '```toml\na = "#1" # uno\n```',
  '### Due {#two}',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  ':::note\nAttento.\n:::',
];

function compare(translated: string[]): [code: string, text: string][] {
  const { page: left } = readPage({ file: 'docs/a.mdx', language: 'en', slug: 'a' }, original.join('\n\n'));
  const source = translated.join('\n\n');
  const { page: right } = readPage({ file: 'docs/it/a.mdx', language: 'it', slug: 'a' }, source);
  return comparePages(left, right).map(({ code, start, end }) => [code, source.slice(start, end)]);
}

/** Returns the translation with one piece of text replaced. */
function altered(from: string, to: string): string[] {
  const whole = translation.join('\u0000');
  expect(whole).toContain(from);
  return whole.replace(from, to).split('\u0000');
}

describe('two languages are one guide', () => {
  test('a faithful translation has no finding, translated comments included', () => {
    expect(compare(translation)).toEqual([]);
  });

  test.each([
    ['a changed command', 'ls # elenca', 'ls -l # elenca', 'parity/fence', 'ls -l # elenca'],
    ['a changed value', '"#1" # uno', '"#2" # uno', 'parity/fence', 'a = "#2" # uno'],
    ['a changed annotation', 'check="x"', 'undo="x"', 'parity/fence', '```bash'],
    ['a changed language', '```toml', '```text', 'parity/fence', '```text'],
    ['a changed id', '{#two}', '{#due}', 'parity/part', '### Due {#due}'],
    ['a changed level', '### Due', '## Due', 'parity/part', '## Due {#two}'],
    ['a lost table row', '\n| 1 | 2 |', '', 'parity/part', '| a | b |'],
    ['another aside', ':::note', ':::tip', 'parity/part', ':::tip'],
    ['a link to another place', '/it/a/#two', '/it/a/#one', 'parity/link', '/it/a/#one'],
    ['a link into the other language', '/it/a/#two', '/a/#two', 'parity/link', '/a/#two'],
    ['other machinery in the frontmatter', 'id: go', 'id: come', 'parity/frontmatter', 'runbooks'],
    ['a key that is missing', 'title: A\n', 'title: A\nhead: []\n', 'parity/frontmatter', 'head'],
  ])('%s is one finding at its place', (_, from, to, code, text) => {
    expect(compare(altered(from, to))).toEqual([[code, text]]);
  });

  test.each(translation.slice(1).map((part, index) => [part.split('\n')[0], index + 1] as const))(
    'where %s is missing there is one finding, not one for each part after it',
    (_, index) => {
      const found = compare(translation.toSpliced(index, 1));
      const linkless = found.filter(([code]) => code !== 'parity/link');
      expect(linkless.length).toBe(index === 2 ? 0 : 1);
    },
  );

  test('what only the translation has is named', () => {
    expect(compare([...translation, '## Tre {#three}'])).toEqual([['parity/extra', '## Tre {#three}']]);
  });
});
