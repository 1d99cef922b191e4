import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/guide/page.ts';
import { mutate, randomFrom } from '../../src/project/mutate.ts';
import { checkFences } from '../../src/rules/fences.ts';
import { feeds, misplaced } from '../../src/rules/fuzz.ts';
import { checkSnippet } from '../../src/rules/snippets/check.ts';

const sources = feeds(join(import.meta.dirname, '../../content'));
const others = sources.map(({ text }) => text);

describe('the check bears every text', () => {
  test('3,000 spoilt pages and snippets: nothing is thrown, and every finding stands in its text', () => {
    const random = randomFrom(20261121);
    for (let count = 0; count < 3000; count++) {
      const feed = sources[Math.floor(random() * sources.length)];
      if (!feed) throw new Error('The guide has no pages.');
      const text = mutate(feed.text, others, random);
      const place = `number ${count}, of ${feed.name}`;
      let wrong: string | undefined;
      expect(() => {
        wrong = misplaced(text, feed.check(text));
      }, place).not.toThrow();
      expect(wrong, place).toBeUndefined();
    }
  }, 120_000);

  const context = {
    openclaw: '2026.9.6',
    foreign: true,
    syntax: 'json5' as const,
  };
  const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
  const long = 50 * 1024 * 1024;

  test.each([
    ['fly-toml', 'nested arrays', `a = ${deep('[', ']')}`],
    ['fly-toml', 'nested tables', `a = ${deep('{a = ', '}')}`],
    ['fly-toml', 'a deep header', `[${'a.'.repeat(20_000)}a]`],
    ['openclaw-config', 'nested lists', deep('[', ']')],
    ['openclaw-config', 'nested objects', deep('{"a":', '}')],
    ['shell', 'nested substitutions', deep('$(', ')')],
    ['shell', 'nested groups', deep('( ', ' )')],
    ['shell', 'nested quotes', deep('"$(', ')"')],
  ] as const)('%s: %s', (kind, _, text) => {
    expect(misplaced(text, checkSnippet(text, kind, context))).toBeUndefined();
  });

  test.each([
    ['fly-toml', 'a = "'],
    ['fly-toml', ''],
    ['openclaw-config', '"'],
    ['openclaw-config', ''],
    ['shell', 'echo "'],
    ['shell', ''],
  ] as const)('%s: a line of 50 MB after %j stays bounded', (kind, start) => {
    const text = start + 'x'.repeat(long);
    const found = checkSnippet(text, kind, context);
    expect(found.length).toBeLessThan(1000);
    expect(misplaced(text, found)).toBeUndefined();
  });

  test('a page of 50 MB in one line stays bounded', () => {
    const { page } = readPage(
      { file: 'a.mdx', language: '', slug: '' },
      `\`\`\`bash\n${'x'.repeat(long)}\n\`\`\`\n`,
    );
    expect(checkFences(page, { targets: {}, foreign: true }).diagnostics.length).toBeLessThan(1000);
  });
});
