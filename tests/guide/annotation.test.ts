import { describe, expect, test } from 'vitest';
import { toWords } from '../../src/diagnostics/message.ts';
import {
  type AnnotationName,
  annotationNames,
  annotationSchema,
  displayKeys,
  expectations,
} from '../../src/guide/annotation.ts';
import { frontmatterSchema } from '../../src/guide/frontmatter.ts';
import { glossarySchema } from '../../src/guide/glossary.ts';
import { localized } from '../../src/guide/localized.ts';
import { readPage } from '../../src/guide/page.ts';
import { speak } from '../../src/words.ts';

const place = { file: 'docs/a.mdx', language: 'en', slug: 'a' };
const ids: [unknown, boolean][] = [
  ['create-app', true],
  ['a1-2b', true],
  ['a', true],
  ['Create', false],
  ['create app', false],
  ['create-', false],
  ['-create', false],
  ['create--app', false],
  ['create_app', false],
  ['', false],
];
const flags: [unknown, boolean][] = [
  [true, true],
  [false, false],
  ['yes', false],
];

describe('an annotation takes what its page says', () => {
  const cases: Partial<Record<AnnotationName, [unknown, boolean][]>> = {
    file: [
      ['fly.toml', true],
      ['conf/deep/a-b_c.json', true],
      ['.env', true],
      ['../up', false],
      ['a/../b', false],
      ['/etc/passwd', false],
      ['a//b', false],
      ['a/', false],
      ['a b', false],
      ['a/b c', false],
    ],
    target: [
      ['openclaw@2026.4.29', true],
      ['openclaw', false],
      ['OpenClaw@1', false],
      ['openclaw@', false],
      ['openclaw@1 2', false],
      ['an openclaw@1', false],
    ],
    step: ids,
    check: ids,
    undo: ids,
    expect: ids,
    symptom: ids,
    otherwise: flags,
    until: ids,
    capture: ids,
    match: [
      ['glob', true],
      ['regex', true],
      ['exact', true],
      ['json', true],
      ['', false],
      ['other', false],
    ],
    on: [
      ['machine', true],
      ['here', false],
    ],
    pattern: [
      ['id (\\S+)', true],
      ['(', false],
      ['\\p{L}', true],
      ['\\-', false],
    ],
    confirm: flags,
    interactive: flags,
    background: flags,
    always: flags,
    ready: [
      ['port:3000', true],
      ['port:', false],
      ['port:123456', false],
      ['output:listening', true],
      ['output:', false],
      ['http://localhost:1', true],
      ['https://x', true],
      ['ftp://x', false],
      ['delay:5s', true],
      ['delay:5h', false],
      ['in delay:5s', false],
      ['delay:5sec', false],
    ],
    timeout: [
      ['5m', true],
      ['30s', true],
      ['1h', true],
      ['250ms', true],
      ['0s', false],
      ['5', false],
      ['5 m', false],
      ['5min', false],
      ['about 5m', false],
    ],
    retries: [
      ['1', true],
      ['20', true],
      ['0', false],
      ['21', false],
      ['1.5', false],
      ['x', false],
    ],
    secrets: [
      ['read', true],
      ['named', true],
      ['', false],
    ],
    ignore: [
      ['because', true],
      [' ', false],
    ],
  };
  test('each of them is here', () => {
    expect(Object.keys(cases).toSorted()).toEqual(annotationNames.toSorted());
  });
  test.each(
    annotationNames.flatMap((name) =>
      (cases[name] ?? []).map(([value, fits]) => [name, value, fits] as const),
    ),
  )('%s=%j: %s', (name, value, fits) => {
    expect(annotationSchema.shape[name].safeParse(value).success).toBe(fits);
  });
});

test.each(annotationNames)('%s says what it is for, and in both languages what it wants', (name) => {
  expect(annotationSchema.shape[name].description).toMatch(/^\S.{6,}/);
  const [english, italian] = [speak('en')(expectations[name]), speak('it')(expectations[name])];
  for (const sentence of [english, italian]) expect(sentence).toMatch(/\S{2,}/);
  expect(english).not.toBe(expectations[name]);
  expect(english).not.toBe(italian);
});

test.each(displayKeys)('`%s` says how a block looks, and is none of ours', (key) => {
  const { page, diagnostics } = readPage(place, `\`\`\`bash ${key}="x" step="a"\nls\n\`\`\`\n`);
  expect(diagnostics).toEqual([]);
  expect(page.fences[0]?.annotations).toEqual({ step: 'a' });
});
test('those are the keys that the code blocks know', () => {
  expect([...displayKeys].toSorted()).toEqual(
    'collapse del frame ins lang mark preserveIndent showLineNumbers startLineNumber title wrap'.split(' '),
  );
});

