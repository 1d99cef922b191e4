import { describe, expect, test } from 'vitest';
import { readGuide } from '../../src/guide/guide.ts';
import { Memory } from '../../src/guide/memory.ts';
import { meanings } from '../../src/rules/meanings.ts';
import { contentFolder } from '../support/content.ts';

const both = (text: string) => ({ en: text, it: text });
const meaning = (more = {}) => ({ what: both('It is.'), docs: 'https://example.org/', ...more });
const page = (fence: string) => `---\ntitle: A\n---\n## One {#one}\n\n${fence}\n`;

/** Returns what the rule finds in a guide of one page, each with the text that it stands at. */
function check(fence: string, words: Record<string, object>, languages = ['en', 'it']): string[] {
  const pages = languages.map((language) => [
    language === 'en' ? 'docs/a.mdx' : 'docs/it/a.mdx',
    page(fence),
  ]);
  const files = Object.entries(words).map(([format, names]) => [`meanings/${format}.json`, names]);
  const { guide, diagnostics } = readGuide(
    contentFolder({
      ...Object.fromEntries(pages),
      ...Object.fromEntries(files),
      'targets.json': { openclaw: '2026.9.6', flyctl: '0.4.87' },
    }),
  );
  expect(diagnostics).toEqual([]);
  return meanings
    .check(guide, new Memory())
    .filter(({ file }) => !file.startsWith('docs/it/'))
    .map(({ code, file, start, end }) => `${code}: ${(guide.sources.get(file) ?? '').slice(start, end)}`);
}

describe('what a snippet names has words', () => {
  test.each([
    [
      'a key of fly.toml',
      '```toml\n[vm]\nsize = "shared-cpu-1x"\n```',
      { 'fly-toml': { vm: meaning() } },
      'size',
    ],
    ['a key of openclaw.json', '```json\n{ "gateway": {} }\n```', { 'openclaw-config': {} }, 'gateway'],
    ['a command', '```bash\nfly apps list\n```', { 'fly-command': {} }, 'fly apps list'],
    ['a flag', '```bash\nfly status -a x\n```', { 'fly-command': { 'fly status': meaning() } }, '-a'],
    [
      'a key in a file that a heredoc writes',
      "```bash\ncat > fly.toml <<'EOF'\napp = 'x'\nEOF\n```",
      { 'fly-toml': {} },
      'app',
    ],
    [
      'a command that runs on the far side',
      '```bash\nfly ssh console -C "rm /data/x"\n```',
      { 'fly-command': { 'fly ssh console': meaning(), '--command': meaning() } },
      'rm',
    ],
  ])('%s', (_, fence, words, place) => {
    expect(check(fence, words)).toEqual([`meaning/missing: ${place}`]);
  });

  test('the name of any such command serves for a flag, and a wildcard for a name of the writer’s own', () => {
    const words = {
      'fly-command': { 'fly status': meaning(), '--app': meaning() },
      'fly-toml': { env: meaning(), 'env.*': meaning() },
    };
    expect(check('```bash\nfly status -a x\n```\n\n```toml\n[env]\nA = "b"\n```', words)).toEqual([]);
  });

  test('a guide without words explains nothing, and need not', () => {
    expect(check('```bash\nfly status\n```', {})).toEqual([]);
  });
});

describe('there are no other words', () => {
  test.each([
    ['that no snippet has', 'fly status'],
    ['that no table knows', 'fly staus'],
  ])('words for something %s', (_, name) => {
    const words = { 'fly-command': { 'fly apps list': meaning(), [name]: meaning() } };
    expect(check('```bash\nfly apps list\n```', words)).toEqual([`meaning/unused: ${name}`]);
  });
});

test.each([
  ['what it does', { what: { en: 'It is.' } }],
  ['what goes wrong', { wrong: { en: 'It breaks.' } }],
  ['a caution', { cautions: [{ kind: 'costs', text: { en: 'it costs.' } }] }],
])('%s is told in every language', (_, more) => {
  expect(check('```bash\nfly status\n```', { 'fly-command': { 'fly status': meaning(more) } })).toEqual([
    'meaning/language: fly status',
  ]);
});
