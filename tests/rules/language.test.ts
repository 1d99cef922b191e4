import { describe, expect, test } from 'vitest';
import { readGuide } from '../../src/guide/guide.ts';
import { Memory } from '../../src/guide/memory.ts';
import { readPage } from '../../src/guide/page.ts';
import { proseDigest, proseOf } from '../../src/guide/prose.ts';
import { glossary } from '../../src/rules/glossary.ts';
import { stale } from '../../src/rules/parity/stale.ts';
import { untranslated } from '../../src/rules/parity/untranslated.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { contentFolder } from '../support/content.ts';

const english =
  '---\ntitle: A\n---\n## One {#one}\n\nThe gateway listens on the port that you gave it.\n\n```bash\nls\n```\n';
const pageOf = (source: string) => readPage({ file: 'docs/a.mdx', language: 'en', slug: 'a' }, source).page;

function check(rule: Rule, italian: string, more: Record<string, string | object> = {}): string[] {
  const source = `---\ntitle: A\nconfirmed: "${proseDigest(pageOf(english))}"\n---\n${italian}\n`;
  const { guide, diagnostics } = readGuide(
    contentFolder({ 'docs/a.mdx': english, 'docs/it/a.mdx': source, ...more }),
  );
  expect(diagnostics).toEqual([]);
  return rule
    .check(guide, new Memory())
    .map(({ file, start, end }) => (guide.sources.get(file) ?? '').slice(start, end));
}

describe('prose', () => {
  test('is what a page says to people, in blocks', () => {
    expect(proseOf(pageOf(english)).map(({ text }) => text)).toEqual([
      '## One {#one}',
      'The gateway listens on the port that you gave it.',
    ]);
  });

  test('changes its digest with its words, and not with fences, white space or frontmatter', () => {
    const digest = proseDigest(pageOf(english));
    expect(
      proseDigest(
        pageOf(english.replace('ls', 'ls -l').replace('on the', 'on\nthe').replace('title: A', 'title: B')),
      ),
    ).toBe(digest);
    expect(proseDigest(pageOf(english.replace('port', 'socket')))).not.toBe(digest);
  });
});

describe('a translation follows its original', () => {
  test('one that was confirmed against it is no finding', () => {
    expect(check(stale, 'Ascolta.')).toEqual([]);
  });

  test('one whose original has changed since is, at its confirmation', () => {
    const changed = { 'docs/a.mdx': english.replace('port', 'socket') };
    expect(check(stale, 'Ascolta.', changed)).toEqual([proseDigest(pageOf(english))]);
  });
});

describe('no sentence of the original is left', () => {
  test.each([
    'The gateway listens on the port that you gave it.',
    'This is one of the sentences that were not translated.',
  ])('found: %s', (sentence) => {
    expect(check(untranslated, `Prima.\n\n${sentence}\n\nDopo.`)).toEqual([sentence]);
  });

  test.each([
    'Il gateway ascolta sulla porta che gli hai dato.',
    'Il messaggio è "the gateway is not listening on the port that you gave".',
    'Esegui `fly logs` e cerca `the gateway listens on the port that is`.',
    'Vedi [la pagina](https://example.com/the-and-of-is-are-that-with).',
    '## Control UI {#the-of-and-is}',
    'Discord, Telegram, WhatsApp, Signal e Slack.',
  ])('no false alarm: %s', (sentence) => {
    expect(check(untranslated, sentence)).toEqual([]);
  });
});

describe('one term for one thing', () => {
  const terms = {
    'glossary.json': [
      { term: { en: 'deploy', it: 'deploy' }, avoid: { it: ['distribuzion*', 'messa in opera'] } },
    ],
  };

  test.each([
    ['La distribuzione è finita.', ['distribuzione']],
    ['Le DISTRIBUZIONI e la messa\nin opera.', ['DISTRIBUZIONI', 'messa\nin opera']],
    ['Il deploy è finito.', []],
    ['Esegui `distribuzione`.', []],
    ['La ridistribuzione.', []],
  ])('%s', (sentence, found) => {
    expect(check(glossary, sentence, terms)).toEqual(found);
  });
});