describe('what is wrong is said in words', () => {
  test.each([
    ['stpe="a"', ['`stpe`', '`step`']],
    ['qqqqqqqq="a"', ['`qqqqqqqq`']],
    ['step="a" step="b"', ['`step`']],
    ['step="A b"', ['`step`', 'A b', 'letters']],
    ['timeout="long"', ['`timeout`', 'long']],
    ['step="a', ['quot']],
  ])('%s', (meta, parts) => {
    const { diagnostics } = readPage(place, `\`\`\`bash ${meta}\nls\n\`\`\`\n`);
    const [english, italian] = (['en', 'it'] as const).map((language) =>
      diagnostics.map(({ message }) => toWords(message, speak(language))).join('\n'),
    );
    for (const part of parts) expect(english).toContain(part);
    expect(italian).not.toBe(english);
    expect(diagnostics).toHaveLength(1);
  });

  test('a name that is nearly one of ours can be mended, and one like none cannot', () => {
    const source = '```bash stpe="a"\nls\n```\n';
    const [found] = readPage(place, source).diagnostics;
    const edits = found?.fixes?.[0]?.edits ?? [];
    expect(edits.map(({ start, end, text }) => [source.slice(start, end), text])).toEqual([['stpe', 'step']]);
    expect(found?.fixes?.[0]?.safe).toBe(true);
    expect(readPage(place, '```bash qqqqqqqq\nls\n```\n').diagnostics[0]).not.toHaveProperty('fixes');
  });
});

describe('where a fence ends', () => {
  const textOf = (source: string) => readPage(place, source).page.fences[0]?.text;
  test.each([
    ['with the file, unclosed', '```bash\nls\n', 'ls\n'],
    ['with the file, unclosed, in a line without an end', '```bash\nls', 'ls'],
    ['at a longer row of ticks', '```bash\nls\n`````\n', 'ls\n'],
    ['not at a shorter one', '````bash\n```\n````\n', '```\n'],
    ['not at tildes', '```bash\n~~~\n```\n', '~~~\n'],
    ['not at ticks with words behind', '```bash\n``` x\n```\n', '``` x\n'],
    ['with a last line that holds its own closing', '```bash\nls\n```', 'ls\n'],
    ['with quotes that are part of it', '```bash\n> ls\n```\n', '> ls\n'],
  ])('%s', (_, source, text) => {
    expect(textOf(source)).toBe(text);
  });

  test('an empty one begins where its text would', () => {
    const source = 'x\n\n```bash\n```\n';
    expect(readPage(place, source).page.fences[0]?.lines).toEqual([
      { snippet: 0, file: source.indexOf('\n```\n') + 1 },
    ]);
  });

  test.each([
    ['```bash', 'bash', ''],
    ['``` bash', 'bash', ''],
    ['```BASH', 'bash', ''],
    ['```bash   step="a"', 'bash', 'step="a"'],
    ['```bash\tstep="a"', 'bash', 'step="a"'],
    ['```', '', ''],
  ])('%j opens one in %j with %j', (opening, lang, meta) => {
    const { page } = readPage(place, `${opening}\nls\n\`\`\`\n`);
    expect(page.fences[0]).toMatchObject({ lang, meta });
  });
});

describe('what stands in other files of content', () => {
  const page = (more: object) => frontmatterSchema.safeParse({ title: 'A', ...more }).success;
  const term = (language: string) => ({ term: { [language]: 'x' }, avoid: { [language]: ['y'] } });
  test.each(ids)('a runbook’s id, %j: %s', (id, fits) => {
    expect(page({ runbooks: [{ id }] })).toBe(fits);
  });
  test.each([
    ['fly', true],
    ['docker-compose', true],
    ['a b', false],
    ['a;', false],
    [';a', false],
    ['', false],
  ])('a program that a runbook requires, %j: %s', (program, fits) => {
    expect(page({ runbooks: [{ id: 'a', requires: [program] }] })).toBe(fits);
  });
  test.each([
    ['0123456789abcdef', true],
    ['0123456789abcde', false],
    ['0123456789abcdef0', false],
    ['0123456789ABCDEF', false],
  ])('a digest of prose, %j: %s', (confirmed, fits) => {
    expect(page({ confirmed })).toBe(fits);
  });
  test.each([
    ['en', true],
    ['eng', false],
    ['e', false],
    ['EN', false],
    ['xen', false],
  ])('a language, %j: %s', (language, fits) => {
    expect(localized.safeParse({ [language]: 'x' }).success).toBe(fits);
    expect(glossarySchema.safeParse([term(language)]).success).toBe(fits);
    expect(glossarySchema.safeParse([{ ...term('en'), avoid: { [language]: ['y'] } }]).success).toBe(fits);
  });
  test('a page has a title, and nothing that it does not say', () => {
    expect(page({})).toBe(true);
    expect(page({ title: '' })).toBe(false);
    expect(frontmatterSchema.parse({ title: 'A' })).toEqual({
      title: 'A',
      runbooks: [],
      aliases: {},
      search: {},
    });
    expect(page({ runbooks: [{ id: 'a', minutes: 0 }] })).toBe(false);
    expect(page({ runbooks: [{ id: 'a', other: 1 }] })).toBe(false);
    expect(page({ facts: [''] })).toBe(false);
    expect(page({ recording: { runbook: 'a', steps: [] } })).toBe(false);
  });
});
