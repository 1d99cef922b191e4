import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/guide/page.ts';
import { inFile } from '../../src/guide/snippet.ts';

const place = { file: 'docs/a.mdx', language: 'en', slug: 'a' };

/** Returns the first fence of a page and the page's source. */
function fenceOf(source: string) {
  const { page } = readPage(place, source);
  const [fence] = page.fences;
  if (!fence) throw new Error('The page has no fence.');
  return { fence, source };
}

describe('a fence knows its text and where each character stands', () => {
  const body = 'fly deploy\n  --now\n';
  test.each([
    ['at the margin', '```bash\nfly deploy\n  --now\n```\n'],
    ['after prose', 'Some *prose*.\n\n```bash step="a"\nfly deploy\n  --now\n```\n'],
    ['in a list', '- item\n\n  ```bash\n  fly deploy\n    --now\n  ```\n'],
    [
      'in a tab',
      '<Tabs>\n  <TabItem label="x">\n\n  ```bash\n  fly deploy\n    --now\n  ```\n\n  </TabItem>\n</Tabs>\n',
    ],
    ['in a block quote', '> ```bash\n> fly deploy\n>   --now\n> ```\n'],
    ['in a list in a quote', '> 1. item\n>\n>    ```bash\n>    fly deploy\n>      --now\n>    ```\n'],
    ['in a quote in a quote', '> > ```bash\n> > fly deploy\n>>   --now\n> > ```\n'],
    ['in an aside', ':::note\n```bash\nfly deploy\n  --now\n```\n:::\n'],
    ['between tildes', '~~~bash\nfly deploy\n  --now\n~~~\n'],
    ['with four backticks', '````bash\nfly deploy\n  --now\n````\n'],
    ['with Windows line ends', '```bash\r\nfly deploy\r\n  --now\r\n```\r\n'],
    ['after characters of two UTF-16 units', '# 🚀🚀 {#x}\n\n```bash\nfly deploy\n  --now\n```\n'],
  ])('%s', (_, source) => {
    const { fence } = fenceOf(source);
    expect(fence.text).toBe(body);
    for (const word of ['fly', 'deploy', '--now']) {
      const at = inFile(fence, fence.text.indexOf(word));
      expect(source.slice(at, at + word.length)).toBe(word);
    }
  });

  test('its annotations are read, and stand where they say', () => {
    const { fence, source } = fenceOf(
      '```bash step="create-app" always timeout="5m" retries="2" title="x"\nls\n```\n',
    );
    expect(fence.annotations).toEqual({ step: 'create-app', always: true, timeout: '5m', retries: 2 });
    const { step } = fence.annotationSpans;
    expect(source.slice(step?.start, step?.end)).toBe('create-app');
  });

  test('an empty fence has no text', () => {
    expect(fenceOf('```bash\n```\n').fence.text).toBe('');
  });

  test('it knows the heading that it stands under', () => {
    expect(fenceOf('## One {#one}\n\n### Two {#two}\n\n```bash\nls\n```\n').fence.section).toBe('two');
  });
});

describe('what is wrong with annotations is found at its place', () => {
  test.each([
    ['an unknown name', '```bash stpe="a"\n```', 'annotation/unknown', 'stpe'],
    ['an unknown flag', '```bash allways\n```', 'annotation/unknown', 'allways'],
    ['a value of the wrong form', '```bash step="Create App"\n```', 'annotation/value', 'Create App'],
    ['a flag with a value', '```bash always="yes"\n```', 'annotation/value', 'yes'],
    ['an empty reason', '```bash ignore=" "\n```', 'annotation/value', ' '],
    ['a path that climbs', '```toml file="../x"\n```', 'annotation/value', '../x'],
    ['a broken pattern', '```bash capture="a" pattern="("\n```', 'annotation/value', '('],
    ['a name twice', '```bash step="a" step="b"\n```', 'annotation/twice', 'step="b"'],
    ['an open quote', '```bash step="a\n```', 'annotation/syntax', 'step="a'],
  ])('%s', (_, source, code, text) => {
    const { diagnostics } = readPage(place, source);
    expect(diagnostics.map((one) => [one.code, source.slice(one.start, one.end)])).toEqual([[code, text]]);
  });

  test('the nearest name is offered as a fix', () => {
    const { diagnostics } = readPage(place, '```bash stpe="a"\n```');
    expect(diagnostics[0]?.fixes?.[0]?.edits).toEqual([{ start: 8, end: 12, text: 'step' }]);
  });
});

describe('a page is data', () => {
  test('headings, links, tables and parts are read in order', () => {
    const { page, diagnostics } = readPage(
      place,
      '---\ntitle: A\nhero:\n  actions:\n    - text: A\n      link: /a/\n---\n## One {#one}\n\n[a](/b/#c) and ![d](/e.svg)\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n:::tip\nx\n:::\n\n<LinkCard title="x" href="/f/" />\n',
    );
    expect(diagnostics).toEqual([]);
    expect(page.frontmatter.title).toBe('A');
    expect(page.headings.map(({ depth, id, text, line }) => ({ depth, id, text, line }))).toEqual([
      { depth: 2, id: 'one', text: 'One', line: 8 },
    ]);
    expect(page.links.map(({ url }) => url)).toEqual(['/a/', '/b/#c', '/f/']);
    expect(page.parts.map(({ kind }) => kind)).toEqual([
      'heading 2 #one',
      'image /e.svg',
      'table 2x2',
      'aside tip',
      'LinkCard',
    ]);
  });

  test.each([
    ['runbooks of the wrong form', '---\ntitle: A\nrunbooks:\n  - id: No Good\n---\n', 'No Good'],
    ['a title that is missing', '---\ndescription: A\n---\n', '---'],
    ['broken YAML', '---\ntitle: "A\n---\n', ''],
  ])('%s is found in the frontmatter', (_, source, text) => {
    const { diagnostics } = readPage(place, source);
    expect(diagnostics.map(({ code }) => code)).toContain('page/frontmatter');
    const [first] = diagnostics;
    if (text !== '') expect(source.slice(first?.start, first?.end).trim()).toBe(text);
  });

  test('what is not MDX is one finding, not a throw', () => {
    const { diagnostics } = readPage(place, '# A\n\n<Tabs>\n');
    expect(diagnostics.map(({ code }) => code)).toEqual(['page/syntax']);
  });
});
